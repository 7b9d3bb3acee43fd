import { listFilterOperators } from "@joinery/schema";
import { FieldReference } from "../../field-reference.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { maxDepth, type ArgumentPath } from "../argument-path.js";
import { everything, not, type FieldTest, type Filter, type TestOperator } from "./filter.js";
import { readComparedField } from "./read-field-reference.js";
import { readJsonFilter } from "./read-json-filter.js";
import { isPlain, readFlag, refuse, refuseName, refuseUndefined } from "../refuse.js";

const comparisons: Readonly<Record<string, FieldTest["operator"]>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
const textTests: Readonly<Record<string, FieldTest["operator"]>> = {
  contains: "contains",
  startsWith: "starts-with",
  endsWith: "ends-with",
};
const valueTests: Readonly<Record<string, TestOperator>> = {
  like: "like",
  matches: "matches",
  has: "has",
  hasSome: "has-some",
  hasEvery: "has-every",
};

/** The field that a filter asks about, and how. */
interface Question {
  readonly field: FieldMetadata;
  /** What it can be compared with: see {@link readComparedField}. */
  readonly row: ModelMetadata | undefined;
  readonly isInsensitive: boolean;
}

/**
 * What a filter says of one field: a value, or an object of operators that all must hold.
 *
 * @param row the row whose fields it can be compared with
 */
export function readFieldFilter(
  value: unknown,
  field: FieldMetadata,
  row: ModelMetadata | undefined,
  path: ArgumentPath,
): Filter {
  return readQuestion(value, { field, row, isInsensitive: false }, path);
}

function readQuestion(value: unknown, around: Question, path: ArgumentPath): Filter {
  const { field } = around;
  if (!isPlain(value)) {
    if (isJson(field) && value !== null) refuse(path, 'Expected "equals" or "not".');
    return equality(value, around, path);
  }
  if (FieldReference.isReference(value)) refuse(path, `Say what it is compared by: { equals: ${value.toString()} }.`);
  if (isJson(field) && Object.hasOwn(value, "path")) return readJsonFilter(value, field, path);
  const names = Object.keys(value);
  if (names.every((name) => name === "mode")) refuse(path, "A filter says at least one thing.");
  const known = operatorsOf(field);
  const question = { ...around, isInsensitive: around.isInsensitive || names.includes("mode") };
  return {
    kind: "all",
    filters: names.map((name) => {
      const place = [...path, name];
      if (!known.includes(name)) refuseName(place, `A filter of ${describe(field)}`, known);
      return readOperator(name, value[name], question, place);
    }),
  };
}

function operatorsOf({ type, isList, isNullable }: FieldMetadata): readonly string[] {
  return listFilterOperators({ scalar: type.scalar, isList, isNullable });
}

function readOperator(name: string, value: unknown, question: Question, path: ArgumentPath): Filter {
  const { field, isInsensitive } = question;
  if (value === undefined) refuseUndefined(path);
  const test = (operator: TestOperator, place = path): Filter => ({
    kind: "test",
    field,
    operator,
    path: place,
    isInsensitive,
  });
  const compare = (operator: FieldTest["operator"], given: unknown, place = path): Filter =>
    FieldReference.isReference(given)
      ? {
          kind: "field-test",
          field,
          operator,
          other: readComparedField(given, field, question.row, place),
          isInsensitive,
        }
      : test(operator, place);
  const flag = (filter: Filter): Filter => (readFlag(value, path) ? filter : not(filter));
  switch (name) {
    case "equals":
      return equality(value, question, path);
    case "not": {
      if (path.length > maxDepth) refuse(path, `Filters nest at most ${maxDepth} deep.`);
      const isFilter = !isJson(field) && isPlain(value) && !FieldReference.isReference(value);
      return not(isFilter ? readQuestion(value, question, path) : equality(value, question, path));
    }
    case "in":
    case "notIn":
      if (!Array.isArray(value)) refuse(path, "Expected a list of values.");
      return name === "in" ? test("in") : not(test("in"));
    case "between":
      if (!Array.isArray(value) || value.length !== 2) refuse(path, "Expected a list of two values, from and to.");
      if (value.includes(undefined)) refuseUndefined([...path, value.indexOf(undefined)]);
      return {
        kind: "all",
        filters: [compare(">=", value[0], [...path, 0]), compare("<=", value[1], [...path, 1])],
      };
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
  const compared = comparisons[name] ?? textTests[name];
  return compared === undefined ? test(valueTests[name]!) : compare(compared, value);
}

function equality(value: unknown, { field, row, isInsensitive }: Question, path: ArgumentPath): Filter {
  if (value === undefined) refuseUndefined(path);
  if (FieldReference.isReference(value)) {
    return {
      kind: "field-test",
      field,
      operator: "=",
      other: readComparedField(value, field, row, path),
      isInsensitive,
    };
  }
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
