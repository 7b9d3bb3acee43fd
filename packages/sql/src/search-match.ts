import type { SearchLanguage, SearchWeight } from "@joinery/schema";
import type { ColumnExpression } from "./operand.js";
import type { ValueType } from "./value-type.js";

/** What a search of a model's rows needs to know of where their words are. */
export interface SearchIndex {
  /** Of the table with the words, where they are not in a column (see `hasSearchVectors`). */
  readonly name: string;
  /** How much the texts count, in the order in which they are declared. */
  readonly weights: readonly SearchWeight[];
  readonly language?: SearchLanguage;
}

/** That a row has the words of a search, which is the value bound at `slot`: true or false, never unknown. */
export interface SearchMatch {
  readonly kind: "search";
  readonly index: SearchIndex;
  /** The column with the row's words, where there is one. */
  readonly vector?: ColumnExpression;
  /** The primary key, with its types. */
  readonly key: readonly TypedColumn[];
  readonly slot: number;
}

/** How well a row fits a search: more is better, and what the numbers mean is the database's own. Needs `hasSearchVectors`. */
export interface Relevance {
  readonly kind: "relevance";
  readonly index: SearchIndex;
  readonly vector: ColumnExpression;
  readonly slot: number;
}

export type TypedColumn = ColumnExpression & { readonly type: ValueType };
