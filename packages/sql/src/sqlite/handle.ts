import { isNativeError } from "node:util/types";
import { DatabaseError } from "../database-error.js";
import type { CompiledStatement, Row, UntypedResult } from "../dialect.js";
import { checkLimits, type Limits } from "../limits.js";
import { RecentCache } from "../recent-cache.js";
import { insertGuards } from "../row-guards.js";
import { decimalAggregates } from "./decimal-aggregates.js";
import { changeNumber } from "./change-number.js";
import { editJson } from "./edit-json.js";
import { joinLists } from "./join-lists.js";
import { decimalKey } from "./decimal-key.js";
import { matchesPattern, matchPattern, type Value } from "./matches-pattern.js";
import { describeColumn, readRow } from "./result-column.js";
import { rowGuard } from "./row-guard.js";

/** What is used of the driver's database. */
export interface Database {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): PreparedStatement;
  exec(sql: string): unknown;
  pragma(sql: string): unknown;
  function(
    name: string,
    options: { deterministic: boolean },
    compute: (value: string | number | null) => unknown,
  ): unknown;
  function(
    name: string,
    options: { deterministic: boolean },
    compute: (text: Value, pattern: Value, isInsensitive: Value) => unknown,
  ): unknown;
  function(name: string, options: { deterministic: boolean; varargs: boolean }, compute: () => unknown): unknown;
  function(
    name: string,
    options: { deterministic: boolean; safeIntegers: true },
    compute: typeof changeNumber,
  ): unknown;
  function(name: string, options: { deterministic: boolean }, compute: typeof joinLists | typeof editJson): unknown;
  aggregate(name: string, definition: object): unknown;
  close(): unknown;
}

interface PreparedStatement {
  /** It returns rows. */
  readonly reader: boolean;
  /** It changes nothing. */
  readonly readonly: boolean;
  /** What it returns; those of a column that was computed have no origin. */
  columns(): readonly { readonly name: string; readonly table: string | null; readonly column: string | null }[];
  safeIntegers(isSafe: boolean): unknown;
  raw(isRaw: boolean): unknown;
  all(...parameters: readonly unknown[]): unknown[];
  /** The first row, if there is any. What fails once it is there (a deferred check, when a change ends) is not told of: only for reads. */
  get(...parameters: readonly unknown[]): unknown;
  iterate(...parameters: readonly unknown[]): Iterator<unknown>;
  run(...parameters: readonly unknown[]): { readonly changes: number };
}

/**
 * Milliseconds to wait for another process's lock without giving up the event loop: most locks are held for less. The owner of the lock
 * may live in this process, and could not go on meanwhile.
 */
const busyTimeout = 50;

/** The same for a script: a part of it may have run when it meets a lock, so it cannot be started again later. */
const scriptBusyTimeout = 5000;

/** Prepared statements kept, for each connection. */
const statementCacheSize = 256;

/** Rows that a statement with a deadline goes on between two looks at the clock. */
const rowsBetweenLooks = 64;

/** One connection with its prepared statements. Everything in it is synchronous, and throws what the driver throws. */
export class Handle {
  /** Of the statement that runs, if it has any. */
  #limits: Limits | undefined;
  #rows = 0;
  readonly #prepared = new RecentCache<PreparedStatement>(statementCacheSize);
  readonly #untyped = new RecentCache<PreparedStatement>(statementCacheSize);

  constructor(readonly database: Database) {
    database.pragma("synchronous = NORMAL");
    database.pragma("foreign_keys = ON");
    database.pragma(`busy_timeout = ${busyTimeout}`);
    database.function(matchesPattern, { deterministic: true }, matchPattern);
    database.function("decimal_key", { deterministic: true }, decimalKey);
    database.function("change_number", { deterministic: true, safeIntegers: true }, changeNumber);
    database.function("join_lists", { deterministic: true }, joinLists);
    database.function("edit_json", { deterministic: true }, editJson);
    database.function(rowGuard, { deterministic: false, varargs: true }, () => this.#passRow());
    for (const [name, definition] of Object.entries(decimalAggregates)) database.aggregate(name, definition);
  }

  /** The absolute path of the file, or "" for a database in memory. */
  get path(): string {
    const [{ file }] = this.database.pragma("database_list") as [{ file: string }];
    return file;
  }

  /** @param hasOneRow see `StatementText` */
  query(sql: string, parameters: readonly unknown[], hasOneRow?: true): Row[] {
    const statement = this.#prepared.get(sql) ?? this.#prepare(sql);
    if (hasOneRow === undefined) return statement.all(...parameters) as Row[];
    const row = statement.get(...parameters) as Row | undefined;
    return row === undefined ? [] : [row];
  }

  /** Rows one by one; until the last, or `return`, the connection cannot write. */
  iterate(sql: string, parameters: readonly unknown[]): Iterator<Row> {
    const statement = this.database.prepare(sql);
    statement.raw(true);
    return statement.iterate(...parameters) as Iterator<Row>;
  }

  run(sql: string, parameters: readonly unknown[]): number {
    return (this.#prepared.get(sql) ?? this.#prepare(sql)).run(...parameters).changes;
  }

  /**
   * Does `work` with the text of a statement; with limits, with one that stops when the deadline is past, for nothing else can while it
   * runs. What it works with is read where it was stopped.
   */
  within<Result>(
    limits: Limits | undefined,
    { sql, guards }: CompiledStatement,
    work: (sql: string) => Result,
  ): Result {
    checkLimits(limits);
    if (limits?.deadline === undefined || guards === undefined) return work(sql);
    this.#limits = limits;
    this.#rows = 0;
    try {
      return work(insertGuards(sql, guards));
    } finally {
      this.#limits = undefined;
    }
  }

  /** What it throws, the statement fails with. */
  #passRow(): 1 {
    if (++this.#rows % rowsBetweenLooks === 0) checkLimits(this.#limits);
    return 1;
  }

  execute(sql: string): void {
    this.database.pragma(`busy_timeout = ${scriptBusyTimeout}`);
    try {
      this.database.exec(sql);
    } finally {
      this.database.pragma(`busy_timeout = ${busyTimeout}`);
    }
  }

  queryRaw(sql: string, parameters: readonly unknown[]): Record<string, unknown>[] {
    const statement = this.database.prepare(sql);
    if (statement.reader) return statement.all(...parameters) as Record<string, unknown>[];
    statement.run(...parameters);
    return [];
  }

  /** Whether SQL of the user's only reads. */
  isRead(sql: string): boolean {
    return this.#prepareUntyped(sql).readonly;
  }

  queryUntyped(sql: string, parameters: readonly unknown[]): UntypedResult {
    const statement = this.#prepareUntyped(sql);
    return refuseMisuse(() => {
      if (!statement.reader) return { columns: [], rows: [], count: statement.run(...parameters).changes };
      const rows = statement.all(...parameters) as Row[];
      return { columns: statement.columns().map(describeColumn), rows: rows.map(readRow), count: rows.length };
    });
  }

  #prepareUntyped(sql: string): PreparedStatement {
    let statement = this.#untyped.get(sql);
    if (statement === undefined) {
      statement = refuseMisuse(() => this.database.prepare(sql));
      if (statement.reader) {
        statement.raw(true);
        statement.safeIntegers(true);
      }
      this.#untyped.set(sql, statement);
    }
    return statement;
  }

  #prepare(sql: string): PreparedStatement {
    const statement = this.database.prepare(sql);
    if (statement.reader) statement.raw(true);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

/** What the driver itself finds wrong with SQL of the user's: no statement in it, several, too few values. It is refused as by the database. */
function refuseMisuse<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isNativeError(error) || error.name !== "RangeError") throw error;
    throw new DatabaseError("refused", error.message, {}, { original: error });
  }
}
