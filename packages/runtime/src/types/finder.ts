import type { Query } from "../query.js";
import type { CallLimits } from "./call-limits.js";
import type { ModelTypes } from "./model-types.js";
import type { Result } from "./result.js";
import type { RowReading } from "./snapshot.js";

/**
 * The method behind a unique key: `getByEmail(email, args?)`. A property of this type, unlike a generic method, costs
 * nothing to check until it is called; `defineFinders` puts the method behind it on the repository's prototype.
 * `Key` is the tuple of the key's fields, labelled: `[tenantId: number, slug: string]`. It has no constraint, because
 * checking one would be paid for every key of the schema.
 */
export interface Finder<T extends ModelTypes, Key> {
  <A extends T["args"] & RowReading & CallLimits = {}>(
    ...keyThenArgs: KeyThenArguments<Key, A, T["args"] & RowReading>
  ): Query<Result<T, A> | null>;
}

type KeyThenArguments<Key, A, Full> = Key extends readonly unknown[]
  ? [A] extends [never]
    ? [...key: Key, args: A]
    : [...key: Key, args?: Full & CallLimits]
  : never;
