import type { Given } from "../args/writes/given.js";
import type { RowChange } from "./change.js";

/**
 * What can be said of a relation to one when its row is written. `T` are the types of the model it leads to; `Use` is "create" or "update": a
 * new row has nothing to change yet. (One form for both, with a parameter, for generated code says every relation once.)
 */
export interface ToOneWrites<T, Use> {
  create?: Nested<T>;
  connect?: Named<T>;
  connectOrCreate?: { where: Named<T>; create: Nested<T> };
  update?: Use extends "update" ? Changed<T> : never;
  upsert?: Use extends "update" ? { create: Nested<T>; update: Changed<T> } : never;
  /** What may be without the other only. */
  disconnect?: Use extends "update" ? true : never;
  delete?: Use extends "update" ? true : never;
}

/** What can be said of a relation to many; rows are named by a key, one or many of them. */
export interface ToManyWrites<T, Use> {
  create?: OneOrMany<Nested<T>>;
  createMany?: { data: readonly Complete<T>[]; skipDuplicates?: boolean };
  connect?: OneOrMany<Named<T>>;
  connectOrCreate?: OneOrMany<{ where: Named<T>; create: Nested<T> }>;
  update?: Use extends "update" ? OneOrMany<{ where: Named<T>; data: Changed<T> }> : never;
  updateMany?: Use extends "update" ? OneOrMany<{ where?: Filter<T>; data: Changes<T> }> : never;
  upsert?: Use extends "update" ? OneOrMany<{ where: Named<T>; create: Nested<T>; update: Changed<T> }> : never;
  /** What may be without the other only. */
  disconnect?: Use extends "update" ? OneOrMany<Named<T>> : never;
  /** These and no others: what may be without the other only. */
  set?: Use extends "update" ? OneOrMany<Named<T>> : never;
  delete?: Use extends "update" ? OneOrMany<Named<T>> : never;
  deleteMany?: Use extends "update" ? OneOrMany<Filter<T>> : never;
}

/** A change of the fields of many rows. */
export type Changes<T> = T extends { values: infer Values; numbers: infer Numbers }
  ? RowChange<Values, Numbers, keyof Values>
  : never;

/** What becomes of rows that are there already. */
export type UpsertChanges<T> = T extends { values: infer Values; numbers: infer Numbers }
  ? RowChange<Values, Numbers, keyof Values, Given>
  : never;

/** A change of one row, with rows of its relations. */
export type Changed<T> = T extends { update: infer Data; values: infer Values; numbers: infer Numbers }
  ? RowChange<Data, Numbers, keyof Values>
  : never;

type OneOrMany<Value> = Value | readonly Value[];
type Nested<T> = T extends { nested: infer Data } ? Data : never;
/** Without relations; the key of the row around it is not said. */
type Complete<T> = T extends {
  entity: infer _;
  nested: infer Data;
  many: infer Many;
  one: infer One;
  maybe: infer Maybe;
}
  ? Omit<Data, keyof Many | keyof One | keyof Maybe>
  : never;
type Named<T> = T extends { unique: infer Key } ? Key : never;
type Filter<T> = T extends { where: infer Where } ? Where : never;
