import type { BoundStatement, CompiledStatement, Executor, Row } from "@joinery/sql";
import { translateDatabaseError } from "../errors/translate-database-error.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Engine } from "./engine.js";

/** On whose behalf a statement is sent, and on what. */
export interface Sender {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly model: ModelMetadata;
  readonly operation: string;
}

/**
 * Sends a statement and gives its rows, at once where the driver has them at once.
 *
 * @throws JoineryError (thrown or as a rejection) for what the database refuses
 */
export function sendQuery(
  statement: CompiledStatement,
  parameters: readonly unknown[],
  sender: Sender,
): Row[] | Promise<Row[]> {
  const { engine, executor } = sender;
  if (engine.events.isActive) {
    return observe(
      statement,
      sender,
      (rows) => rows.length,
      () => executor.query(statement, parameters),
    );
  }
  try {
    const rows = executor.query(statement, parameters);
    return Array.isArray(rows) ? rows : rows.catch((error: unknown) => fail(error, sender));
  } catch (error) {
    fail(error, sender);
  }
}

/**
 * Sends statements of which none needs the rows of another in one round trip, where the driver can: the rows of each.
 *
 * @throws JoineryError for what the database refuses
 */
export async function sendQueries(statements: readonly BoundStatement[], sender: Sender): Promise<readonly Row[][]> {
  const { engine, executor, model, operation } = sender;
  const start = performance.now();
  const tell = (rows: (place: number) => number, failure: { error?: unknown } = {}) => {
    const duration = performance.now() - start;
    statements.forEach(({ statement: { sql } }, place) =>
      engine.events.emit({ sql, duration, rows: rows(place), model: model.name, operation, ...failure }),
    );
  };
  try {
    const results = await executor.queryAll!(statements);
    if (engine.events.isActive) tell((place) => results[place]!.length);
    return results;
  } catch (reason) {
    const error = translateDatabaseError(reason, engine.metadata, model);
    if (engine.events.isActive) tell(() => 0, { error });
    throw error;
  }
}

/** Sends a statement without rows and gives the number of rows changed; otherwise like {@link sendQuery}. */
export function sendChange(
  statement: CompiledStatement,
  parameters: readonly unknown[],
  sender: Sender,
): number | Promise<number> {
  const { engine, executor } = sender;
  if (engine.events.isActive) {
    return observe(
      statement,
      sender,
      (changes) => changes,
      () => executor.run(statement, parameters),
    );
  }
  try {
    const changes = executor.run(statement, parameters);
    return typeof changes === "number" ? changes : changes.catch((error: unknown) => fail(error, sender));
  } catch (error) {
    fail(error, sender);
  }
}

function fail(error: unknown, { engine, model }: Sender): never {
  throw translateDatabaseError(error, engine.metadata, model);
}

/** The same for all the world to see. */
function observe<Result extends number | Row[]>(
  { sql }: CompiledStatement,
  sender: Sender,
  countRows: (result: Result) => number,
  send: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const { engine, model, operation } = sender;
  const start = performance.now();
  const tell = (rows: number, failure: { error?: unknown } = {}) =>
    engine.events.emit({ sql, duration: performance.now() - start, rows, model: model.name, operation, ...failure });
  const succeed = (result: Result) => {
    tell(countRows(result));
    return result;
  };
  const refuse = (reason: unknown): never => {
    const error = translateDatabaseError(reason, engine.metadata, model);
    tell(0, { error });
    throw error;
  };
  let result: Result | Promise<Result>;
  try {
    result = send();
  } catch (error) {
    return refuse(error);
  }
  return result instanceof Promise ? result.then(succeed, refuse) : succeed(result);
}
