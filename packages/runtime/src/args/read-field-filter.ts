import { listFilterOperators } from "@joinery/schema";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { everything, not, type Filter, type TestOperator } from "./filter.js";
import { isPlain, readFlag, refuse, refuseName, refuseUndefined } from "./refuse.js";

const comparisons: Readonly<Record<string, TestOperator>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
const patterns: Readonly<Record<string, TestOperator>> = {
  contains: "contains",
  startsWith: "starts-with",
  endsWith: "ends-with",
  like: "like",
};
const listTests: Readonly<Record<string, TestOperator>> = {
  has: "has",
  hasSome: "has-some",
  hasEvery: "has-every",
};

/** What a filter says of one field: a value, or an object of operators that all must hold. */
export function readFieldFilter(
  value: unknown,
  field: FieldMetadata,
  path: ArgumentPath,
  isInsensitiveAround = false,
): Filter {
  if (!isPlain(value)) {
    if (isJson(field) && value !== null) refuse(path, 'Expected "equals" or "not".');
    return equality(value, field, path, isInsensitiveAround);
  }
  const names = Object.keys(value);
  if (names.every((name) => name === "mode")) refuse(path, "A filter says at least one thing.");
  const known = operatorsOf(field);
  const isInsensitive = isInsensitiveAround || names.includes("mode");
  return {
    kind: "all",
    filters: names.map((name) => {
      const place = [...path, name];
      if (!known.includes(name)) refuseName(place, `A filter of ${describe(field)}`, known);
      return readOperator(name, value[name], field, place, isInsensitive);
    }),
  };
}

function operatorsOf({ type, isList, isNullable }: FieldMetadata): readonly string[] {
  return listFilterOperators({ scalar: type.scalar, isList, isNullable });
}

function readOperator(
  name: string,
  value: unknown,
  field: FieldMetadata,
  path: ArgumentPath,
  isInsensitive: boolean,
): Filter {
  if (value === undefined) refuseUndefined(path);
  const test = (operator: TestOperator, place = path): Filter => ({
    kind: "test",
    field,
    operator,
    path: place,
    isInsensitive,
  });
  const flag = (filter: Filter): Filter => (readFlag(value, path) ? filter : not(filter));
  switch (name) {
    case "equals":
      return equality(value, field, path, isInsensitive);
    case "not":
      if (path.length > maxDepth) refuse(path, `Filters nest at most ${maxDepth} deep.`);
      return not(
        !isJson(field) && isPlain(value)
          ? readFieldFilter(value, field, path, isInsensitive)
          : equality(value, field, path, isInsensitive),
      );
    case "in":
    case "notIn":
      if (!Array.isArray(value)) refuse(path, "Expected a list of values.");
      return name === "in" ? test("in") : not(test("in"));
    case "between":
      if (!Array.isArray(value) || value.length !== 2) refuse(path, "Expected a list of two values, from and to.");
      if (value.includes(undefined)) refuseUndefined([...path, value.indexOf(undefined)]);
      return { kind: "all", filters: [test(">=", [...path, 0]), test("<=", [...path, 1])] };
    case "isNull":
      return flag({ kind: "null", field });
    case "isEmpty":
      return flag(test("is-empty"));
    case "mode":
      if (value !== "insensitive") refuse(path, 'Expected "insensitive".');
      return everything;
    case "hasSome":
    case "hasEvery":
      if (!Array.isArray(value)) refuse(path, "Expected a list of values.");
  }
  if (value === null) refuse(path, "Expected a value, got null.");
  return test(comparisons[name] ?? patterns[name] ?? listTests[name]!);
}

function equality(value: unknown, field: FieldMetadata, path: ArgumentPath, isInsensitive: boolean): Filter {
  if (value === undefined) refuseUndefined(path);
  if (value === null) {
    if (!field.isNullable) refuse(path, `${field.name} is never null.`);
    return { kind: "null", field };
  }
  if (field.isList && !Array.isArray(value)) refuse(path, "Expected a list of values.");
  if (!isJson(field)) {
    if (!field.isList && Array.isArray(value))
      refuse(path, 'Expected one value, got a list: say "in" for any of them.');
    if (isPlain(value)) refuse(path, `Expected a value of ${describe(field)}, got an object.`);
  }
  return { kind: "test", field, operator: "=", path, isInsensitive };
}

/** A JSON value could itself look like a filter. */
function isJson({ type, isList }: FieldMetadata): boolean {
  return type.scalar === "Json" && !isList;
}

function describe({ type, isList }: FieldMetadata): string {
  return `${type.scalar === "Enum" ? type.enum!.name : type.scalar}${isList ? "[]" : ""}`;
}
