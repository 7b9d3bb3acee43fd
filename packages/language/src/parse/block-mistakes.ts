import type { Diagnostic, Fix, SourceFile } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import type { Block, DeclarationKeyword } from "./block.js";
import { describeToken } from "./describe-token.js";
import { isClosing } from "./line-shapes.js";
import { spanOf } from "./locate-token.js";
import { Name } from "./tokens.js";

/** `modle User {`: `suggestion` is the keyword it is read as, if one is near. */
export function unknownDeclaration(
  file: string,
  token: IToken,
  suggestion: DeclarationKeyword | undefined,
): Diagnostic {
  const span = spanOf(file, token);
  const fixes: Fix[] =
    suggestion === undefined ? [] : [{ title: `Write \`${suggestion}\``, edits: [{ span, newText: suggestion }] }];
  return diagnostic("parse/unknown-declaration", span, { keyword: token.image, suggestion }, { fixes });
}

/** A header without a `{`; `found` is what ends it on its own line, with which the fix would be a guess. */
export function missingBrace(file: string, block: Block, found: IToken | undefined): Diagnostic {
  const span = { file, start: block.open, end: block.open };
  const fixes: Fix[] = found === undefined ? [{ title: "Insert `{`", edits: [{ span, newText: " {" }] }] : [];
  const parameters = { block: describeBlock(block), found: describeToken(found ?? block.header.end) };
  return diagnostic("parse/missing-brace", span, parameters, { fixes });
}

/** A block without a `}` before `next`, the header of another or the end of the file. */
export function unclosedBlock(file: string, block: Block, next: IToken | undefined): Diagnostic {
  const span = { file, start: block.open - 1, end: block.open };
  const end = { file, start: block.end, end: block.end };
  const related = next === undefined ? [] : [{ span: spanOf(file, next), message: "The next block starts here." }];
  const fixes = [{ title: "Insert `}`", edits: [{ span: end, newText: "\n}" }] }];
  return diagnostic("parse/unclosed-block", span, { block: describeBlock(block) }, { related, fixes });
}

/** A block inside of another. The fix moves it behind, as it stands: laying it out is the formatter's work. */
export function nestedBlock({ path: file, text }: SourceFile, outer: Block, inner: Block): Diagnostic {
  const name = inner.header.tokens[0];
  const span = spanOf(file, inner.keywordToken, name?.tokenType === Name ? name : inner.keywordToken);
  const place = { file, start: findDocumentation(text, inner.keywordToken.startOffset), end: inner.end };
  const behind = { file, start: outer.end, end: outer.end };
  const edits = [
    { span: place, newText: "" },
    { span: behind, newText: `\n\n${text.slice(place.start, place.end)}` },
  ];
  const fixes = inner.isClosed ? [{ title: `Move it behind ${describeBlock(outer)}`, edits }] : [];
  const parameters = { inner: describeBlock(inner), outer: describeBlock(outer) };
  return diagnostic("parse/nested-block", span, parameters, { fixes });
}

/** Where the lines of documentation right before a place begin; the place itself where there are none. */
function findDocumentation(text: string, place: number): number {
  let start = place;
  for (let lineEnd = text.lastIndexOf("\n", start - 1); lineEnd > 0; lineEnd = text.lastIndexOf("\n", start - 1)) {
    const line = text.slice(text.lastIndexOf("\n", lineEnd - 1) + 1, lineEnd);
    if (!line.trimStart().startsWith("///")) break;
    start = lineEnd - line.trimStart().length;
  }
  return start;
}

/** Text between blocks, from `first` to the end of its line; what follows up to the next block belongs to it. */
export function strayText(file: string, first: IToken, last: IToken): Diagnostic {
  if (!isClosing(first)) {
    return diagnostic("parse/expected-declaration", spanOf(file, first, last), { found: describeToken(first) });
  }
  return unmatchedBracket(file, first);
}

/** A bracket that closes nothing. */
export function unmatchedBracket(file: string, closing: IToken): Diagnostic {
  const span = spanOf(file, closing);
  const fixes = [{ title: `Remove \`${closing.image}\``, edits: [{ span, newText: "" }] }];
  return diagnostic("parse/unmatched-bracket", span, { closing: closing.image }, { fixes });
}

function describeBlock({ keywordToken, header }: Block): string {
  const name = header.tokens[0];
  return `\`${keywordToken.image}${name?.tokenType === Name ? ` ${name.image}` : ""}\``;
}
