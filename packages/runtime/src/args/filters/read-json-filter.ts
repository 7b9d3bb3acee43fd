import type { JsonTestName } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { everything, not, type Filter, type JsonPathTest } from "./filter.js";
import { kindOf, readFlag, refuse, refuseName, refuseUndefined } from "../refuse.js";

/** What can be asked of a value in JSON; the others of these names are asked of fields. */
const tests: Readonly<Record<string, JsonTestName>> = {
  equals: "=",
  not: "=",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  contains: "contains",
  startsWith: "starts-with",
  endsWith: "ends-with",
  has: "has",
  isNull: "is-null",
};
const known = ["path", ...Object.keys(tests), "mode"];

/** Checks what is asked of the value at the end of a path through the JSON of a field: all of it must hold. */
export function readJsonFilter(
  given: Readonly<Record<string, unknown>>,
  field: FieldMetadata,
  path: ArgumentPath,
): Filter {
  const steps = [...path, "path"];
  if (given["path"] === undefined) refuseUndefined(steps);
  if (!Array.isArray(given["path"])) {
    refuse(steps, `Expected a list of names, and of places in lists, got ${kindOf(given["path"])}.`);
  }
  const names = Object.keys(given).filter((name) => name !== "path");
  if (names.every((name) => name === "mode")) refuse(path, "A filter says at least one thing.");
  const isInsensitive = names.includes("mode");
  return {
    kind: "all",
    filters: names.map((name): Filter => {
      const place = [...path, name];
      const value = given[name];
      if (value === undefined) refuseUndefined(place);
      if (name === "mode") {
        if (value !== "insensitive") refuse(place, 'Expected "insensitive".');
        return everything;
      }
      const test = Object.hasOwn(tests, name) ? tests[name]! : refuseName(place, "A filter of a value in JSON", known);
      const asked = (named: JsonTestName): JsonPathTest => {
        return { kind: "json-test", field, test: named, steps, path: place, isInsensitive };
      };
      if (name === "isNull") return readFlag(value, place) ? asked(test) : not(asked(test));
      // Null in JSON, and nothing there, are one.
      if (value === null && test === "=") return name === "not" ? not(asked("is-null")) : asked("is-null");
      if (value === null && test !== "has") refuse(place, "Expected a value, got null.");
      return name === "not" ? not(asked(test)) : asked(test);
    }),
  };
}
