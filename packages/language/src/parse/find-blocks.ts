import { nearestName, type Diagnostic, type Fix, type SourceFile } from "@joinery/schema";
import type { IToken } from "chevrotain";
import { diagnostic } from "../diagnostics.js";
import { declarationKeywords, isDeclarationKeyword, type Block, type DeclarationKeyword } from "./block.js";
import { describeToken } from "./describe-token.js";
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
} from "./line-shapes.js";
import { endOf, spanOf } from "./locate-token.js";
import { LeftBrace, Name, Newline, RightBrace } from "./tokens.js";

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

class BlockFinder {
  readonly blocks: Block[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: readonly IToken[];
  private readonly line: LineBuilder;
  private place: "outside" | "stray" | "header" | "body" = "outside";
  private block: Block | undefined;
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
  }

  private startLine(index: number, token: IToken): void {
    const isHeader = isBlockHeader(this.tokens, index);
    if (isHeader || this.looksLikeHeader(index, token)) {
      this.endUnclosedBlock(token);
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
    switch (this.place) {
      case "outside":
        return this.startsBlock(index) ? this.startBlock(token) : this.startStray(index, token);
      case "stray":
        return this.countStray(token);
      case "header":
        return this.readHeader(index, token);
      case "body":
        if (token.tokenType === RightBrace && !this.line.isInBraces) return this.endBlock(token);
        if (this.line.isInBrackets && !this.isTrusted && isAttribute(token)) this.line.closeBrackets(0);
        return this.line.push(token);
    }
  }

  private readHeader(index: number, token: IToken): void {
    if (token.tokenType === RightBrace && !this.line.isInBraces) {
      this.openBody(undefined, token);
      return this.endBlock(token);
    }
    const opensBody = token.tokenType === LeftBrace && !this.line.isInBrackets;
    const mustOpenBody =
      token.tokenType === LeftBrace && !this.isTrusted && this.tokens[index + 1]?.tokenType === Newline;
    if (!opensBody && !mustOpenBody) return this.line.push(token);
    this.line.closeBrackets(0);
    this.openBody(token);
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
    return isNamed && isUnclosed && this.block !== undefined && this.isOutdented(token, this.block);
  }

  /** Also of a `}` that stands no deeper than the header of its block. */
  private cannotBeInBrackets(index: number, token: IToken): boolean {
    if (token.tokenType !== RightBrace) return looksLikeNewLine(this.tokens, index, this.line.last);
    return this.block !== undefined && this.isOutdented(token, this.block);
  }

  private isOutdented(token: IToken, { keywordToken }: Block): boolean {
    return this.columnOf(token) <= this.columnOf(keywordToken);
  }

  private columnOf({ startOffset }: IToken): number {
    return startOffset === 0 ? 1 : startOffset - this.source.text.lastIndexOf("\n", startOffset - 1);
  }

  private startBlock(token: IToken): void {
    const keyword = isDeclarationKeyword(token.image) ? token.image : this.reportUnknownKeyword(token);
    this.line.start(this.lineStart);
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
    this.place = "header";
  }

  /** Ends the header at its `{`, or when there is none at `found`, the end of its line if nothing else. */
  private openBody(brace: IToken | undefined, found?: IToken): void {
    const block = this.block as Block;
    block.header = this.line.finish(brace ?? this.newline);
    block.open = brace === undefined ? endOf(block.header.tokens.at(-1) ?? block.keywordToken) : endOf(brace);
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
    this.block = undefined;
    this.place = "outside";
  }

  /** Ends the block, if one is open, where `next` (the header of another, or the end of the file) shows it ended. */
  private endUnclosedBlock(next: IToken | undefined): void {
    const { block } = this;
    if (block === undefined) return;
    const isBraceMissing = this.place === "header";
    if (isBraceMissing) this.openBody(undefined);
    const isReported = block.header.isDamaged || this.line.isInBrackets;
    this.endLine(this.newline);
    block.end = Math.max(block.open, endOf(block.lines.at(-1)?.tokens.at(-1) ?? block.keywordToken));
    if (!isReported) this.reportUnclosed(block, next);
    this.block = undefined;
    this.place = "outside";
  }

  private startStray(index: number, token: IToken): void {
    this.place = "stray";
    this.strayDepth = 0;
    this.line.start(this.lineStart);
    let last = token;
    while (this.tokens[index] !== undefined && this.tokens[index]?.tokenType !== Newline)
      last = this.tokens[index++] as IToken;
    const lineEnd = this.tokens[index]?.startOffset ?? Infinity;
    if (!this.line.hasDamageBefore(lineEnd)) this.reportStray(token, last);
    this.countStray(token);
  }

  private countStray(token: IToken): void {
    if (isOpening(token)) this.strayDepth++;
    if (isClosing(token)) this.strayDepth--;
  }

  private reportUnknownKeyword(token: IToken): DeclarationKeyword | undefined {
    const suggestion = nearestName(token.image, declarationKeywords);
    const span = spanOf(this.source.path, token);
    const fixes: Fix[] = [];
    if (suggestion !== undefined)
      fixes.push({ title: `Write \`${suggestion}\``, edits: [{ span, newText: suggestion }] });
    this.diagnostics.push(
      diagnostic("parse/unknown-declaration", span, { keyword: token.image, suggestion }, { fixes }),
    );
    return suggestion !== undefined && isDeclarationKeyword(suggestion) ? suggestion : undefined;
  }

  private reportMissingBrace(block: Block, found: IToken | undefined): void {
    this.isTrusted = false;
    if (block.header.isDamaged) return;
    block.header.isDamaged = true;
    const { path } = this.source;
    const span = { file: path, start: block.open, end: block.open };
    const fixes: Fix[] = found === undefined ? [{ title: "Insert `{`", edits: [{ span, newText: " {" }] }] : [];
    const parameters = { block: describeBlock(block), found: describeToken(found ?? block.header.end) };
    this.diagnostics.push(diagnostic("parse/missing-brace", span, parameters, { fixes }));
  }

  private reportUnclosed(block: Block, next: IToken | undefined): void {
    const { path } = this.source;
    const span = { file: path, start: block.open - 1, end: block.open };
    const end = { file: path, start: block.end, end: block.end };
    const related = next === undefined ? [] : [{ span: spanOf(path, next), message: "The next block starts here." }];
    const fixes = [{ title: "Insert `}`", edits: [{ span: end, newText: "\n}" }] }];
    this.diagnostics.push(
      diagnostic("parse/unclosed-block", span, { block: describeBlock(block) }, { related, fixes }),
    );
  }

  private reportStray(token: IToken, lastOfLine: IToken): void {
    const { path } = this.source;
    if (isClosing(token)) {
      const span = spanOf(path, token);
      const fixes = [{ title: `Remove \`${token.image}\``, edits: [{ span, newText: "" }] }];
      this.diagnostics.push(diagnostic("parse/unmatched-bracket", span, { closing: token.image }, { fixes }));
    } else {
      const span = spanOf(path, token, lastOfLine);
      this.diagnostics.push(diagnostic("parse/expected-declaration", span, { found: describeToken(token) }));
    }
  }
}

function describeBlock({ keywordToken, header }: Block): string {
  const name = header.tokens[0];
  return `\`${keywordToken.image}${name?.tokenType === Name ? ` ${name.image}` : ""}\``;
}
