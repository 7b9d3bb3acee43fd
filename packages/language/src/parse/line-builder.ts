import type { Diagnostic, Fix, SourceFile } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import type { LogicalLine } from "./block.js";
import { unmatchedBracket } from "./block-mistakes.js";
import { createTokenInstance } from "./chevrotain.js";
import { closingOf, isBracket, isClosing, isOpening, openingOf } from "./line-shapes.js";
import { endOf, spanOf } from "./locate-token.js";
import { Comma, RightBrace, RightParenthesis, RightSquare } from "./tokens.js";

/** Brackets inside a line nest no deeper: the grammar recurses, and nobody's stack shall be the limit. */
const nestingLimit = 100;

const closers = { ")": RightParenthesis, "]": RightSquare, "}": RightBrace };

/**
 * Collects the tokens of one logical line after the other, with the brackets in them matched: what is never closed gets
 * a virtual closer, what closes nothing is left out, each with a diagnostic.
 */
export class LineBuilder {
  private line: LogicalLine = { tokens: [], end: undefined, isDamaged: false };
  private readonly openings: IToken[] = [];
  private readonly openCounts: Record<string, number> = { "(": 0, "[": 0, "{": 0 };
  private isCut = false;
  private lastToken: IToken | undefined;
  private nextDamage = 0;

  constructor(
    private readonly source: SourceFile,
    private readonly damages: readonly number[],
    private readonly report: (diagnostic: Diagnostic) => void,
  ) {}

  get isInBrackets(): boolean {
    return this.openings.length > 0;
  }

  /** Whether a `}` would close something in this line. */
  get isInBraces(): boolean {
    return this.openCounts["{"] !== 0;
  }

  get isEmpty(): boolean {
    return this.line.tokens.length === 0;
  }

  /** The last token of any line so far. */
  get last(): IToken | undefined {
    return this.lastToken;
  }

  /** Starts a line whose first token stands behind `offset`; mistakes before it are not this line's. */
  start(offset: number): void {
    while ((this.damages[this.nextDamage] ?? Infinity) < offset) this.nextDamage++;
    this.line = { tokens: [], end: undefined, isDamaged: false };
    this.isCut = false;
  }

  push(token: IToken): void {
    if (isBracket(token)) {
      this.takeDamagesBefore(endOf(token));
      if (isClosing(token) && !this.closeUpTo(token)) return;
      if (isOpening(token)) this.open(token);
    }
    if (!this.isCut) this.line.tokens.push(token);
    this.lastToken = token;
  }

  /** Ends the line at `end`, the token behind it. */
  finish(end: IToken | undefined): LogicalLine {
    this.closeBrackets(0);
    this.takeDamagesBefore(end?.startOffset ?? Infinity);
    this.line.end = end;
    return this.line;
  }

  /** Whether a mistake of the lexer lies between the line's start and `offset`. */
  hasDamageBefore(offset: number): boolean {
    return (this.damages[this.nextDamage] ?? Infinity) < offset;
  }

  /** Closes brackets until `depth` are open: the user forgot to. One diagnostic, however many they are. */
  closeBrackets(depth: number): void {
    const outermost = this.openings[depth];
    if (outermost === undefined || this.lastToken === undefined) return;
    const at = endOf(this.lastToken);
    this.takeDamagesBefore(at);
    let text = "";
    while (this.openings.length > depth) {
      const opening = this.openings.pop() as IToken;
      this.openCounts[opening.image]!--;
      const closing = closingOf(opening) as keyof typeof closers;
      text += closing;
      this.dropTrailingComma();
      if (!this.isCut) this.line.tokens.push(virtualToken(closing, at));
    }
    if (!this.line.isDamaged) this.reportUnclosed(outermost, at, text);
    this.line.isDamaged = true;
  }

  private takeDamagesBefore(offset: number): void {
    while ((this.damages[this.nextDamage] ?? Infinity) < offset) {
      this.nextDamage++;
      this.line.isDamaged = true;
    }
  }

  private open(token: IToken): void {
    this.openings.push(token);
    this.openCounts[token.image]!++;
    if (this.openings.length <= nestingLimit || this.isCut) return;
    this.isCut = true;
    this.line.isDamaged = true;
    this.report(diagnostic("parse/nesting-too-deep", spanOf(this.source.path, token), { limit: nestingLimit }));
  }

  /** Makes `closing` close the innermost bracket of its kind; false when there is none and it is to be left out. */
  private closeUpTo(closing: IToken): boolean {
    const opening = openingOf(closing);
    if (this.openCounts[opening] === 0) {
      if (!this.line.isDamaged) this.report(unmatchedBracket(this.source.path, closing));
      this.line.isDamaged = true;
      return false;
    }
    const depth = this.openings.findLastIndex((open) => open.image === opening);
    if (depth < this.openings.length - 1) this.closeBrackets(depth + 1);
    this.dropTrailingComma();
    this.openings.pop();
    this.openCounts[opening]!--;
    return true;
  }

  /** `[a, b,]`: the last comma means nothing, and the grammar need not know of it. */
  private dropTrailingComma(): void {
    const { tokens } = this.line;
    const [before, last] = [tokens.at(-2), tokens.at(-1)];
    if (last?.tokenType !== Comma || before === undefined || isOpening(before) || before.tokenType === Comma) return;
    tokens.pop();
  }

  private reportUnclosed(opening: IToken, at: number, text: string): void {
    const { path } = this.source;
    const isOnOneLine = !/[\r\n]/.test(this.source.text.slice(opening.startOffset, at));
    const edits = [{ span: { file: path, start: at, end: at }, newText: text }];
    const fixes: Fix[] = isOnOneLine ? [{ title: `Insert \`${text}\``, edits }] : [];
    const parameters = { opening: opening.image, closing: closingOf(opening) };
    this.report(diagnostic("parse/unclosed-bracket", spanOf(path, opening), parameters, { fixes }));
  }
}

function virtualToken(image: keyof typeof closers, offset: number): IToken {
  return createTokenInstance(closers[image], "", offset, NaN, NaN, NaN, NaN, NaN);
}
