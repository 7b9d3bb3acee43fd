/** What is changed of a row: fields are given values, or what is done to the one that is there; relations, what is written of them. */
export type RowChange<Data, Numbers> = {
  readonly [Field in keyof Data]?: Change<Exclude<Data[Field], undefined>, Field, Numbers>;
};

/** What a field can be given in a change. `Numbers` are the names of the model's fields that are numbers: values of decimals are text. */
type Change<Value, Field, Numbers> =
  | Value
  | (Field extends Numbers
      ? NumberChange<Value>
      : Exclude<Value, null> extends readonly (infer Element)[]
        ? ListChange<Value, Element>
        : never);

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
export interface ListChange<Value, Element> {
  readonly append?: readonly Element[];
  readonly prepend?: readonly Element[];
  readonly set?: Value;
}
