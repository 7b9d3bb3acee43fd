import type { SearchLanguage } from "@joinery/schema";
import type { JsonOperand } from "./json-test.js";
import type { Pattern } from "./statement.js";
import type { ValueType } from "./value-type.js";

/** A value to store must fit its column; one to compare with need only be of the kind (any text may be searched for). */
export type ValueUse = "store" | "compare";

/**
 * How the value of a parameter becomes what the driver takes. It is data, so that a statement can be compiled in one place and run in
 * another; `Dialect.link` makes the encoder of it.
 */
export type Encoding<Type = ValueType> =
  /** One value; where the type is that of a list, a list. */
  | { readonly kind: "value"; readonly type: Type; readonly use: ValueUse }
  /** A list of the one value. */
  | { readonly kind: "single"; readonly type: Type }
  /** The text that `Codec.keyText` prints of a value. */
  | { readonly kind: "key-text"; readonly type: Type }
  | DialectEncoding<Type>;

/** What each dialect spells in its own way. */
export type DialectEncoding<Type = ValueType> =
  | { readonly kind: "pattern"; readonly match: Pattern["match"]; readonly isInsensitive?: true }
  /** The keys of many rows, each a tuple; or one part of each, where every part has a parameter of its own. */
  | { readonly kind: "keys"; readonly types: readonly Type[]; readonly part?: number }
  | { readonly kind: "regular-expression" }
  | { readonly kind: "json-operand"; readonly operand: JsonOperand }
  /** A value of whatever type it is. */
  | { readonly kind: "free" }
  /** The text of a search. */
  | { readonly kind: "search"; readonly language?: SearchLanguage }
  /** A value of each of many rows. */
  | { readonly kind: "rows"; readonly type: Type };
