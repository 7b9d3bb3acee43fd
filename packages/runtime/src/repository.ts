import { actions } from "./actions.js";
import { listFieldReferences } from "./list-field-references.js";
import { QuerySource } from "./query-source.js";
import type { Query } from "./query.js";
import { RowStream } from "./row-stream.js";
import type { AggregateArgs, AggregateResult, CountArgs, GroupByArgs, GroupByResult } from "./types/aggregates.js";
import type { Arguments, CallArguments } from "./types/arguments.js";
import type { BulkOptions } from "./types/bulk.js";
import type { CallLimits } from "./types/call-limits.js";
import type { PageOptions, StreamOptions } from "./types/list-args.js";
import type { FieldReferences } from "./types/field-references.js";
import type { ModelTypes } from "./types/model-types.js";
import type { Page, PageArgsOf } from "./types/page.js";
import type { Changed, Changes, UpsertChanges } from "./types/relation-writes.js";
import type { Result } from "./types/result.js";
import type { Written } from "./types/written.js";
import type { RowLocking } from "./types/row-locking.js";
import type { RowReading } from "./types/snapshot.js";
import type { RemovalOf, ScopeOf } from "./types/soft-deletion.js";

/**
 * Reads and writes the rows of one model. Every method gives a {@link Query}: nothing is sent until it is awaited.
 * Methods that read or change rows throw (by rejecting) only a `JoineryError`.
 */
export class Repository<T extends ModelTypes> extends QuerySource {
  /** The fields of the model, to compare two of a row with each other, and to name columns in SQL. */
  get fields(): FieldReferences<T> {
    return listFieldReferences(this.context.model) as FieldReferences<T>;
  }

  /** The row that a unique key names, or null. `where` may say more than the key. */
  findUnique<A extends T["findUnique"] & RowReading>(
    args: CallArguments<A, T["findUnique"] & RowReading>,
  ): Query<Result<T, A> | null> {
    return this.query(actions.findUnique, args);
  }

  /** The row that a unique key names. @throws RecordNotFound */
  findUniqueOrThrow<A extends T["findUnique"] & RowReading>(
    args: CallArguments<A, T["findUnique"] & RowReading>,
  ): Query<Result<T, A>> {
    return this.query(actions.findUniqueOrThrow, args);
  }

  /** The first row that fits, in the order asked for, or null. */
  findFirst<A extends T["findMany"] & RowReading & CallLimits = {}>(
    ...[args]: Arguments<A, T["findMany"] & RowReading>
  ): Query<Result<T, A> | null> {
    return this.query(actions.findFirst, args);
  }

  /** The first row that fits, in the order asked for. @throws RecordNotFound */
  findFirstOrThrow<A extends T["findMany"] & RowReading & CallLimits = {}>(
    ...[args]: Arguments<A, T["findMany"] & RowReading>
  ): Query<Result<T, A>> {
    return this.query(actions.findFirstOrThrow, args);
  }

  /** All rows that fit; in no particular order unless one is asked for. */
  findMany<A extends T["findMany"] & RowReading & CallLimits = {}>(
    ...[args]: Arguments<A, T["findMany"] & RowReading>
  ): Query<Result<T, A>[]> {
    return this.query(actions.findMany, args);
  }

  /**
   * All rows that fit, read and loaded some at a time while they are looped over: `for await (const row of …)`. They are those of one moment,
   * with what is included, and the memory that they take does not depend on their number.
   */
  stream<A extends T["findMany"] & StreamOptions & RowLocking & CallLimits = {}>(
    ...[args]: Arguments<A, T["findMany"] & StreamOptions & RowLocking>
  ): RowStream<Result<T, A>> {
    return new RowStream(args, this.context.model, this.context.engine);
  }

  /** The row with that primary key. @throws RecordNotFound */
  getById<A extends T["args"] & RowReading & CallLimits = {}>(
    id: T["key"],
    ...[args]: Arguments<A, T["args"] & RowReading>
  ): Query<Result<T, A>> {
    return this.query(actions.getById, args === undefined ? { id } : { ...args, id });
  }

  /** All rows, or a part of them, in the order of the primary key. */
  getAll<A extends T["args"] & PageOptions & RowReading & CallLimits = {}>(
    ...[args]: Arguments<A, T["args"] & PageOptions & RowReading>
  ): Query<Result<T, A>[]> {
    return this.query(actions.getAll, args);
  }

  /**
   * The rows that come next to a cursor in an order: keyset pagination. Rows that others insert or delete meanwhile are on their page
   * or not, and move no other row; a page costs the same however far in it is. Ties in the order are broken by the key.
   */
  paginate<A extends PageArgsOf<T>>(args: CallArguments<A, PageArgsOf<T>>): Query<Page<Result<T, A>>> {
    return this.query(actions.paginate, args);
  }

  /** The number of rows that fit, or of those that differ in some fields; at most `limit`. */
  count(args?: CountArgs<T> & CallLimits): Query<number> {
    return this.query(actions.count, args);
  }

  /** Whether a row fits. */
  exists(args?: { readonly where?: T["where"] } & ScopeOf<T> & CallLimits): Query<boolean> {
    return this.query(actions.exists, args);
  }

  /** What is computed of all rows that fit: how many they are, and of their fields the sum, the average, the least and the greatest. */
  aggregate<A extends AggregateArgs<T>>(args: CallArguments<A, AggregateArgs<T>>): Query<AggregateResult<T, A>> {
    return this.query(actions.aggregate, args);
  }

  /** The same for each group of rows that are alike in the fields of `by`. */
  groupBy<A extends GroupByArgs<T>>(args: CallArguments<A, GroupByArgs<T>>): Query<GroupByResult<T, A>[]> {
    return this.query(actions.groupBy, args);
  }

  /** Inserts a row and gives it back, with what the database made of it. */
  create<A extends CreateArgs<T>>(args: CallArguments<A, CreateArgs<T>>): Query<Result<T, A>> {
    return this.query(actions.create, args);
  }

  /**
   * Inserts all rows or none, in as few statements as fit, and gives the number inserted. With `skipDuplicates`, rows whose
   * unique keys are taken already are left out.
   */
  createMany(
    args: { readonly data: readonly T["values"][]; readonly skipDuplicates?: boolean } & CallLimits,
  ): Query<number> {
    return this.query(actions.createMany, args);
  }

  /**
   * Inserts any number of rows, all or none, a chunk at a time, and gives their keys in the order of the rows. Between chunks it tells how far
   * it has come, and lets others work.
   */
  bulkCreate(args: { readonly data: readonly T["values"][] } & BulkOptions & CallLimits): Query<T["key"][]> {
    return this.query(actions.bulkCreate, args);
  }

  /**
   * Changes the row that a unique key names, and gives it back as it is then. A field is given a value, or what is done to the one that is
   * there: `{ increment: 1 }`. @throws RecordNotFound
   */
  update<A extends UpdateArgs<T>>(args: CallArguments<A, UpdateArgs<T>>): Query<Result<T, A>> {
    return this.query(actions.update, args);
  }

  /**
   * Changes the row that a key names, or creates it with that key where it is not there, and gives it back. Of two calls at once none fails,
   * where one statement does it: unless they write rows of relations too, or the rows are in several tables or marked as deleted.
   */
  upsert<A extends UpsertArgs<T>>(args: CallArguments<A, UpsertArgs<T>>): Query<Result<T, A>> {
    return this.query(actions.upsert, args);
  }

  /**
   * Changes the rows that are there, and creates the others, all or none: each is found by its values of the fields of `on`, which are a key. In
   * those that are there the fields change that the row gives; or those that `update` names, or in the way that it says, where `given` stands
   * for what the row gives: `{ views: { increment: given } }`. Gives their number, or what is selected of them, in the order of `data`.
   */
  upsertMany<A extends UpsertManyArgs<T>>(args: CallArguments<A, UpsertManyArgs<T>>): Query<Written<T, A>> {
    return this.query(actions.upsertMany, args);
  }

  /** Makes one change to all rows that fit, and gives their number. To change every row say `all: true`. */
  updateMany(args: ManyRows<T> & ScopeOf<T> & CallLimits & { readonly data: Changes<T> }): Query<number> {
    return this.query(actions.updateMany, args);
  }

  /**
   * Changes rows, each in its own way and all or none, in one statement for all that change the same fields; gives their number. A row is
   * named by a unique key, and by the version it must have, where there is one.
   *
   * @throws RecordNotFound, StaleObject
   */
  updateEach(args: { readonly changes: readonly ChangeOf<T>[] } & ScopeOf<T> & CallLimits): Query<number> {
    return this.query(actions.updateEach, args);
  }

  /** The same for any number of rows, a chunk at a time, like {@link bulkCreate}. @throws RecordNotFound, StaleObject */
  bulkUpdate(
    args: { readonly changes: readonly ChangeOf<T>[] } & BulkOptions & ScopeOf<T> & CallLimits,
  ): Query<number> {
    return this.query(actions.bulkUpdate, args);
  }

  /**
   * Deletes the row that a unique key names, and gives it back as it was. With `@@softDelete` it is marked instead, and given
   * back marked. @throws RecordNotFound
   */
  delete<A extends T["findUnique"] & RemovalOf<T>>(
    args: CallArguments<A, T["findUnique"] & RemovalOf<T>>,
  ): Query<Result<T, A>> {
    return this.query(actions.delete, args);
  }

  /** Deletes all rows that fit, or with `@@softDelete` marks them, and gives their number. To delete every row say `all: true`. */
  deleteMany(args: ManyRows<T> & RemovalOf<T> & CallLimits): Query<number> {
    return this.query(actions.deleteMany, args);
  }
}

type ManyRows<T extends ModelTypes> = { readonly where: T["where"] } | { readonly all: true };

/** What is created is there, so it cannot be asked for among deleted rows. */
type CreateArgs<T extends ModelTypes> = T["args"] & { readonly data: T["create"]; readonly withDeleted?: never };

type UpsertArgs<T extends ModelTypes> = T["args"] & {
  readonly where: T["unique"];
  readonly create: T["create"];
  readonly update: Changed<T>;
};

type UpsertManyArgs<T extends ModelTypes> = T["args"] &
  ScopeOf<T> & {
    readonly data: readonly T["values"][];
    readonly on: readonly T["sortable"][];
    readonly update?: readonly (keyof T["values"])[] | UpsertChanges<T>;
  };

type UpdateArgs<T extends ModelTypes> = T["findUnique"] & { readonly data: Changed<T> };

/** A row that is named, and what becomes of it. */
interface ChangeOf<T extends ModelTypes> {
  readonly where: WhereOf<T["findUnique"]>;
  readonly data: Changes<T>;
}

type WhereOf<Args> = Args extends { where: infer Where } ? Where : never;
