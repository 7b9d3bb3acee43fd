import type { FieldReference } from "./field-reference.js";
import type { TableReference } from "./table-of.js";

/** What a parameter in SQL can be. A list is one parameter. */
export type SqlParameter = string | number | bigint | boolean | Date | Uint8Array | null;

/** What can be put into SQL: a value, a field, a table, SQL. */
export type SqlValue = SqlParameter | readonly SqlParameter[] | FieldReference | TableReference | SqlFragment;

/** A piece of SQL with what was put into it. Made by `sql`, and by nothing else. */
export class SqlFragment {
  /** By this it is, to the compiler, a filter of any model. */
  declare readonly AND?: never;
  readonly #strings: readonly string[] | undefined;
  readonly #values: readonly SqlValue[];

  /** @param strings the text around the values; without it they stand one after the other */
  constructor(strings: readonly string[] | undefined, values: readonly SqlValue[]) {
    this.#strings = strings;
    this.#values = values;
  }

  /** Whether a value is one. What only looks like one is not: its text could be anything. */
  static isFragment(value: unknown): value is SqlFragment {
    return typeof value === "object" && value !== null && #strings in value;
  }

  static stringsOf(fragment: SqlFragment): readonly string[] | undefined {
    return fragment.#strings;
  }

  static valuesOf(fragment: SqlFragment): readonly SqlValue[] {
    return fragment.#values;
  }
}

/** An order by what a fragment gives. Made by `sql.asc` and `sql.desc`. */
export class SqlOrder {
  readonly #fragment: SqlFragment;
  readonly #direction: "asc" | "desc";
  readonly #nulls: "first" | "last";

  constructor(fragment: SqlFragment, direction: "asc" | "desc", nulls: "first" | "last") {
    this.#fragment = fragment;
    this.#direction = direction;
    this.#nulls = nulls;
  }

  static isOrder(value: unknown): value is SqlOrder {
    return typeof value === "object" && value !== null && #fragment in value;
  }

  static partsOf(order: SqlOrder) {
    return { fragment: order.#fragment, direction: order.#direction, nulls: order.#nulls } as const;
  }
}
