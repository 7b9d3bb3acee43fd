import { FieldReference } from "../../field-reference.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { SqlFragment } from "../../sql-fragment.js";
import { isTable, tableOf } from "../../table-of.js";
import { maxDepth, type ArgumentPath } from "../argument-path.js";
import { readFieldReference } from "./read-field-reference.js";
import { isPlain, kindOf, refuse, refuseUndefined } from "../refuse.js";
import type { SqlPart } from "./sql-part.js";

/**
 * What a fragment is about: the row of a filter or of an order, of which its fields are the columns; or, where SQL is all there is, nothing,
 * and a field is the name of its column.
 */
export type SqlSubject = { readonly row: ModelMetadata | undefined } | "anything";

/**
 * Checks what was put into a fragment, down to the innermost. Of a value only that it could be one: the rest is found when it is bound.
 *
 * @throws InvalidArgument with the places of what cannot stand in SQL: `where[0][2]`
 */
export function readSql(fragment: SqlFragment, subject: SqlSubject, path: ArgumentPath): readonly SqlPart[] {
  const parts: SqlPart[] = [];
  const read = (each: SqlFragment, places: readonly number[]) => {
    if (places.length > maxDepth) refuse(path, `Fragments of SQL nest at most ${maxDepth} deep.`);
    const strings = SqlFragment.stringsOf(each);
    SqlFragment.valuesOf(each).forEach((value, index) => {
      const before = strings?.[index] ?? "";
      const place = [...places, index];
      if (before !== "") parts.push({ kind: "text", text: before });
      if (SqlFragment.isFragment(value)) read(value, place);
      else parts.push(readPart(value, before.endsWith("."), subject, path, place));
    });
    const after = strings?.at(-1) ?? "";
    if (after !== "") parts.push({ kind: "text", text: after });
  };
  read(fragment, []);
  return parts;
}

function readPart(
  value: unknown,
  isAfterDot: boolean,
  subject: SqlSubject,
  path: ArgumentPath,
  places: readonly number[],
): SqlPart {
  const place = [...path, ...places];
  if (FieldReference.isReference(value)) {
    // What stands before the dot says whose it is.
    if (isAfterDot || subject === "anything") return { kind: "column", name: value.column };
    return { kind: "field", field: readFieldReference(value, subject.row, place) };
  }
  if (isTable(value)) return { kind: "table", table: value[tableOf].table };
  if (value === undefined) refuseUndefined(place);
  if (Array.isArray(value) && value.some((each) => SqlFragment.isFragment(each) || FieldReference.isReference(each))) {
    refuse(place, "A list is one value. To put several fragments in, say sql.join(list).");
  }
  if (isPlain(value) || typeof value === "function" || typeof value === "symbol") {
    refuse(place, `Expected a value, a field, a repository or sql\`…\`, got ${kindOf(value)}.`);
  }
  return { kind: "value", places };
}

const shapes = new WeakMap<readonly string[], number>();
let count = 0;

/**
 * The shape of a fragment: which templates, and where in them values, fields and tables stand. The strings of a template are one object however
 * often it runs, and nobody can change them: a number stands for them, which is forgotten with the program text that it stands for.
 */
export function shapeOfSql(fragment: SqlFragment, depth = 0): string {
  if (depth > maxDepth) return "?";
  const strings = SqlFragment.stringsOf(fragment);
  let key = "$";
  if (strings !== undefined) {
    let number = shapes.get(strings);
    if (number === undefined) shapes.set(strings, (number = ++count));
    key += number;
  }
  key += "(";
  for (const value of SqlFragment.valuesOf(fragment)) key += `${shapeOfSqlValue(value, depth)},`;
  return `${key})`;
}

function shapeOfSqlValue(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null)
    return /^(undefined|function|symbol)$/.test(typeof value) ? "?" : "=";
  if (SqlFragment.isFragment(value)) return shapeOfSql(value, depth + 1);
  if (FieldReference.isReference(value)) return `&${value.toString()}`;
  if (isTable(value)) return `#${value[tableOf].name}`;
  return isPlain(value) ? "?" : "=";
}
