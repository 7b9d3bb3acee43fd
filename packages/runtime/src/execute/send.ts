import type {
  BoundStatement,
  CompiledStatement,
  Cursor,
  Decode,
  Executor,
  ResultColumn,
  Row,
  UntypedResult,
} from "@joinery/sql";
import { translateDatabaseError } from "../errors/translate-database-error.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Engine } from "./engine.js";
import { releaseReads } from "./batching/held-reads.js";

/** On what a statement is sent, and by what call. */
export interface Caller {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly operation: string;
  /** None for SQL of the caller's. */
  readonly model?: ModelMetadata;
}

/** On whose behalf a statement is sent, and on what. */
export interface Sender extends Caller {
  readonly model: ModelMetadata;
}

/** What listeners are told of whose statement it is. */
function nameCall({ model, operation }: Caller): { readonly model?: string; readonly operation: string } {
  return { ...(model !== undefined && { model: model.name }), operation };
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
  if (!statement.isRead) releaseReads();
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

/** Reads on in the rows of a statement: for listeners, a statement each time. @throws JoineryError */
export async function readCursor(
  cursor: Cursor,
  count: number,
  statement: CompiledStatement,
  sender: Sender,
): Promise<Row[]> {
  return send(
    statement,
    sender,
    (rows) => rows.length,
    () => cursor.read(count),
  );
}

/**
 * Sends statements of which none needs the rows of another in one round trip, where the driver can: the rows of each.
 *
 * @throws JoineryError for what the database refuses
 */
export async function sendQueries(statements: readonly BoundStatement[], sender: Sender): Promise<readonly Row[][]> {
  const { engine, executor, model } = sender;
  const start = performance.now();
  const tell = (rows: (place: number) => number, failure: { error?: unknown } = {}) => {
    const duration = performance.now() - start;
    statements.forEach(({ statement: { sql } }, place) =>
      engine.events.emit({ sql, duration, rows: rows(place), ...nameCall(sender), ...failure }),
    );
  };
  if (engine.events.isActive) for (const _ of statements) engine.events.admit(nameCall(sender));
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
  releaseReads();
  return send(
    statement,
    sender,
    (changes) => changes,
    () => sender.executor.run(statement, parameters),
  );
}

/** Sends SQL of the caller's: its rows as objects, and the number that it gives or changes. */
export async function sendUntyped(statement: CompiledStatement, parameters: readonly unknown[], sender: Caller) {
  const { engine } = sender;
  releaseReads();
  const { columns, rows, count } = await sendQuestion(statement, parameters, sender);
  const decoders = columns.map((column) => findDecoder(column, engine));
  const objects = rows.map((row) =>
    // A column may be called __proto__.
    Object.fromEntries(columns.map(({ name }, place) => [name, decodeValue(row[place], decoders[place])])),
  );
  return { rows: objects, count };
}

/** Sends what only the database knows the columns of, and gives what it says. @throws JoineryError */
export async function sendQuestion(
  statement: CompiledStatement,
  parameters: readonly unknown[],
  sender: Caller,
): Promise<UntypedResult> {
  return send(
    statement,
    sender,
    (result) => result.count,
    () => sender.executor.queryUntyped(statement, parameters),
  );
}

function decodeValue(value: unknown, decode: Decode | undefined): unknown {
  return value === null || decode === undefined ? value : decode(value);
}

/** What a column of the schema's holds its field knows; a member of an enum, and a value object, stay as they are stored, as where types say it. */
function findDecoder({ decode, origin }: ResultColumn, { metadata, planner }: Engine): Decode | undefined {
  if (origin === undefined) return decode;
  const field = metadata.findTable({ name: origin.table })?.fields.find(({ column }) => column === origin.column);
  if (field === undefined || field.type.scalar === "Enum") return decode;
  const type = field.type.scalar === "Object" ? ({ scalar: "Json" } as const) : field.type;
  return planner.dialect.codec.decoder(type);
}

function fail(error: unknown, { engine, model }: Caller): never {
  throw translateDatabaseError(error, engine.metadata, model);
}

/** Sends in whatever way, and tells those who listen. Reads of a call do the same without a function made for each. */
function send<Result extends number | Row[] | UntypedResult>(
  statement: CompiledStatement,
  sender: Caller,
  countRows: (result: Result) => number,
  work: () => Result | Promise<Result>,
): Result | Promise<Result> {
  if (sender.engine.events.isActive) return observe(statement, sender, countRows, work);
  try {
    const result = work();
    return result instanceof Promise ? result.catch((error: unknown) => fail(error, sender)) : result;
  } catch (error) {
    fail(error, sender);
  }
}

/** The same for all the world to see. */
function observe<Result extends number | Row[] | UntypedResult>(
  { sql }: CompiledStatement,
  sender: Caller,
  countRows: (result: Result) => number,
  send: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const { engine, model } = sender;
  engine.events.admit(nameCall(sender));
  const start = performance.now();
  const tell = (rows: number, failure: { error?: unknown } = {}) =>
    engine.events.emit({ sql, duration: performance.now() - start, rows, ...nameCall(sender), ...failure });
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
