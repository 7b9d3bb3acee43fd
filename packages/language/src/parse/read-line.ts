import type { Diagnostic, Fix } from "@joinery/schema";
import { EOF, type CstNode, type IRecognitionException, type IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import type { LogicalLine } from "./block.js";
import { describeToken } from "./describe-token.js";
import { LineGrammar, type LineRule, type PrefixRule } from "./grammar.js";
import { isClosing } from "./line-shapes.js";
import { endOf, spanOf } from "./locate-token.js";
import { Colon, Comma, Equals } from "./tokens.js";

/** What the grammar made of a line: a tree of all of it, or of none. */
export interface ReadLine {
  readonly node: CstNode | undefined;
  readonly diagnostic: Diagnostic | undefined;
  /** Whether the tree stands for the whole line. */
  readonly isWhole: boolean;
}

let grammar: LineGrammar | undefined;

/** Made once, at first use: its analysis costs more than reading a schema. A test makes one with all validations on. */
function useGrammar(): LineGrammar {
  return (grammar ??= new LineGrammar({ isValidated: false }));
}

/**
 * Reads one line by `rule`. A broken line gives one diagnostic, or none where it was damaged before and a mistake in it
 * is known; `fallback` is the offset of an empty line.
 */
export function readLine(file: string, line: LogicalLine, rule: LineRule, fallback: number): ReadLine {
  const parser = useGrammar();
  parser.input = line.tokens;
  const node = parser[rule]() as CstNode | undefined;
  const [error] = parser.errors;
  if (error === undefined) return { node, diagnostic: undefined, isWhole: !line.isDamaged };
  return {
    node,
    diagnostic: line.isDamaged ? undefined : reportUnexpected(file, line, error, fallback),
    isWhole: false,
  };
}

/** Reads what can be used of the beginning of a broken line. */
export function readPrefix(line: LogicalLine, rule: PrefixRule): CstNode | undefined {
  const parser = useGrammar();
  parser.input = line.tokens;
  return parser[rule]() as CstNode | undefined;
}

function reportUnexpected(file: string, line: LogicalLine, error: IRecognitionException, fallback: number): Diagnostic {
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
