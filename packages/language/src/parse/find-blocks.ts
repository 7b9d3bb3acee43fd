import type { Diagnostic, SourceFile } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { isDeclarationKeyword, nearestKeyword, type Block } from "./block.js";
import { missingBrace, nestedBlock, strayText, unclosedBlock, unknownDeclaration } from "./block-mistakes.js";
import type { LexedFile } from "./lexer.js";
import { LineBuilder } from "./line-builder.js";
import {
  continuesHeader,
  isAttribute,
  isBalanced,
  isBlockHeader,
  isClosing,
  isOpening,
  isUnknownHeader,
  looksLikeNewLine,
  openingOf,
} from "./line-shapes.js";
import { endOf } from "./locate-token.js";
import { LeftBrace, LeftParenthesis, LeftSquare, Name, Newline, RightBrace } from "./tokens.js";

/**
 * Finds the blocks of a file and the lines in them by brackets and line ends alone, before any grammar is applied. That
 * is what keeps a mistake local: whatever is wrong with one line, the next one is read afresh.
 *
 * While the brackets between two headers match they are believed. Where they do not, a line that could not stand inside
 * brackets (it starts like a field or an attribute) ends them, and so does a `}` no deeper than its header.
 */
export function findBlocks(source: SourceFile, lexed: LexedFile): { blocks: Block[]; diagnostics: Diagnostic[] } {
  const finder = new BlockFinder(source, lexed);
  finder.readAll();
  return { blocks: finder.blocks, diagnostics: finder.diagnostics };
}

interface SuspendedBlock {
  readonly block: Block;
  readonly headerColumn: number;
  readonly inner: Block[];
}

class BlockFinder {
  readonly blocks: Block[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: readonly IToken[];
  private readonly line: LineBuilder;
  private place: "outside" | "stray" | "header" | "body" = "outside";
  private block: Block | undefined;
  private headerColumn = 0;
  private hasBrace = false;
  /** The `(` or `[` written for the brace of the block: its partner ends it. */
  private mistakenBrace: IToken | undefined;
  /** Blocks with others inside of them, the innermost last: they go on behind those. */
  private readonly suspended: SuspendedBlock[] = [];
  /** The blocks that stand inside of the one being read. */
  private inner: Block[] = [];
  /** Whether the brackets up to the next header match. */
  private isTrusted: boolean;
  private strayDepth = 0;
  /** The end of the line above, and where the line being read starts. */
  private newline: IToken | undefined;
  private lineStart = 0;

  constructor(
    private readonly source: SourceFile,
    lexed: LexedFile,
  ) {
    this.tokens = lexed.tokens;
    this.isTrusted = isBalanced(lexed.tokens, 0);
    this.line = new LineBuilder(source, lexed.damages, (found) => this.diagnostics.push(found));
  }

  readAll(): void {
    let isLineStart = true;
    for (let index = 0; index < this.tokens.length; index++) {
      const token = this.tokens[index] as IToken;
      if (token.tokenType === Newline) {
        isLineStart = true;
        this.newline ??= token;
        this.lineStart = endOf(token);
        continue;
      }
      if (isLineStart) this.startLine(index, token);
      this.read(index, token);
      isLineStart = false;
      this.newline = undefined;
    }
    this.endUnclosedBlock(undefined);
    this.endSuspended(undefined);
  }

  private startLine(index: number, token: IToken): void {
    this.resume(token);
    const isHeader = isBlockHeader(this.tokens, index);
    if (isHeader || this.looksLikeHeader(index, token)) {
      if (!this.suspend(token)) {
        this.endUnclosedBlock(token);
        this.endSuspended(token);
      }
      this.isTrusted = isHeader && isBalanced(this.tokens, index);
      this.place = "outside";
    } else if (this.place === "stray" && this.strayDepth <= 0 && this.startsBlock(index)) {
      this.place = "outside";
    }
    if (this.line.isInBrackets && !this.isTrusted && this.cannotBeInBrackets(index, token)) this.line.closeBrackets(0);
    if (this.line.isInBrackets) return;
    if (this.place === "body") this.endLine(this.newline);
    if (this.place === "header" && !continuesHeader(this.tokens, index)) this.openBody(undefined);
  }

  private read(index: number, token: IToken): void {
    if (token.tokenType === RightBrace) this.resume(token);
    switch (this.place) {
      case "outside":
        return this.startsBlock(index) ? this.startBlock(token) : this.startStray(index, token);
      case "stray":
        return this.countStray(token);
      case "header":
        return this.readHeader(index, token);
      case "body":
        if (token.tokenType === RightBrace && !this.line.isInBraces) return this.endBlock(token);
        if (this.closesMistakenBrace(token)) return this.endBlock(token);
        if (this.line.isInBrackets && !this.isTrusted && isAttribute(token)) this.line.closeBrackets(0);
        return this.line.push(token);
    }
  }

  private readHeader(index: number, token: IToken): void {
    if (token.tokenType === RightBrace && !this.line.isInBraces) {
      this.openBody(undefined, token);
      return this.endBlock(token);
    }
    if (this.isMistakenBrace(index, token)) {
      this.openBody(undefined, token);
      this.mistakenBrace = token;
      return;
    }
    const opensBody = token.tokenType === LeftBrace && !this.line.isInBrackets;
    const mustOpenBody =
      token.tokenType === LeftBrace && !this.isTrusted && this.tokens[index + 1]?.tokenType === Newline;
    if (!opensBody && !mustOpenBody) return this.line.push(token);
    this.line.closeBrackets(0);
    this.openBody(token);
  }

  /** `model User (` at the end of its line: no header but a query's has brackets. */
  private isMistakenBrace(index: number, token: IToken): boolean {
    const isBracket = token.tokenType === LeftParenthesis || token.tokenType === LeftSquare;
    const isAtLineEnd = this.tokens[index + 1]?.tokenType === Newline;
    return isBracket && isAtLineEnd && this.block?.keyword !== "query" && !this.line.isInBrackets;
  }

  private closesMistakenBrace(token: IToken): boolean {
    const isPartner = isClosing(token) && openingOf(token) === this.mistakenBrace?.image;
    return isPartner && !this.line.isInBrackets;
  }

  private startsBlock(index: number): boolean {
    const token = this.tokens[index];
    const isKeyword = token?.tokenType === Name && isDeclarationKeyword(token.image);
    return isKeyword || isUnknownHeader(this.tokens, index);
  }

  /** Where something is unclosed: whether `model User`, without a brace, stands no deeper than the header above. */
  private looksLikeHeader(index: number, token: IToken): boolean {
    const isNamed = this.tokens[index + 1]?.tokenType === Name && isDeclarationKeyword(token.image);
    const isUnclosed = !this.isTrusted || this.place === "header";
    return isNamed && isUnclosed && this.block !== undefined && this.isOutdented(token);
  }

  /** Also of a `}` that stands no deeper than the header of its block. */
  private cannotBeInBrackets(index: number, token: IToken): boolean {
    if (token.tokenType === RightBrace) return this.isOutdented(token);
    const isMember = this.block?.keyword === "enum" && this.tokens[index + 1]?.tokenType === Newline;
    return (isMember && token.tokenType === Name) || looksLikeNewLine(this.tokens, index, this.line.last);
  }

  /** Whether the first token of a line stands no deeper than the header of the block. */
  private isOutdented({ startOffset }: IToken): boolean {
    return startOffset - this.lineStart <= this.headerColumn;
  }

  private startBlock(token: IToken): void {
    const keyword = isDeclarationKeyword(token.image) ? token.image : nearestKeyword(token.image);
    if (keyword !== token.image) this.diagnostics.push(unknownDeclaration(this.source.path, token, keyword));
    this.line.start(this.lineStart);
    this.headerColumn = token.startOffset - this.lineStart;
    this.block = {
      keyword: keyword ?? "model",
      keywordToken: token,
      header: { tokens: [], end: undefined, isDamaged: true },
      lines: [],
      open: endOf(token),
      end: endOf(token),
      isClosed: false,
      isOpaque: keyword === undefined,
    };
    this.blocks.push(this.block);
    this.inner = [];
    this.suspended.at(-1)?.inner.push(this.block);
    this.place = "header";
  }

  /** Ends the header at its `{`, or when there is none at `found`, the end of its line if nothing else. */
  private openBody(brace: IToken | undefined, found?: IToken): void {
    const block = this.block as Block;
    block.header = this.line.finish(brace ?? this.newline);
    block.open = brace === undefined ? endOf(block.header.tokens.at(-1) ?? block.keywordToken) : endOf(brace);
    this.hasBrace = brace !== undefined;
    this.mistakenBrace = undefined;
    if (brace === undefined) this.reportMissingBrace(block, found);
    this.place = "body";
    this.line.start(brace?.startOffset ?? this.lineStart);
  }

  private endLine(end: IToken | undefined): void {
    if (!this.line.isEmpty) (this.block as Block).lines.push(this.line.finish(end));
    this.line.start(end === undefined || end.tokenType === Newline ? this.lineStart : end.startOffset);
  }

  private endBlock(brace: IToken): void {
    const block = this.block as Block;
    this.endLine(brace);
    block.end = endOf(brace);
    block.isClosed = true;
    for (const inner of this.inner) this.diagnostics.push(nestedBlock(this.source, block, inner));
    this.inner = [];
    this.block = undefined;
    this.place = "outside";
  }

  /** Ends the block, if one is open, where `next` (the header of another, or the end of the file) shows it ended. */
  private endUnclosedBlock(next: IToken | undefined): void {
    const { block } = this;
    if (block === undefined) return;
    if (this.place === "header") this.openBody(undefined);
    const isReported = !this.hasBrace || this.line.isInBrackets;
    this.endLine(this.newline);
    block.end = Math.max(block.open, endOf(block.lines.at(-1)?.tokens.at(-1) ?? block.keywordToken));
    if (!isReported) this.diagnostics.push(unclosedBlock(this.source.path, block, next));
    this.block = undefined;
    this.inner = [];
    this.place = "outside";
  }

  /** Leaves the block for one that starts inside of it, which its column shows; false where it is not so. */
  private suspend(next: IToken): boolean {
    const { block, headerColumn, inner } = this;
    if (block === undefined || this.place !== "body" || !this.hasBrace) return false;
    if (this.line.isInBrackets || this.isOutdented(next)) return false;
    this.endLine(this.newline);
    block.end = endOf(block.lines.at(-1)?.tokens.at(-1) ?? block.keywordToken);
    this.suspended.push({ block, headerColumn, inner });
    this.block = undefined;
    return true;
  }

  /** Goes on with the block around the one that ended, where `token` stands inside of it or closes it. */
  private resume(token: IToken): void {
    const outer = this.suspended.at(-1);
    if (outer === undefined || this.block !== undefined) return;
    if (token.tokenType !== RightBrace && token.startOffset - this.lineStart <= outer.headerColumn) {
      return this.endSuspended(token);
    }
    this.suspended.pop();
    this.block = outer.block;
    this.headerColumn = outer.headerColumn;
    this.inner = outer.inner;
    this.hasBrace = true;
    this.mistakenBrace = undefined;
    this.isTrusted = false;
    this.place = "body";
    this.line.start(this.lineStart);
  }

  /** None of the blocks around goes on: `next`, or the end of the file, shows that they were never closed. */
  private endSuspended(next: IToken | undefined): void {
    for (const { block } of this.suspended.splice(0)) {
      this.diagnostics.push(unclosedBlock(this.source.path, block, next));
    }
  }

  private startStray(index: number, token: IToken): void {
    this.place = "stray";
    this.strayDepth = 0;
    this.line.start(this.lineStart);
    let last = token;
    while (this.tokens[index] !== undefined && this.tokens[index]?.tokenType !== Newline)
      last = this.tokens[index++] as IToken;
    const lineEnd = this.tokens[index]?.startOffset ?? Infinity;
    if (!this.line.hasDamageBefore(lineEnd)) this.diagnostics.push(strayText(this.source.path, token, last));
    this.countStray(token);
  }

  private countStray(token: IToken): void {
    if (isOpening(token)) this.strayDepth++;
    if (isClosing(token)) this.strayDepth--;
  }

  private reportMissingBrace(block: Block, found: IToken | undefined): void {
    this.isTrusted = false;
    if (!block.header.isDamaged) this.diagnostics.push(missingBrace(this.source.path, block, found));
    block.header.isDamaged = true;
  }
}
