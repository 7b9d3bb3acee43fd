import type { Field, Schema } from "@joinery/schema";
import type { Capabilities } from "./capabilities.js";
import type { Catalog, CheckConstraint, Column, EnumObject } from "./catalog.js";
import type { Change } from "./change.js";
import type { Statement } from "./statement.js";
import type { ValueType } from "./value-type.js";

/** Everything that differs between databases, behind one interface; a third database is a third folder. */
export interface Dialect {
  /** Its name in configuration, URLs, snapshots and `dialect:` arguments. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Whether a connection URL is for this dialect. */
  matchesUrl(url: string): boolean;
  compile(statement: Statement): CompiledStatement;
  readonly codec: Codec;
  readonly ddl: Ddl;
  /** Reads the catalog of what the connection sees; tables of the migration history are left out. */
  introspect(connection: Connection, options?: { readonly excludeTables?: readonly string[] }): Promise<Catalog>;
  /** Opens a database. Loads the driver module on first use, so that a user installs only the driver they need. */
  open(options: DriverOptions): Promise<Driver>;
}

export interface CompiledStatement {
  readonly sql: string;
  /** In the order of the placeholders. */
  readonly parameters: readonly CompiledParameter[];
  /** One per output column: from the driver's value to ours; `undefined` where the value is already right. Never called with null. */
  readonly decoders: readonly (Decode | undefined)[];
  /** Whether it leaves the database as it was: such a statement may go to a reader. */
  readonly isRead: boolean;
}

export interface CompiledParameter {
  readonly slot: number;
  /**
   * From the user's value (null passes through) to the driver's.
   *
   * @throws ValueError when the value is not of the type: the caller knows the argument's path and adds it.
   */
  readonly encode: Encode;
}

export type Encode = (value: unknown) => unknown;
export type Decode = (value: unknown) => unknown;

export interface Codec {
  encoder(type: ValueType): Encode;
  /** `undefined` where the driver's value is already right. */
  decoder(type: ValueType): Decode | undefined;
}

/** A value does not fit its type. `message` says what was expected and never shows the value. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

/** Rows as arrays in the order of the output columns: decoders of the plan know the positions. */
export type Row = readonly unknown[];

/**
 * Runs compiled statements. A synchronous driver answers synchronously: on an embedded database one turn of the event loop costs
 * as much as the query, so the caller decides whether there is anything to wait for.
 *
 * @throws DatabaseError (thrown or as a rejection) for everything the database refuses.
 */
export interface Executor {
  query(statement: CompiledStatement, parameters: readonly unknown[]): Row[] | Promise<Row[]>;
  /** For statements without output: the number of rows changed. */
  run(statement: CompiledStatement, parameters: readonly unknown[]): number | Promise<number>;
}

/** An open database: a pool behind which connections come and go. */
export interface Driver extends Executor {
  /** A connection of one's own, for a transaction or a migration; give it back with `release`. */
  acquire(): Promise<Connection>;
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

export interface Connection extends Executor {
  /** Runs a script of any number of statements without parameters. */
  execute(sql: string): Promise<void>;
  /** Runs one ad-hoc statement; values in driver form, rows as the driver gives them, by column name. */
  queryRaw(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** On a single-writer database a `write` transaction takes the write lock at once. */
  begin(mode?: "read" | "write"): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Waits until it alone holds the lock of that name (migrations); released with the connection or by the returned function. */
  lock(name: string): Promise<() => Promise<void>>;
  /** Gives the connection back; with an error the connection is discarded. */
  release(error?: unknown): Promise<void>;
}

export interface DriverOptions {
  /** `postgresql://…`, `sqlite:./file.db`, `sqlite::memory:`. */
  readonly url: string;
  /** The number of connections kept; SQLAlchemy's `pool_size`. Default 5. */
  readonly poolSize?: number;
  /** Seconds to wait for a connection. Default 30. */
  readonly poolTimeout?: number;
}

/** The data definition side: schema to catalog pieces, changes to SQL. */
export interface Ddl {
  /** The column a field becomes, in canonical spelling. */
  column(field: Field, schema: Schema, table: string): Column;
  /** CHECKs that stand in for what the dialect has no type for (booleans, lengths, enum members, JSON). */
  checks(field: Field, schema: Schema, table: string): readonly CheckConstraint[];
  /** Native enum types the schema needs. */
  enums(schema: Schema): readonly EnumObject[];
  /** SQL statements, in order, without the final semicolon. */
  render(change: Change): readonly DdlStatement[];
}

export interface DdlStatement {
  readonly sql: string;
  /** Must run outside a transaction. */
  readonly isStandalone?: boolean;
}
