import type { Diagnostic, Fix } from "@joinery/schema";
import type { IRecognitionException, IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import type { LogicalLine } from "./block.js";
import { EOF } from "./chevrotain.js";
import { describeToken } from "./describe-token.js";
import { LineGrammar, type LineRules } from "./grammar.js";
import { isClosing } from "./line-shapes.js";
import { endOf, spanOf } from "./locate-token.js";
import { Colon, Comma, Equals } from "./tokens.js";

/** Where what is noticed of a file goes. */
export interface ReadContext {
  readonly file: string;
  readonly report: (found: Diagnostic) => void;
  /** Whether so much was reported that reading on would only cost time. */
  readonly isTired: () => boolean;
}

/** What was read of a line. */
export interface ReadLine<Value> {
  readonly value: Value | undefined;
  /** Whether `value` stands for the whole line. */
  readonly isWhole: boolean;
}

let grammar: LineGrammar | undefined;

/** Made once, at first use: its analysis costs more than reading a file. A test makes one with all validations on. */
function useGrammar(): LineGrammar {
  return (grammar ??= new LineGrammar({ isValidated: false }));
}

/**
 * Reads one line by `rule`. A broken line gives one diagnostic, or none where it was damaged before and a mistake in it
 * is known; `fallback` is the offset to put it at when the line is empty.
 */
export function readLine<Key extends keyof LineRules>(
  { file, report }: ReadContext,
  line: LogicalLine,
  rule: Key,
  fallback: number,
): ReadLine<LineRules[Key]> {
  const { value, error, mistakes } = useGrammar().readBy(rule, file, line.tokens);
  for (const mistake of mistakes) report(mistake);
  if (error !== undefined && !line.isDamaged) report(describeError(file, line, error, fallback));
  return { value, isWhole: error === undefined && !line.isDamaged };
}

/** Reads what can be used of the beginning of a broken line. */
export function readPrefix<Key extends keyof LineRules>(
  { file }: ReadContext,
  line: LogicalLine,
  rule: Key,
): LineRules[Key] | undefined {
  return useGrammar().readBy(rule, file, line.tokens).value;
}

function describeError(file: string, line: LogicalLine, error: IRecognitionException, fallback: number): Diagnostic {
  const isAtEnd = error.token.tokenType === EOF;
  const last = line.tokens.at(-1);
  const end = last === undefined ? fallback : endOf(last);
  const span = isAtEnd ? { file, start: end, end } : spanOf(file, error.token);
  const found = describeToken(isAtEnd ? line.end : error.token);
  const fix = isAtEnd ? undefined : suggestFix(file, line, error);
  const fixes = fix === undefined ? [] : [fix];
  return diagnostic("parse/unexpected-token", span, { found, expected: error.message }, { fixes });
}

/** Punctuation other languages want and this one does not, and a comma it wants between two values. */
function suggestFix(file: string, line: LogicalLine, error: IRecognitionException): Fix | undefined {
  const { token, previousToken, message } = error as IRecognitionException & { readonly previousToken?: IToken };
  const isSuperfluous =
    (token.tokenType === Colon && message === "a type") ||
    ((token.tokenType === Colon || token.tokenType === Equals) && message === "a value" && line.tokens[1] === token) ||
    (token.tokenType === Comma && token === line.tokens.at(-1));
  if (isSuperfluous) {
    return { title: `Remove \`${token.image}\``, edits: [{ span: spanOf(file, token), newText: "" }] };
  }
  if (!message.startsWith("`,`") || previousToken === undefined || isClosing(token)) return undefined;
  const start = endOf(previousToken);
  return { title: "Insert `,`", edits: [{ span: { file, start, end: start }, newText: "," }] };
}
