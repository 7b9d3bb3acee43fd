import type { DefaultValue, FieldType, JsonValue } from "./field.js";

/** A `query` block: a call of `findMany` with parameters, which becomes a method of its model's repository. */
export interface QueryDefinition {
  readonly name: string;
  readonly model: string;
  /** Each is used. */
  readonly parameters: readonly QueryParameter[];
  /** The arguments of `findMany` that it stands for, by name, in the order of the source. */
  readonly arguments: readonly QueryEntry[];
  readonly documentation?: string;
}

export interface QueryParameter {
  readonly name: string;
  readonly type: FieldType;
  readonly isList?: true;
  /** It may be given null, where it is compared for equality with what may be null. */
  readonly isNullable?: true;
  /** A literal (null too), a member or now. */
  readonly default?: DefaultValue;
}

export interface QueryEntry {
  readonly name: string;
  readonly value: QueryValue;
}

/**
 * Parameters stand where values do, never where they would decide what is asked: two calls of a query differ in values
 * alone, and in which of them are null.
 */
export type QueryValue =
  /** In the form of a literal default. `type` says what it is, where it is compared with a field; an enum's member by name. */
  | { readonly kind: "literal"; readonly value: JsonValue; readonly type?: FieldType }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly QueryValue[] }
  /** `isPartwise`: it says of each of its names what of it is loaded: of the models that an arc leads to, of relations that are counted. */
  | { readonly kind: "object"; readonly entries: readonly QueryEntry[]; readonly isPartwise?: true };
