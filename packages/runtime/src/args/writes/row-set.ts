import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import type { Filter } from "../filters/filter.js";
import type { Operator } from "./read-operators.js";

/** The values of a row by the names of its fields. */
export type Values = Record<string, unknown>;

/** A row that a call writes: a new one, or one that is there. */
export interface WrittenRow {
  /** Where in the arguments its values are. */
  readonly path: ArgumentPath;
  /** What is written of it: what the call gives, and the keys that its relations set. */
  readonly values: Values;
  /** How they change those of them that they do not just replace: their values are operands then. */
  operators?: Map<FieldMetadata, Operator>;
  /** What is known of it in the database, as far as others need it; of a new row, once it is inserted. */
  known: Values;
  /** It turned out that it is not written: the one of an `upsert` or `connectOrCreate` that was not needed. */
  isSkipped?: boolean;
}

/**
 * The rows of one model that stand at one place of the data, of however many rows around them, and what is said of their relations: whatever
 * is done with one of them is done with all of them, in one statement. (Where Prisma runs through the tree of a nested write row by row.)
 */
export interface RowSet {
  readonly model: ModelMetadata;
  readonly rows: WrittenRow[];
  readonly relations: Map<RelationMetadata, RelationWrites>;
}

export type Verb =
  | "create"
  | "createMany"
  | "connect"
  | "connectOrCreate"
  | "disconnect"
  | "set"
  | "update"
  | "updateMany"
  | "upsert"
  | "delete"
  | "deleteMany";

/** What is said of one relation of the rows of a set. */
export interface RelationWrites {
  readonly relation: RelationMetadata;
  readonly entries: Entry[];
  /** Rows that are new, or may be. */
  readonly created: RowSet;
  /** Those of a `createMany` that leaves out what is there already. */
  readonly skippable: RowSet;
  /** Rows that are there, or may be. */
  readonly changed: RowSet;
}

/** One thing that is said of a relation of one row. */
export interface Entry {
  readonly verb: Verb;
  readonly owner: WrittenRow;
  readonly path: ArgumentPath;
  /** What names the row at the other end; without it, the only one there is. */
  readonly key?: RowKey;
  /** Which rows at the other end, where they are not named. */
  readonly filter?: Filter;
  /** A row of `created`. */
  readonly create?: WrittenRow;
  /** A row of `changed`. */
  readonly update?: WrittenRow;
}

/** The values of all fields of one key. */
export interface RowKey {
  readonly fields: readonly FieldMetadata[];
  readonly values: readonly unknown[];
}

export function startRowSet(model: ModelMetadata): RowSet {
  return { model, rows: [], relations: new Map() };
}

/** A copy that inherits nothing: no name of a field is anything else. */
export function copyValues(...values: readonly Readonly<Values>[]): Values {
  return Object.assign(Object.create(null) as Values, ...values) as Values;
}
