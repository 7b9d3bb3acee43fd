import type { Diagnostic } from "@joinery/schema";
import type { NamedType } from "../ast.js";
import { diagnostic } from "../diagnostics.js";

/** `[]` or `?` as written behind a type. */
export interface TypeSuffix {
  readonly text: "[]" | "?";
  readonly start: number;
  readonly end: number;
}

/**
 * The grammar takes suffixes behind every alternative, in any order: this is what names all that are not `[]`, `?` or
 * `[]?` at the end of the type, in one diagnostic with the edits that put them there.
 */
export function findSuffixMistake(
  file: string,
  alternatives: readonly NamedType[],
  suffixes: readonly TypeSuffix[],
): Diagnostic | undefined {
  const [first, last] = [suffixes[0], suffixes.at(-1)];
  const behindNames = alternatives.at(-1)?.span.end ?? 0;
  if (first === undefined || last === undefined) return undefined;
  const written = suffixes.map(({ text }) => text);
  const expected = (["[]", "?"] as const).filter((text) => written.includes(text)).join("");
  if (written.join("") === expected && first.start >= behindNames) return undefined;

  const end = Math.max(last.end, behindNames);
  const removals = suffixes.map((suffix) => ({ span: { file, start: suffix.start, end: suffix.end }, newText: "" }));
  const insertion = { span: { file, start: end, end }, newText: expected };
  const fixes = [{ title: `Write \`${expected}\` at the end`, edits: [...removals, insertion] }];
  const span = { file, start: first.start, end: last.end };
  return diagnostic("parse/misplaced-suffix", span, { expected }, { fixes });
}
