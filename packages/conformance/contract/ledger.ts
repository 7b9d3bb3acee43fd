import type { Client, Query } from "@joinery/runtime";
import { compileModels } from "./create-tables.js";

/** Counters, and what was added to which: one without the other is half a transaction. */
export const schema = compileModels(`
model Counter {
  id    Int @id
  value Int
}

model Entry {
  id      Int @id
  counter Int
}
`);

export interface Counter {
  readonly id: number;
  readonly value: number;
}

export interface Entry {
  readonly id: number;
  readonly counter: number;
}

interface Rows<Row> {
  getById(id: number): Query<Row>;
  findMany(args?: object): Query<Row[]>;
  count(): Query<number>;
  create(args: { readonly data: Row }): Query<Row>;
  createMany(args: { readonly data: readonly Row[] }): Query<number>;
  update(args: object): Query<Row>;
}

export interface Ledger extends Client {
  readonly counters: Rows<Counter>;
  readonly entries: Rows<Entry>;
}
