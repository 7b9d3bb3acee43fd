import type { Field, Model, Schema, TableName } from "@joinery/schema";
import type { Capabilities } from "./capabilities.js";
import type { Catalog, CheckConstraint, Column, EnumObject, IndexObject, Table } from "./catalog.js";
import type { Change } from "./change.js";
import type { DatabasePlan } from "./database-plan.js";
import type { Encoding, ValueUse } from "./encoding.js";
import type { Limits } from "./limits.js";
import type { RowCondition } from "./row-condition.js";
import type { Statement } from "./statement.js";
import type { ValueType } from "./value-type.js";

/** Everything that differs between databases, behind one interface; a third database is a third folder. */
export interface Dialect {
  /** Its name in configuration, URLs, snapshots and `dialect:` arguments. */
  readonly name: string;
  readonly capabilities: Capabilities;
  compile(statement: Statement): CompiledStatement;
  /** A statement that was compiled elsewhere, ready to run. */
  link(text: StatementText): CompiledStatement;
  readonly codec: Codec;
  readonly explain: Explain;
  /** Opens a database. Loads the driver module on first use, so that a user installs only the driver they need. */
  open(options: DriverOptions): Promise<Driver>;
}

/** What compiling a statement comes to, as data. */
export interface StatementText<Type = ValueType> {
  readonly sql: string;
  /** In the order of the placeholders. */
  readonly parameters: readonly ParameterText<Type>[];
  /** The type of each output column; `undefined` where the driver's value is kept. */
  readonly output: readonly (OutputType<Type> | undefined)[];
  /** Whether it leaves the database as it was and locks no row: such a statement may go to a reader, and be sent twice. */
  readonly isRead: boolean;
  /** It is a read that gives one row at most, as who planned it knows: whoever has that row need not look for more. */
  readonly hasOneRow?: true;
  /**
   * What makes of it a statement that can be stopped while it runs (but not while it computes a whole view first); only of a database that
   * has no other way to stop one.
   */
  readonly guards?: RowGuards;
  /** It is SQL of the user's: the database is asked what columns it gives. */
  readonly isUntyped?: true;
}

/** A value, or rows as JSON. */
export type OutputType<Type = ValueType> = Type | JsonRowsType<Type>;

/** Rows as JSON: what comes out are lists of values, each as a column would give it; of one row such a list, or null. */
export interface JsonRowsType<Type = ValueType> {
  readonly kind: "json-rows";
  readonly isMany: boolean;
  readonly columns: readonly (OutputType<Type> | undefined)[];
}

/** Pieces of text, each with its place in a statement, in their order: with them in it, the statement can be stopped at any row. */
export type RowGuards = readonly (readonly [offset: number, text: string])[];

export interface ParameterText<Type = ValueType> {
  readonly slot: number;
  readonly encoding: Encoding<Type>;
}

/** The same, ready to run. */
export interface CompiledStatement extends StatementText {
  readonly parameters: readonly CompiledParameter[];
  /** One per output column: from the driver's value to ours; `undefined` where the value is already right. Never called with null. */
  readonly decoders: readonly (Decode | undefined)[];
}

export interface CompiledParameter extends ParameterText {
  /**
   * From the user's value (null passes through) to the driver's.
   *
   * @throws ValueError when the value is not of the type: the caller knows the argument's path and adds it.
   */
  readonly encode: Encode;
}

export type Encode = (value: unknown) => unknown;
export type Decode = (value: unknown) => unknown;

/** How values of a type travel: to the driver and back, with nothing lost. */
export interface Codec {
  /** For a list type one that takes an array; `use` is "store" unless said. */
  encoder(type: ValueType, use?: ValueUse): Encode;
  /** `undefined` where the driver's value is already right. */
  decoder(type: ValueType): Decode | undefined;
  /** The same of a value in `json-rows`, once that JSON is parsed. Never called with null. */
  jsonDecoder(type: ValueType): Decode | undefined;
  /** For types with an order. */
  keyText(type: ValueType): KeyText;
}

/**
 * The values of a column as text that is kept outside of the database, to go on later from that very place in the order of the
 * column. It is what the database holds, not what a client is given of it: a time keeps digits that a `Date` has no place for.
 */
export interface KeyText {
  /** Of the driver's value, which is not null. */
  readonly print: (value: unknown) => string;
  /**
   * Gives a parameter in the driver's form.
   *
   * @throws ValueError for a text that no value of the type is printed as
   */
  readonly parse: (text: string) => unknown;
}

/** Asks a database for its plans. */
export interface Explain {
  /** What gives the plan of a statement, for `queryUntyped`: it takes the same parameters, and runs nothing. */
  write(statement: CompiledStatement): CompiledStatement;
  /** Its rows. */
  read(rows: readonly Row[]): DatabasePlan;
}

/** A value does not fit its type. `message` says what was expected and never shows the value. */
export class ValueError extends Error {
  override readonly name = "ValueError";

  constructor(
    message: string,
    /** Where in the value: indexes of lists, names of parts. */
    readonly at: readonly (string | number)[] = [],
  ) {
    super(message);
  }

  /** The same mistake of a value that this one is a part of. */
  within(step: string | number): ValueError {
    return new ValueError(this.message, [step, ...this.at]);
  }
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
  /** For SQL of the user's: its rows, with what they are. */
  queryUntyped(statement: CompiledStatement, parameters: readonly unknown[]): UntypedResult | Promise<UntypedResult>;
  /**
   * Runs queries of which none needs the rows of another, in one round trip, on one connection: the rows of each. Where one fails, all
   * have failed. Absent where there is no trip to save.
   */
  queryAll?(queries: readonly BoundStatement[]): Promise<Row[][]>;
  /**
   * Opens the rows of a select, to be read a few at a time. They are those of the moment of opening, whatever is written meanwhile, and
   * writing is not kept waiting. Close it: until then it holds what it reads from.
   */
  openCursor(statement: CompiledStatement, parameters: readonly unknown[]): Promise<Cursor>;
  /**
   * The same, on which every statement, and every wait for its turn, ends when a limit is reached: it fails with what `limitReached` gives,
   * and what it ran on is usable afterwards. A statement that was done by then keeps its answer. Where a statement stops halfway, a
   * transaction that it is in may have failed with it, as the database has it.
   */
  within(limits: Limits): Executor;
}

/** What SQL of the user's came to. */
export interface UntypedResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Rows given or changed. */
  readonly count: number;
}

/** What the database says of a column that nobody has declared. */
export interface ResultColumn {
  readonly name: string;
  /** By its type there; `undefined` where the driver's value is kept. */
  readonly decode?: Decode | undefined;
  /** The column of a table that it is, where its type is not enough to read it: the schema knows more. */
  readonly origin?: { readonly table: string; readonly column: string };
}

/** The rows of a statement that have not been read yet. */
export interface Cursor {
  /**
   * Where to read what belongs to the rows: it sees what the cursor sees, where that is a moment that the database keeps, and in any case what
   * the cursor's owner sees.
   */
  readonly executor: Executor;
  /** The next rows, at most that many; fewer than that at the end. */
  read(count: number): Row[] | Promise<Row[]>;
  /** Never fails: what cannot be closed is given up. */
  close(): Promise<void>;
}

/** What can be read of one moment. */
export interface Snapshot {
  readonly executor: Executor;
  /** Nobody need wait for it: it takes a trip that tells nothing new. What cannot be closed is given up. */
  close(): Promise<void>;
}

/** A statement with the values of one execution. */
export interface BoundStatement {
  readonly statement: CompiledStatement;
  readonly parameters: readonly unknown[];
}

/** An open database: a pool behind which connections come and go. */
export interface Driver extends Executor {
  /**
   * The milliseconds that a statement and its answer travel: what the quickest of late took. Undefined where they do not travel, and
   * while too few were sent.
   */
  readonly roundTrip?: number | undefined;
  /**
   * A connection of one's own, for a transaction or a migration; give it back with `release`. One that only reads keeps nobody from writing, where
   * the database can have it so.
   */
  acquire(purpose?: "read" | "write"): Promise<Connection>;
  /**
   * A connection of one's own for reads that all see one moment, that of the first of them, whatever is written meanwhile; it keeps nobody from
   * writing, but in a database that has one connection only. It costs no trip beside those of what is read. Close it.
   */
  openSnapshot(): Promise<Snapshot>;
  /** Its connections, and its snapshots, are within the limits too. */
  within(limits: Limits): Driver;
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

/** How much a transaction may see of those beside it: at least this little. The names are those of the SQL standard. */
export type IsolationLevel = "read committed" | "repeatable read" | "serializable";

/** What a transaction is to be; what is not said is as the database has it. */
export interface TransactionMode {
  /** A database that isolates more than is asked for may do so. */
  readonly isolation?: IsolationLevel;
  readonly isReadOnly?: boolean;
  /** One that is serializable and only reads waits at its start until nothing can make it fail. */
  readonly isDeferrable?: boolean;
}

export interface Connection extends Executor {
  /** The same connection, within these limits too: `rollback` and `release` have none, nor has a commit that was sent. */
  within(limits: Limits): Connection;
  /** Runs a script of any number of statements without parameters. */
  execute(sql: string): Promise<void>;
  /** Runs one ad-hoc statement; values in driver form, rows as the driver gives them, by column name. */
  queryRaw(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** On a single-writer database a transaction that may write takes the write lock at once. */
  begin(mode?: TransactionMode): Promise<void>;
  /** @throws DatabaseError "transaction-failed" where it was rolled back because a statement of it had failed */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Waits until it alone holds the lock of that name (migrations); released with the connection or by the returned function. */
  lock(name: string): Promise<() => Promise<void>>;
  /** Gives the connection back; with an error the connection is discarded. */
  release(error?: unknown): Promise<void>;
}

export interface DriverOptions {
  /** The database, in the form its dialect documents. */
  readonly url: string;
  /** The number of connections kept; SQLAlchemy's `pool_size`. Default 5. */
  readonly poolSize?: number;
  /** Seconds to wait for a connection. Default 30. */
  readonly poolTimeout?: number;
}

/**
 * The data definition side of a dialect: schema to catalog pieces, changes to SQL, what a database has already, and how it is changed safely.
 * It is apart from the dialect, because programs that only read and write rows are to do without it.
 */
export interface Ddl {
  /** Reads the catalog of what the connection sees; tables of the migration history are left out. */
  introspect(connection: Connection, options?: { readonly excludeTables?: readonly string[] }): Promise<Catalog>;
  /**
   * The column a field becomes, in canonical spelling.
   *
   * @throws UnsupportedError when the database cannot hold such a column.
   */
  column(field: Field, model: Pick<Model, "table" | "primaryKey">, schema: Schema): Column;
  /** CHECKs that stand in for what the dialect has no type for (booleans, lengths, enum members, JSON). */
  checks(field: Field, model: Pick<Model, "table">, schema: Schema): readonly CheckConstraint[];
  /** What the model's table has so that its texts can be searched: nothing for a model that has no `fulltext`. */
  fulltext(model: Model, schema: Schema): FulltextParts;
  /** Native enum types the schema needs. */
  enums(schema: Schema): readonly EnumObject[];
  /** SQL statements, in order, without the final semicolon. */
  render(change: Change): readonly DdlStatement[];
  /** One SELECT without semicolon that gives the number of rows of a table, or of those that meet a condition, as `rows`. */
  countRows(table: TableName, condition?: RowCondition): string;
  /**
   * Like {@link countRows}, of the objects that hang on a table (triggers, indexes no catalog has words for) and that this change would
   * drop without a word; `undefined` where it drops none.
   */
  countLostObjects(change: Change): string | undefined;
  /** Whether every value of `from` is the same value in the type of `to`; otherwise rows are at stake. */
  isWidening(from: Column, to: Column): boolean;
  /**
   * The same catalog with the SQL that a user wrote (`default: sql(…)`, what a view reads) in the spelling in which this database gives it
   * back: only the database knows it. Asked before a lowered catalog is compared with an introspected one, outside a transaction.
   */
  canonicalize(connection: Connection, catalog: Catalog): Promise<Catalog>;
  /**
   * Runs `work` in one transaction in which tables may be changed or rebuilt, and commits; rolls back when it throws.
   * No row refers to a row that is not there afterwards.
   *
   * @throws DatabaseError "foreign-key-violation" where one would.
   */
  runInTransaction<Result>(connection: Connection, work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` where what it makes is this connection's alone, hides what has the same name, and is gone afterwards. The database is
   * neither changed nor kept from others, and what is in it can be referred to.
   */
  runInScratch<Result>(
    connection: Connection,
    work: (execute: (sql: string) => Promise<void>) => Promise<Result>,
  ): Promise<Result>;
}

/** Where the words of a table's texts are: in a column of it with an index, or in a table of their own. */
export interface FulltextParts extends Pick<Table, "fulltext"> {
  readonly columns: readonly Column[];
  readonly indexes: readonly IndexObject[];
}

/** A schema asks for what this database does not have; `message` names the field and a way out. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
}

export interface DdlStatement {
  readonly sql: string;
  /** Must run outside a transaction. */
  readonly isStandalone?: boolean;
}
