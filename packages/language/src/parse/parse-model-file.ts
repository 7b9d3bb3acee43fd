import type { Diagnostic, SourceFile } from "@joinery/schema";
import type { IToken } from "chevrotain";
import type { Comment, Declaration, ModelFile } from "../ast.js";
import { diagnostic } from "../diagnostics.js";
import type { Block } from "./block.js";
import { buildDeclaration } from "./build-ast.js";
import { tokenSpan } from "./build-expression.js";
import { DocumentationCursor } from "./documentation.js";
import { findBlocks } from "./find-blocks.js";
import { lexSource } from "./lexer.js";
import { rejectBinary } from "./reject-binary.js";

/** A file with more mistakes than this is not what its author takes it for: more would be noise, and cost time. */
const mistakeLimit = 100;

/** A file as read, and what is wrong with it, in order of the source. */
export interface ParsedFile {
  readonly file: ModelFile;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a `.model` file: lex, find blocks, read each line, build the tree.
 *
 * Never throws, whatever the text; takes time linear in it. One mistake gives one diagnostic and spoils one line: what
 * could be read is in the tree, and a declaration that lacks something says so (`isIncomplete`).
 */
export function parseModelFile(source: SourceFile): ParsedFile {
  const binary = rejectBinary(source);
  if (binary !== undefined) return { file: buildFile(source, [], []), diagnostics: [binary] };

  const lexed = lexSource(source);
  const found = findBlocks(source, lexed);
  const comments = lexed.comments.map((token) => buildComment(source.path, token));
  const cursor = new DocumentationCursor(source.text, comments);
  const mistakes: Diagnostic[] = [];
  const context = {
    file: source.path,
    report: (mistake: Diagnostic) => void mistakes.push(mistake),
    isTired: () => mistakes.length > mistakeLimit,
  };
  const declarations: Declaration[] = [];
  for (const block of found.blocks) {
    if (context.isTired()) break;
    const declaration = buildDeclaration(context, block, cursor);
    if (declaration !== undefined) declarations.push(declaration);
  }
  const diagnostics = [lexed.diagnostics, found.diagnostics, leaveOutEchoes(mistakes, lexed.diagnostics)].flat();
  diagnostics.sort((a, b) => a.span.start - b.span.start);
  const known = leaveOutOpaque(diagnostics, found.blocks);
  return { file: buildFile(source, declarations, comments), diagnostics: limitMistakes(known) };
}

function buildFile({ path, text }: SourceFile, declarations: Declaration[], comments: Comment[]): ModelFile {
  const span = Object.freeze({ file: path, start: 0, end: text.length });
  return Object.freeze({
    kind: "file",
    path,
    text,
    declarations: Object.freeze(declarations),
    comments: Object.freeze(comments),
    span,
  });
}

function buildComment(file: string, token: IToken): Comment {
  const isDocumentation = token.image.startsWith("///") && !token.image.startsWith("////");
  const text = token.image.slice(isDocumentation ? 3 : 2).replace(/^ /, "");
  return Object.freeze({ kind: "comment", text: text.trimEnd(), isDocumentation, span: tokenSpan(file, token) });
}

/** Without what the grammar says of a token that the lexer has refused already. */
function leaveOutEchoes(mistakes: readonly Diagnostic[], refused: readonly Diagnostic[]): readonly Diagnostic[] {
  const starts = new Set(refused.map(({ span }) => span.start));
  return mistakes.filter(({ span }) => !starts.has(span.start));
}

/** Without what the lexer said of blocks in another language; both lists are in order of the source. */
function leaveOutOpaque(diagnostics: readonly Diagnostic[], blocks: readonly Block[]): readonly Diagnostic[] {
  const opaque = blocks.filter(({ isOpaque }) => isOpaque);
  let next = 0;
  return diagnostics.filter(({ span }) => {
    while ((opaque[next]?.end ?? Infinity) <= span.start) next++;
    return span.start < (opaque[next]?.open ?? Infinity);
  });
}

function limitMistakes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const last = diagnostics[mistakeLimit - 1];
  if (last === undefined || diagnostics.length === mistakeLimit) return diagnostics;
  const more = diagnostic("parse/too-many-errors", last.span, { limit: mistakeLimit });
  return [...diagnostics.slice(0, mistakeLimit), more];
}
