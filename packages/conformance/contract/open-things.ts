import type { Schema } from "@joinery/schema";
import { createClient, Entity, Repository, type Client, type Query } from "@joinery/runtime";
import { createTables } from "./create-tables.js";

/** Objects of tests have whatever their rows have. */
export class Thing extends Entity {
  // oxlint-disable-next-line no-explicit-any -- a schema that a test compiles has no types
  [field: string]: any;
}

export interface Things {
  getById(id: unknown, args?: object): Query<Thing>;
  findMany(args?: object): Query<Thing[]>;
  findFirst(args?: object): Query<Thing | null>;
  create(args: object): Query<Thing>;
  createMany(args: { data: readonly Record<string, unknown>[] }): Query<number>;
  update(args: object): Query<Thing>;
  updateMany(args: object): Query<number>;
  updateEach(args: { changes: readonly object[] }): Query<number>;
  deleteMany(args: object): Query<number>;
  count(args?: object): Query<number>;
}

/** A client on a database with the tables of a schema, and a class for each of its models. */
export async function openThings<Accessor extends string>(
  url: string,
  schema: Schema,
  classes: readonly (typeof Thing)[],
) {
  await createTables(url, schema);
  const models = Object.fromEntries(classes.map((entity) => [entity.name, { entity, repository: Repository }]));
  return createClient<Client & Readonly<Record<Accessor, Things>>>({ url, schema, models });
}
