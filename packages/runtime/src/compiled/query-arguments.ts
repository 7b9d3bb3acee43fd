import type { QueryDefinition, QueryEntry, QueryParameter, QueryValue, Schema } from "@joinery/schema";
import { readConstantDefault, valueTypeOf } from "@joinery/sql";
import type { ArgumentPath } from "../args/argument-path.js";
import { isPlain } from "../args/refuse.js";
import { sampleValue } from "../plan/sample-value.js";
import type { RowCount, SlotSource } from "../plan/slots.js";

/** Stands, in the arguments of a query, for the value of a parameter. */
class Hole {
  constructor(readonly parameter: QueryParameter) {}
}

/** The arguments of `findMany` that a query stands for, with holes. */
export interface QueryArguments {
  /** With a value in each hole: null for these parameters, for the others anything of their kind, which is all that a plan depends on. */
  fill(nulls: ReadonlySet<string>): unknown;
  /** From where those arguments have a value to the parameter that gives it, or to the value. */
  moveSource(source: SlotSource): SlotSource;
  /** The same of a number. */
  moveCount(count: RowCount): RowCount;
}

export function readQueryArguments(query: QueryDefinition, schema: Schema): QueryArguments {
  const parameters = new Map(query.parameters.map((parameter) => [parameter.name, parameter]));
  const read = (value: QueryValue): unknown => {
    switch (value.kind) {
      case "literal":
        if (value.type === undefined) return value.value;
        return readConstantDefault(value, valueTypeOf({ type: value.type }, schema))!.value;
      case "parameter":
        return new Hole(parameters.get(value.name)!);
      case "list":
        return value.items.map(read);
      case "object":
        return readEntries(value.entries);
    }
  };
  const readEntries = (entries: readonly QueryEntry[]) =>
    Object.fromEntries(entries.map((entry) => [entry.name, read(entry.value)]));
  const args = readEntries(query.arguments);
  return {
    fill: (nulls) => fill(args, nulls, schema),
    moveSource: (source) => moveSource(source, args),
    moveCount: (count) => moveCount(count, args),
  };
}

function fill(value: unknown, nulls: ReadonlySet<string>, schema: Schema): unknown {
  if (value instanceof Hole) return sampleOf(value.parameter, nulls, schema);
  if (Array.isArray(value)) return value.map((each) => fill(each, nulls, schema));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, nulls, schema)]));
}

/** Its default, where it has one that is the same for every call. */
function sampleOf(parameter: QueryParameter, nulls: ReadonlySet<string>, schema: Schema): unknown {
  if (nulls.has(parameter.name)) return null;
  const type = valueTypeOf(parameter, schema);
  return readConstantDefault(parameter.default, type)?.value ?? sampleValue(type, 1);
}

function moveSource(source: SlotSource, args: unknown): SlotSource {
  switch (source.kind) {
    case "argument":
    case "list":
      return moveValue(source.kind, find(args, source.path));
    case "row-count": {
      const count = moveCount(source.path, args);
      return typeof count === "number" ? { kind: "fixed", value: count } : { ...source, path: count };
    }
    case "depth":
      return { ...source, path: moveCount(source.path, args) };
    case "last-row": {
      const { limit, offset } = source;
      const moved = { limit: moveCount(limit, args), ...(offset !== undefined && { offset: moveCount(offset, args) }) };
      return { kind: "last-row", ...moved };
    }
    default:
      return source;
  }
}

function moveValue(kind: "argument" | "list", value: unknown): SlotSource {
  if (value instanceof Hole) return { kind, path: [value.parameter.name] };
  if (!Array.isArray(value) || !value.some((each) => each instanceof Hole)) return { kind: "fixed", value };
  return { kind: "values", of: value.map((each) => moveValue("argument", each)) };
}

function moveCount(count: RowCount, args: unknown): RowCount {
  if (typeof count === "number") return count;
  const value = find(args, count);
  return value instanceof Hole ? [value.parameter.name] : (value as number);
}

function find(args: unknown, path: ArgumentPath): unknown {
  return path.reduce<unknown>((value, step) => (value as Readonly<Record<string | number, unknown>>)[step], args);
}
