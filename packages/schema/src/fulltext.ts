/** Where a search of a model looks for its words (`@@fulltext`). */
export interface Fulltext {
  /** Of the index; where words are in a table of their own, of that. */
  readonly name: string;
  /** The column with the words of a row; absent in a schema that is fitted to a database which keeps them in a table of their own. */
  readonly column?: string;
  /** Texts, in order of declaration. */
  readonly fields: readonly SearchedField[];
  /** Words are reduced to their stems as this language forms them; absent where they are compared as they are. */
  readonly language?: SearchLanguage;
  /** The model whose table has the texts, where that is not this one but one it extends. */
  readonly inheritedFrom?: string;
}

export interface SearchedField {
  readonly name: string;
  /** How much a word in it counts for the order by relevance; absent for "D". */
  readonly weight?: SearchWeight;
}

/** From the weightiest to the least. */
export type SearchWeight = "A" | "B" | "C" | "D";

export const searchWeights = ["A", "B", "C", "D"] as const satisfies readonly SearchWeight[];

/** The languages whose words some database can reduce to their stems. */
export const searchLanguages = [
  "arabic",
  "armenian",
  "basque",
  "catalan",
  "danish",
  "dutch",
  "english",
  "finnish",
  "french",
  "german",
  "greek",
  "hindi",
  "hungarian",
  "indonesian",
  "irish",
  "italian",
  "lithuanian",
  "nepali",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "serbian",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
  "yiddish",
] as const;

export type SearchLanguage = (typeof searchLanguages)[number];
