import type { Client } from "./client.js";
import type { ConnectOptions } from "./connect-options.js";
import { InvalidArgument } from "./errors/call-errors.js";
import { DetachedEngine } from "./execute/transactions/detached-engine.js";
import type { Engine } from "./execute/engine.js";
import type { QueryListener } from "./execute/query-events.js";
import { runTransaction } from "./execute/transactions/run-transaction.js";
import { guardStatements, type GuardOptions } from "./execute/statement-guard.js";
import type { RepositoryContext } from "./query-source.js";
import { createRawSql } from "./raw-sql.js";
import { runSession, SessionLife } from "./session/run-session.js";
import type { Session } from "./session/session.js";
import type { SessionOptions } from "./session/session-options.js";
import type { UnitOfWork } from "./session/unit-of-work.js";
import { watchRepository } from "./session/watch-repository.js";
import type { TransactionOptions } from "./transaction-options.js";
import type { RepositoryClass } from "./types/repositories.js";

export type RepositoryConstructor = new (context: RepositoryContext) => object;

/** By accessor: the model it reads, and the class that reads it. */
export type RepositoryClasses = readonly { accessor: string; model: string; repository: RepositoryConstructor }[];

/** The client of a database, and with it those of its transactions and the one outside of them: all have the same members. */
export function assembleClient(
  database: Engine,
  classes: RepositoryClasses,
  dispose: () => Promise<void>,
  log: ConnectOptions["log"],
): Client {
  const prototype = defineRepositories(classes);
  let apart: object | undefined;
  return assemble(database);

  function assemble(engine: Engine): Client {
    return Object.assign(assembleMembers(engine), {
      transaction: <Result>(work: (transaction: never) => Promise<Result>, options?: TransactionOptions) =>
        runTransaction(engine, (inner) => work(assemble(inner) as never), options),
    });
  }

  /** A session is a database too: its own, with its objects. */
  function assembleSession(unit: UnitOfWork): Client & Session {
    const client = assembleMembers(unit.engine, unit) as Client & Session;
    return Object.assign(client, {
      transaction: <Result>(work: (session: never) => Promise<Result>, options?: TransactionOptions) =>
        unit.nested(() => work(client as never), options),
      ...bindSession(unit),
    });
  }

  function assembleMembers(engine: Engine, unit?: UnitOfWork): Client {
    const end = engine.isTransaction ? refuseDispose : dispose;
    const client = Object.create(prototype, { [engineOf]: { value: engine }, [unitOf]: { value: unit } }) as Client;
    return Object.assign(client, {
      on: (_event: "query", listener: QueryListener) => engine.events.add(listener),
      guard: <Result>(limit: GuardOptions, work: () => Promise<Result>) =>
        guardStatements(limit, engine.events, log, work),
      sql: createRawSql(engine),
      session: <Result>(work: (session: never) => Promise<Result>, options?: SessionOptions) =>
        runSession(engine, (inner) => work(assembleSession(inner) as never), options),
      openSession(options?: SessionOptions) {
        const life = new SessionLife(engine, options);
        const close = () => life.close();
        return Object.assign(assembleSession(life.unit), {
          commit: () => life.commit(),
          rollback: () => life.rollback(),
          close,
          [Symbol.asyncDispose]: close,
        });
      },
      dispose: end,
      [Symbol.asyncDispose]: end,
    });
  }

  /** Made once, so that a transaction costs no more where there are many models. */
  function defineRepositories(all: RepositoryClasses): object {
    const members: PropertyDescriptorMap = {
      detached: { get: () => (apart ??= assemble(new DetachedEngine(database))) },
    };
    for (const { accessor, model, repository: Class } of all) {
      members[accessor] = {
        enumerable: true,
        // Made when first used: a large schema costs nothing before.
        get(this: EngineHolder) {
          const { [engineOf]: engine, [unitOf]: unit } = this;
          const value = new Class({
            model: engine.metadata.model(model),
            engine,
            session: unit === undefined ? undefined : (this as EngineHolder & Session),
            find: (wanted) => Reflect.get(this, findAccessor(all, wanted)),
          });
          if (unit !== undefined) watchRepository(value, unit);
          Object.defineProperty(this, accessor, { value, enumerable: true });
          return value;
        },
      };
    }
    return Object.create(Object.prototype, members) as object;
  }
}

/** Where the repository of a class is: the class itself, or one of the program's own that extends it. */
function findAccessor(classes: RepositoryClasses, wanted: RepositoryClass<unknown>): string {
  const fits = ({ repository: { prototype } }: RepositoryClasses[number]) =>
    prototype === wanted.prototype || Object.prototype.isPrototypeOf.call(wanted.prototype as object, prototype);
  const found = typeof wanted === "function" ? classes.find(fits) : undefined;
  if (found !== undefined) return found.accessor;
  throw new InvalidArgument(
    "repository",
    "The database has no repository of this class: give it to connect, among its `repositories`.",
  );
}

const engineOf: unique symbol = Symbol("engine");
const unitOf: unique symbol = Symbol("unit of work");

interface EngineHolder {
  readonly [engineOf]: Engine;
  readonly [unitOf]: UnitOfWork | undefined;
}

/** The members of a session, as they are given to the program. */
function bindSession(unit: UnitOfWork): Session {
  return {
    add: (object) => unit.add(object),
    addAll: (objects) => unit.addAll(objects),
    delete: (object) => unit.delete(object),
    flush: () => unit.flush(),
    refresh: (object) => unit.refresh(object),
    expire: (object) => unit.expire(object),
    expunge: (object) => unit.expunge(object),
    merge: (object) => unit.merge(object),
    contains: (object) => unit.contains(object),
  };
}

function refuseDispose(): Promise<void> {
  return Promise.reject(
    new InvalidArgument("", "A transaction ends with its callback: dispose of the database outside."),
  );
}
