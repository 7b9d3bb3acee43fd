import { ValueError, type CompiledParameter, type CompiledStatement, type Encode } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import { refuseCursor, type Position } from "../args/cursor.js";
import { writeJsonOperand } from "../args/writes/read-json-edits.js";
import { checkOperand } from "../args/writes/read-operators.js";
import { kindOf, refuse, refuseUndefined } from "../args/refuse.js";
import { SqlFragment, SqlOrder } from "../sql-fragment.js";
import type { RowCount, SlotSource } from "./slots.js";

/**
 * Fills a statement's parameters from the arguments of one call. It comes in two halves, so that every value of the user has been
 * checked before the first statement of a tree is sent, when the keys of the others are not known yet.
 */
export interface Binder {
  /** @throws InvalidArgument with the path of a value that is not of its field's type */
  bindArguments(args: unknown): unknown[];
  /** Puts the parents' keys into parameters that `bindArguments` made. */
  bindKeys(parameters: unknown[], keys: readonly unknown[]): void;
}

type Read = (args: unknown) => unknown;

export function createBinder(statement: CompiledStatement, sources: readonly SlotSource[]): Binder {
  const reads = statement.parameters.map((parameter) => createRead(parameter, sources[parameter.slot]!));
  const count = reads.length;
  const keyed = statement.parameters.flatMap(({ slot, encode }, position) => {
    const readKey = createKeyRead(sources[slot]!);
    return readKey === undefined ? [] : { position, encode, readKey };
  });
  return {
    bindArguments(args) {
      const parameters: unknown[] = [];
      for (let index = 0; index < count; index++) parameters.push(reads[index]!(args));
      return parameters;
    },
    bindKeys(parameters, keys) {
      for (const { position, encode, readKey } of keyed) parameters[position] = encode(readKey(keys));
    },
  };
}

function createRead({ encode }: CompiledParameter, source: SlotSource): Read {
  switch (source.kind) {
    case "argument": {
      const read = encodeAt(source.path, encode, createPathRead(source.path));
      return source.same === undefined ? read : demandSame(read, source.same, encode);
    }
    case "operand": {
      const read = createPathRead(source.path);
      const { path, operator } = source;
      return encodeAt(path, encode, (args) => checkOperand(read(args), operator, path));
    }
    case "edits": {
      const { path, field } = source;
      const read = createPathRead(path);
      return encodeAt(path, encode, (args) => writeJsonOperand(read(args), field));
    }
    case "list": {
      const read = createPathRead(source.path);
      const { path } = source;
      return encodeAt(path, encode, (args) => checkList(read(args), path));
    }
    case "sql-value": {
      const { path, places } = source;
      const read = createPathRead(path);
      return encodeAt([...path, ...places], encode, (args) => readSqlValue(read(args), places));
    }
    case "values":
      return encodeEach(source.of, encode);
    case "row-count": {
      const read = createCountRead(source.path);
      return (args) => encode(read(args));
    }
    case "page-size": {
      const read = createPathRead(source.path);
      const { path } = source;
      return (args) => encode(checkPageSize(read(args), path) + 1);
    }
    case "cursor":
      return createCursorRead(encode, source);
    case "depth": {
      const read = createDepthRead(source.path);
      return (args) => encode(read(args));
    }
    case "last-row": {
      const readLimit = createCountRead(source.limit);
      const readOffset = createCountRead(source.offset ?? 0);
      return (args) => encode(readLimit(args) + readOffset(args));
    }
    case "generated":
      return () => encode(source.make());
    case "fixed": {
      const value = encode(source.value);
      return () => value;
    }
    case "key":
    case "keys":
      return () => undefined;
  }
}

function demandSame(read: Read, path: ArgumentPath, encode: Encode): Read {
  const readAgain = encodeAt(path, encode, createPathRead(path));
  return (args) => {
    const value = read(args);
    if (!isSameValue(value, readAgain(args)))
      refuse(path, "A new row has the key that it was looked for by. Leave it out.");
    return value;
  };
}

/** Of values as the driver takes them, which may be bytes. */
export function isSameValue(value: unknown, other: unknown): boolean {
  return (
    value === other || (value instanceof Uint8Array && other instanceof Uint8Array && String(value) === String(other))
  );
}

function createKeyRead(source: SlotSource): ((keys: readonly unknown[]) => unknown) | undefined {
  if (source.kind === "keys") return (keys) => keys;
  if (source.kind !== "key") return undefined;
  const { part } = source;
  return part === undefined ? (keys) => keys[0] : (keys) => (keys[0] as readonly unknown[])[part];
}

function encodeAt(path: ArgumentPath, encode: Encode, read: Read): Read {
  return (args) => {
    const value = read(args);
    try {
      return encode(value);
    } catch (error) {
      if (error instanceof ValueError) refuse([...path, ...error.at], error.message);
      throw error;
    }
  };
}

/** Of values that are each somewhere else, a wrong one is refused where it is. */
function encodeEach(sources: readonly SlotSource[], encode: Encode): Read {
  const reads = sources.map((source): Read => {
    if (source.kind === "fixed") return () => source.value;
    if (source.kind === "argument") return createPathRead(source.path);
    throw new Error(`A list cannot have in it what is of the kind ${source.kind}`);
  });
  return (args) => {
    try {
      return encode(reads.map((read) => read(args)));
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      const [index, ...rest] = error.at;
      const source = sources[index as number];
      refuse(source?.kind === "argument" ? [...source.path, ...rest] : [], error.message);
    }
  };
}

function createCountRead(count: RowCount): (args: unknown) => number {
  if (typeof count === "number") return () => count;
  const read = createPathRead(count);
  return (args) => checkRowCount(read(args), count);
}

/** The plan's shape says that every step but the last is there. */
function createPathRead(path: ArgumentPath): Read {
  type Steps = Readonly<Record<string | number, unknown>>;
  const [first, second, third] = path;
  if (path.length === 1) return (args) => (args as Steps)[first!];
  if (path.length === 2) return (args) => ((args as Steps)[first!] as Steps)[second!];
  if (path.length === 3) return (args) => (((args as Steps)[first!] as Steps)[second!] as Steps)[third!];
  return (args) => path.reduce<unknown>((value, step) => (value as Steps)[step], args);
}

function readSqlValue(found: unknown, places: readonly number[]): unknown {
  const fragment = SqlOrder.isOrder(found) ? SqlOrder.partsOf(found).fragment : found;
  return places.reduce<unknown>((value, place) => SqlFragment.valuesOf(value as SqlFragment)[place], fragment);
}

/** What is wrong in a cursor is not the caller's to mend: of whichever value, the cursor as a whole is none. */
function createCursorRead(encode: Encode, { side, part }: Extract<SlotSource, { kind: "cursor" }>): Read {
  return (args) => {
    const { [side]: position } = args as Readonly<Record<typeof side, Position>>;
    try {
      return encode(position.values[part]);
    } catch (error) {
      if (error instanceof ValueError) refuseCursor(side);
      throw error;
    }
  };
}

function checkList(value: unknown, path: ArgumentPath): readonly unknown[] {
  if (!Array.isArray(value)) refuse(path, `Expected a list of values, got ${kindOf(value)}.`);
  const missing = value.findIndex((each) => each === null || each === undefined);
  if (missing >= 0) {
    const place = [...path, missing];
    if (value[missing] === undefined) refuseUndefined(place);
    refuse(place, "Expected a value, got null.");
  }
  return value;
}

function checkRowCount(value: unknown, path: ArgumentPath): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    refuse(path, "Expected a number of rows: whole, and not negative.");
  }
  return value;
}

/** More than a page can have: the statement asks for one more, and counts in 32 bits. */
const mostRows = 1_000_000;

function checkPageSize(value: unknown, path: ArgumentPath): number {
  const limit = checkRowCount(value, path);
  if (limit < 1 || limit > mostRows) refuse(path, `Expected a number of rows from 1 to ${mostRows}.`);
  return limit;
}

/** Reads how many levels of a recursive relation are wanted. */
export function createDepthRead(path: RowCount): (args: unknown) => number {
  if (typeof path === "number") return () => path;
  const read = createPathRead(path);
  return (args) => {
    const value = read(args);
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1 || value > maxLevels) {
      refuse(path, `Expected a number of levels: whole, and from 1 to ${maxLevels}. Without it, all are loaded.`);
    }
    return value;
  };
}

/** In a circle, rows are looked for again on every level. */
const maxLevels = 1000;
