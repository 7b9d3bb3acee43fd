import { whereKeys } from "./where-keys.js";
import type { Executor } from "@joinery/sql";
import type { Entity } from "../entity.js";
import { kindOf } from "../args/refuse.js";
import { refuseView } from "../args/refuse-view.js";
import { InvalidObject, SessionClosed } from "../errors/session-errors.js";
import { findCohort } from "../execute/batching/cohort.js";
import type { Engine } from "../execute/engine.js";
import { runPlan } from "../execute/run-plan.js";
import { runTransaction } from "../execute/transactions/run-transaction.js";
import { findPlan } from "../plan/find-plan.js";
import { operations } from "../plan/operations.js";
import type { Action } from "../query.js";
import type { TransactionOptions } from "../transaction-options.js";
import { adoptAnswer, isWhole, mergeRelation } from "./adopt-rows.js";
import { flushObjects } from "./flush.js";
import { createMappings, type ObjectMapping } from "./object-mapping.js";
import { knownIdentity, knownValue, takeRelation, type ObjectState } from "./object-state.js";
import { SessionEngine, type SessionCalls } from "./session-engine.js";
import type { SessionPlace } from "./session-place.js";
import { SessionObjects } from "./session-objects.js";
import { mergeObject } from "./merge-object.js";
import { refreshObject } from "./refresh-object.js";
import type { LoadChildren } from "./spread-deletes.js";
import { resetObject, UndoLog } from "./undo-log.js";
import type { Values } from "./snapshot.js";

export interface UnitOfWorkOptions {
  readonly autoflush: boolean;
  readonly expireOnCommit: boolean;
}

/**
 * A unit of work: the objects of a session, and what becomes of them. Its behaviour is that of SQLAlchemy's `Session`, but that nothing is ever
 * loaded behind the caller's back.
 */
export class UnitOfWork implements SessionCalls, SessionPlace {
  readonly engine: SessionEngine;
  readonly objects = new SessionObjects();
  readonly mappingOf: (model: string) => ObjectMapping;
  readonly removed = new WeakSet<object>();
  readonly #options: UnitOfWorkOptions;
  readonly #begin: () => Promise<void>;
  #undo = new UndoLog();
  #models: Map<object, string> | undefined;
  #flushing: Promise<void> | undefined;
  #isClosed = false;

  /** @param begin begins a transaction of it where none is under way */
  constructor(outer: Engine, options: UnitOfWorkOptions, begin: () => Promise<void>) {
    this.engine = new SessionEngine(outer, this);
    this.mappingOf = createMappings(outer.metadata);
    this.#options = options;
    this.#begin = begin;
  }

  begin(): Promise<void> {
    return this.#begin();
  }

  /** Has an object inserted by the next flush, with whatever it holds that is new. One that was to be deleted stays. */
  add<Object extends Entity>(object: Object): Object {
    this.#demandOpen();
    const state = this.objects.stateOf(object);
    if (state !== undefined) {
      state.isDoomed = false;
      state.isAdded = true;
      return object;
    }
    const mapping = this.#identify(object, "add");
    refuseView(mapping.model);
    if (this.removed.has(object)) this.#fail(mapping, "It was deleted. Make a new one.");
    if (findCohort(object) !== undefined) {
      this.#fail(
        mapping,
        "It was read outside of this session, which does not know what was changed in it since: use merge.",
      );
    }
    this.objects.addNew(object, mapping).isAdded = true;
    return object;
  }

  addAll(objects: Iterable<Entity>): void {
    for (const object of objects) this.add(object);
  }

  /** Has the row of an object deleted by the next flush, and what goes with it. One that has no row yet is forgotten. */
  delete(object: Entity): void {
    const state = this.stateOf(object, "delete");
    if (state.status === "new") this.objects.forget(object);
    else state.isDoomed = true;
  }

  /** Stops watching an object: what is changed in it is the program's alone. */
  expunge(object: Entity): void {
    const state = this.stateOf(object, "expunge");
    if (state.status === "persistent") this.objects.unindex(state, knownIdentity(state));
    this.objects.forget(object);
  }

  /** Takes back what was changed in an object, and has what is read of it next go over what it holds. */
  expire(object: Entity): void {
    const state = this.stateOf(object, "expire");
    if (state.status === "new") this.#fail(state.mapping, "It is new: there is nothing to read of it.");
    resetObject(state);
    state.isExpired = true;
  }

  /** Reads the row of an object again, and the relations that it holds: what was changed in them is lost. @throws RecordNotFound */
  async refresh<Object extends Entity>(object: Object): Promise<Object> {
    const state = this.stateOf(object, "refresh");
    if (state.status === "new") this.#fail(state.mapping, "It is new: flush before.");
    await refreshObject(state, this);
    return object;
  }

  /**
   * Gives the session's object for the row of one that is not the session's, with what that one has set: read if need be, made where there is no
   * such row. What it has not set stays as it is.
   */
  async merge<Object extends Entity>(object: Object): Promise<Object> {
    this.#demandOpen();
    return (await mergeObject(object, this)) as Object;
  }

  /** Whether the session holds an object. */
  contains(object: Entity): boolean {
    return this.objects.stateOf(object) !== undefined;
  }

  /**
   * Writes what has changed. Where it fails, objects and database are as before.
   *
   * @throws InvalidObject, StaleObject, UniqueViolation and whatever else the database refuses
   */
  flush(): Promise<void> {
    this.#demandOpen();
    return this.#inTurn(() => this.#flushWithin((work) => this.engine.inTransaction(work)));
  }

  /** Flushes at the end of a transaction, which is undone as a whole where it fails. */
  finish(): Promise<void> {
    this.engine.calls.demandNone();
    return this.#inTurn(() =>
      this.#flushWithin(async (work) => {
        const executor = await this.engine.open();
        await work(executor);
      }),
    );
  }

  /** Runs `work` as a part that may fail alone (a savepoint). @throws whatever it throws, once it is undone, in the objects too */
  async nested<Result>(work: () => Promise<Result>, options?: TransactionOptions): Promise<Result> {
    await this.flush();
    const outer = this.#undo;
    const inner = new UndoLog();
    this.#undo = inner;
    try {
      const result = await runTransaction(
        await this.engine.ready(),
        async (transaction) => {
          this.engine.enter(transaction);
          try {
            const done = await work();
            await this.finish();
            return done;
          } finally {
            this.engine.leave();
          }
        },
        options,
      );
      inner.joinInto(outer);
      return result;
    } catch (error) {
      this.undo();
      throw error;
    } finally {
      this.#undo = outer;
    }
  }

  /** Makes the objects what they were when the transaction began. */
  undo(): void {
    this.#undo.undo(this.objects);
    for (const state of this.objects.states) {
      if (state.status === "new") this.objects.forget(state.object);
      else resetObject(state);
    }
  }

  /** What was done is there to stay. */
  markCommitted(): void {
    this.#undo.clear();
    if (this.#options.expireOnCommit) for (const state of this.objects.states) state.isExpired = true;
  }

  close(isCommitted: boolean): void {
    this.#isClosed = true;
    this.engine.close(isCommitted);
    this.objects.clear();
  }

  /** The same action, whose rows become the session's objects. */
  watch(action: Action): Action {
    return {
      ...action,
      run: (args, model, engine, hasCompany) => {
        this.#demandOpen();
        const run = () => action.run(args, model, engine, hasCompany);
        const answer = this.#options.autoflush && this.objects.size > 0 ? this.flush().then(run) : run();
        return answer instanceof Promise ? answer.then((late: unknown) => this.adopt(late)) : this.adopt(answer);
      },
    };
  }

  adopt(answer: unknown, isNewer = false): unknown {
    return adoptAnswer(answer, this.objects, this.mappingOf, { isNewer });
  }

  adoptLoaded(row: object, relations: readonly string[]): void {
    const cohort = findCohort(row);
    if (cohort === undefined || this.#isClosed) return;
    const mapping = this.mappingOf(cohort.kind.model);
    for (const member of cohort.members) {
      const state = this.objects.stateOf(member) ?? this.objects.findRow(mapping, mapping.identify(member as Values));
      for (const name of relations) {
        if (!Object.hasOwn(member, name)) continue;
        const isOwn = state?.object === member;
        // What was taken in when it was loaded for another may have been changed since.
        if (state === undefined || (isOwn && state.relations.has(name))) continue;
        const value = this.adopt((member as Record<string, unknown>)[name]);
        const isComplete = isWhole(cohort.findHeld(member, name));
        if (!isOwn) mergeRelation(state, name, value, isComplete);
        else {
          (member as Record<string, unknown>)[name] = value;
          takeRelation(state, name, isComplete);
        }
      }
    }
  }

  async read(operation: keyof typeof operations, model: ObjectMapping["model"], args: object): Promise<object[]> {
    const found = await runPlan(findPlan(operations[operation], model, args, this.engine), args, this.engine);
    return this.adopt(found) as object[];
  }

  /** Of which model an object is. */
  modelOf(object: object): string | undefined {
    const cohort = findCohort(object);
    if (cohort !== undefined) return cohort.kind.model;
    const { metadata, planner } = this.engine;
    this.#models ??= new Map(metadata.schema.models.map(({ name }) => [planner.prototypeOf(name), name]));
    for (let each: unknown = object; typeof each === "object" && each !== null; each = Object.getPrototypeOf(each)) {
      const name = this.#models.get(each);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** @throws InvalidObject for an object that the session does not hold */
  stateOf(object: object, call: string): ObjectState {
    this.#demandOpen();
    const state = this.objects.stateOf(object);
    if (state !== undefined) return state;
    const mapping = this.#identify(object, call);
    if (this.removed.has(object)) this.#fail(mapping, "It was deleted.");
    this.#fail(mapping, "This session does not hold it: read it here, or use merge or add.");
  }

  #identify(object: unknown, call: string): ObjectMapping {
    const name = typeof object === "object" && object !== null ? this.modelOf(object) : undefined;
    if (name === undefined) {
      throw new InvalidObject(
        call,
        undefined,
        `Expected an object of one of the models' classes, got ${kindOf(object)}.`,
      );
    }
    return this.mappingOf(name);
  }

  #fail({ model }: ObjectMapping, problem: string): never {
    throw new InvalidObject(model.name, undefined, problem);
  }

  #demandOpen(): void {
    if (this.#isClosed) throw new SessionClosed();
  }

  /** One flush at a time: the second finds what the first has left. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    while (this.#flushing !== undefined) await this.#flushing.catch(() => {});
    this.#flushing = work();
    try {
      await this.#flushing;
    } finally {
      this.#flushing = undefined;
    }
  }

  #flushWithin(run: (work: (executor: Executor) => Promise<void>) => Promise<void>): Promise<void> {
    const { engine, objects, mappingOf, removed } = this;
    return flushObjects({
      engine,
      objects,
      mappingOf,
      removed,
      modelOf: (object) => this.modelOf(object),
      load: this.#load,
      undo: this.#undo,
      validation: engine.validation,
      run: (work) => run((executor) => work({ engine, executor, args: undefined, operation: "flush" })),
    });
  }

  readonly #load: LoadChildren = async ({ target, fields, references }, parents) => {
    const keys = parents.map((parent) => fields.map(({ name }) => knownValue(parent, name)));
    const where = whereKeys(
      references.map(({ name }) => name),
      keys,
    );
    const children = await this.read("findMany", target, { where });
    return children.flatMap((child) => this.objects.stateOf(child) ?? []);
  };
}
