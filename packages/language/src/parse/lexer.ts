import type { Diagnostic, Fix, SourceFile, Span } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import { findBrokenStrings, type BrokenString } from "./broken-strings.js";
import { Lexer } from "./chevrotain.js";
import { describeCharacters } from "./describe-token.js";
import { findEscapeMistakes } from "./read-string.js";
import { NumberText, SingleQuotedText, StringText, tokenTypes, UnterminatedString } from "./tokens.js";

/** What the lexer made of a file. */
export interface LexedFile {
  /** With newlines, without comments and blanks. */
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
  readonly diagnostics: readonly Diagnostic[];
  /** Offsets, ascending, of mistakes that leave a hole in the tokens: what the grammar says about such a line is noise. */
  readonly damages: readonly number[];
}

const lexer = new Lexer(tokenTypes, {
  positionTracking: "onlyOffset",
  ensureOptimizations: true,
  skipValidations: true,
});

const numberSyntax = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Cuts the text into tokens. Every character ends up in a token, a comment, a blank or a diagnostic. */
export function lexSource(source: SourceFile): LexedFile {
  const { tokens: all, groups, errors } = lexer.tokenize(source.text);
  const diagnostics: Diagnostic[] = [];
  const damages: number[] = [];
  const span = (start: number, length: number): Span => ({ file: source.path, start, end: start + length });

  const broken = findBrokenStrings(source.text, all);
  const brokenByStart = new Map(broken.map((string) => [string.token.startOffset, string]));
  const tokens = leaveOutInside(all, broken, ({ startOffset }) => startOffset);

  for (const { offset, length } of leaveOutInside(errors, broken, (error) => error.offset)) {
    damages.push(offset);
    diagnostics.push(strayCharacter(span(offset, length), source.text.slice(offset, offset + length)));
  }
  const blockComments = leaveOutInside(groups["blockComments"] ?? [], broken, ({ startOffset }) => startOffset);
  for (const { startOffset, image } of blockComments) {
    diagnostics.push(diagnostic("parse/block-comment", span(startOffset, image.length), {}));
  }
  for (const token of tokens) {
    const { tokenType, image, startOffset } = token;
    if (tokenType === StringText) {
      if (image.includes("\\")) diagnostics.push(...findEscapeMistakes(source.path, token));
    } else if (tokenType === NumberText) {
      if (!numberSyntax.test(image)) diagnostics.push(invalidNumber(span(startOffset, image.length), image));
    } else if (tokenType === SingleQuotedText) {
      diagnostics.push(singleQuotes(span(startOffset, image.length), image));
    } else if (tokenType === UnterminatedString) {
      damages.push(startOffset);
      const string = brokenByStart.get(startOffset);
      const fixes = string === undefined ? [] : [writeOnOneLine(source, string)];
      diagnostics.push(diagnostic("parse/unterminated-string", span(startOffset, image.length), {}, { fixes }));
    }
  }
  damages.sort((a, b) => a - b);
  return { tokens, comments: groups["comments"] ?? [], diagnostics, damages };
}

/** Without what lies in a string over several lines, behind the token that stands for it; both are in order of the source. */
function leaveOutInside<Item>(
  items: readonly Item[],
  broken: readonly BrokenString[],
  startOf: (item: Item) => number,
): readonly Item[] {
  if (broken.length === 0) return items;
  let next = 0;
  return items.filter((item) => {
    const start = startOf(item);
    while ((broken[next]?.lastEnd ?? Infinity) <= start) next++;
    return start <= (broken[next]?.token.startOffset ?? Infinity);
  });
}

function writeOnOneLine({ path, text }: SourceFile, { token, end }: BrokenString): Fix {
  const start = token.startOffset;
  const newText = text
    .slice(start + 1, end - 1)
    .replaceAll(/\\.|"/g, (part) => (part === '"' ? '\\"' : part))
    .replaceAll(/\r\n?|\n/g, "\\n");
  return { title: "Write it on one line", edits: [{ span: { file: path, start, end }, newText: `"${newText}"` }] };
}

function strayCharacter(span: Span, text: string): Diagnostic {
  const fixes = text === ";" ? [{ title: "Remove `;`", edits: [{ span, newText: "" }] }] : [];
  return diagnostic("parse/stray-character", span, { text: describeCharacters(text) }, { fixes });
}

/** With the fix where it takes leading zeros or the separators of other languages away. */
function invalidNumber(span: Span, text: string): Diagnostic {
  const newText = text.replaceAll("_", "").replace(/^(-?)0+(?=[0-9])/, "$1");
  const fixes = numberSyntax.test(newText) ? [{ title: `Write \`${newText}\``, edits: [{ span, newText }] }] : [];
  return diagnostic("parse/invalid-number", span, { text }, { fixes });
}

function singleQuotes(span: Span, image: string): Diagnostic {
  const newText = `"${image
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replaceAll(/\\.|"/g, (part) => (part === '"' ? '\\"' : part))}"`;
  return diagnostic(
    "parse/single-quotes",
    span,
    {},
    { fixes: [{ title: "Use double quotes", edits: [{ span, newText }] }] },
  );
}
