import type { Entity } from "../entity.js";
import type { FieldReference } from "../field-reference.js";
import type { ModelTypes } from "./model-types.js";

/**
 * The fields of a model, to be compared with others of the same row. The kind of each is read off its filter, which is the only place
 * that knows it (a decimal and a date are text alike), and only when the field is named: models cost nothing.
 */
export type FieldReferences<T extends ModelTypes> = {
  readonly [Name in Exclude<keyof T["fields"], keyof Entity>]-?: Name extends keyof T["where"]
    ? ReferenceTo<T["where"][Name]>
    : FieldReference;
};

/** Of what no filter compares with a field (a list, a value object), a reference that stands in SQL alone. */
type ReferenceTo<Filter> = [Compared<Filter>] extends [never] ? FieldReference : Compared<Filter>;

type Compared<Filter> = Filter extends { equals?: infer Operand } ? Extract<Operand, FieldReference> : never;
