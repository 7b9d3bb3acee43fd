import type { JsonValue } from "@joinery/schema";
import type { JsonChange } from "../args/writes/json-change.js";

/**
 * What is changed of a row: `Fields` are given values, or what is done to the one that is there; relations, what is written of them. `Extra` is what
 * can stand in place of any value.
 */
export type RowChange<Data, Numbers, Fields, Extra = never> = {
  readonly [Field in keyof Data]?: Field extends Fields
    ? Change<Exclude<Data[Field], undefined>, Field, Numbers, Extra>
    : Exclude<Data[Field], undefined>;
};

/** What a field can be given in a change. `Numbers` are the names of the model's fields that are numbers: values of decimals are text. */
type Change<Value, Field, Numbers, Extra> =
  | Value
  | Extra
  | (Field extends Numbers
      ? NumberChange<Value | Extra>
      : Exclude<Value, null> extends readonly (infer Element)[]
        ? ListChange<Value | Extra, Element, Extra>
        : JsonValue extends Value | null
          ? JsonChange
          : PartChange<Exclude<Value, null>>);

/** What is changed of a value object where it is: these of its parts. */
type PartChange<Value> = Value extends Plain
  ? never
  : "update" extends keyof Value
    ? never
    : { readonly update: { readonly [Part in keyof Value]?: PartValue<Exclude<Value[Part], undefined>> } };

type PartValue<Value> =
  | Value
  | (JsonValue extends Value | null
      ? never
      : Exclude<Value, null> extends readonly unknown[]
        ? never
        : PartChange<Exclude<Value, null>>);

/** What is no object of parts. */
type Plain = string | number | bigint | boolean | Date | Uint8Array;

/** One of these: what is done to a number where it is, so that of many changes at once none is lost. Null stays null. */
export interface NumberChange<Value> {
  readonly increment?: Exclude<Value, null>;
  readonly decrement?: Exclude<Value, null>;
  readonly multiply?: Exclude<Value, null>;
  /** Of whole numbers, without the rest. */
  readonly divide?: Exclude<Value, null>;
  readonly set?: Value;
}

/** One of these: what is done to a list where it is. */
export interface ListChange<Value, Element, Extra = never> {
  readonly append?: readonly Element[] | Extra;
  readonly prepend?: readonly Element[] | Extra;
  readonly set?: Value;
}
