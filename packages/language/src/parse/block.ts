import { nearestName } from "@joinery/schema";
import type { IToken } from "chevrotain";

const declarationKeywords = ["model", "mixin", "type", "enum", "view", "query"] as const;

export type DeclarationKeyword = (typeof declarationKeywords)[number];

const keywords: ReadonlySet<string> = new Set(declarationKeywords);

export function isDeclarationKeyword(text: string): text is DeclarationKeyword {
  return keywords.has(text);
}

/** The keyword a misspelt one most likely is. */
export function nearestKeyword(text: string): DeclarationKeyword | undefined {
  const nearest = nearestName(text, declarationKeywords);
  return nearest !== undefined && isDeclarationKeyword(nearest) ? nearest : undefined;
}

/**
 * The tokens of one line as the grammar sees it: a header, field, member, clause or block attribute. Line breaks inside
 * brackets are gone, and so are trailing commas; brackets are balanced (virtual closers have an empty image).
 */
export interface LogicalLine {
  readonly tokens: IToken[];
  /** The token behind the line, a newline or brace; absent at the end of the file. */
  end: IToken | undefined;
  /** A mistake in it is already reported: whatever the grammar finds would be its echo. */
  isDamaged: boolean;
}

/** One declaration by its outer shape: `keyword header { lines }`. */
export interface Block {
  readonly keyword: DeclarationKeyword;
  readonly keywordToken: IToken;
  header: LogicalLine;
  readonly lines: LogicalLine[];
  /** Offset behind `{`, or where it was expected. */
  open: number;
  /** Offset behind `}`, or where it was expected. */
  end: number;
  isClosed: boolean;
  /** Its keyword being unknown, its lines are not to be read. */
  readonly isOpaque: boolean;
}
