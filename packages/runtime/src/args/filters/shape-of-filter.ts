import { FieldReference } from "../../field-reference.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArcMetadata, Members, RelationMetadata } from "../../metadata/metadata.js";
import { SqlFragment } from "../../sql-fragment.js";
import { maxDepth } from "../argument-path.js";
import { shapeOfSql } from "./read-sql.js";
import { isPlain } from "../refuse.js";

/** The shape of a `where`, as `shapeOf` has it in its key. */
export function shapeOfFilter(where: unknown, model: Members, depth: number): string {
  if (!isPlain(where) || depth > maxDepth) return "?";
  if (SqlFragment.isFragment(where)) return shapeOfSql(where);
  let key = "";
  for (const name of Object.keys(where)) {
    const value = where[name];
    const member = model.members.get(name);
    if (member === undefined) {
      const isSearch = name === "search" && model.search !== undefined;
      key += isSearch ? (typeof value === "string" ? "search=" : "?") : shapeOfLogical(name, value, model, depth);
    } else if (member.kind === "relation") key += `${name}{${shapeOfRelationFilter(value, member, depth)}}`;
    else if (member.kind === "arc") key += `${name}{${shapeOfArcFilter(value, member, depth)}}`;
    else if (member.object !== undefined || member.element !== undefined) {
      key += name + shapeOfObjectFilter(value, member, depth);
    } else if (isPlain(value)) key += `${name}{${shapeOfOperators(value, member, depth)}}`;
    else key += name + shapeOfValue(value);
  }
  return key;
}

function shapeOfLogical(name: string, value: unknown, model: Members, depth: number): string {
  if (name !== "AND" && name !== "OR" && name !== "NOT") return "?";
  if (!Array.isArray(value)) return `${name}{${shapeOfFilter(value, model, depth + 1)}}`;
  let key = `${name}[`;
  for (const each of value) key += `${shapeOfFilter(each, model, depth + 1)},`;
  return `${key}]`;
}

function shapeOfRelationFilter(value: unknown, relation: RelationMetadata, depth: number): string {
  if (value === null) return "!";
  if (!isPlain(value)) return "?";
  let key = "";
  for (const name of Object.keys(value)) {
    if (!/^(some|every|none|is|isNot)$/.test(name)) return "?";
    const filter = value[name];
    key += filter === null ? `${name}!` : `${name}{${shapeOfFilter(filter, relation.target, depth + 1)}}`;
  }
  return key;
}

function shapeOfArcFilter(value: unknown, arc: ArcMetadata, depth: number): string {
  if (value === null) return "!";
  if (!isPlain(value) || depth > maxDepth) return "?";
  let key = "";
  for (const name of Object.keys(value)) {
    const filter = value[name];
    const relation = arc.targets.get(name);
    if (relation !== undefined) key += `${name}{${shapeOfFilter(filter, relation.target, depth + 1)}}`;
    else if (name === "is" || name === "isNot") key += `${name}{${shapeOfArcFilter(filter, arc, depth + 1)}}`;
    else return "?";
  }
  return key;
}

function shapeOfObjectFilter(value: unknown, field: FieldMetadata, depth: number): string {
  if (value === null) return "!";
  const { object } = field;
  if (object !== undefined && !field.isList) return `{${shapeOfFilter(value, object, depth + 1)}}`;
  if (!isPlain(value)) return "?";
  let key = "{";
  for (const name of Object.keys(value)) {
    const test = value[name];
    if (name === "isEmpty") key += shapeOfFlag(name, test);
    else if (/^(has|hasSome)$/.test(name)) key += name + shapeOfValue(test);
    else if (object !== undefined && /^(some|every|none)$/.test(name)) {
      key += `${name}{${shapeOfFilter(test, object, depth + 1)}}`;
    } else return "?";
  }
  return `${key}}`;
}

export function shapeOfFlag(name: string, value: unknown): string {
  return value === true ? `${name}+` : value === false ? `${name}-` : "?";
}

const flags = new Set(["isNull", "isEmpty"]);
const operators = new Set(
  "equals not in notIn lt lte gt gte between contains startsWith endsWith like matches has hasSome hasEvery mode".split(
    " ",
  ),
);

function shapeOfOperators(filter: Readonly<Record<string, unknown>>, field: FieldMetadata, depth: number): string {
  if (depth > maxDepth) return "?";
  let key = "";
  const isInJson = field.type.scalar === "Json" && !field.isList && Object.hasOwn(filter, "path");
  for (const name of Object.keys(filter)) {
    const value = filter[name];
    if (isInJson && name === "path") key += Array.isArray(value) ? "path=" : "?";
    else if (operators.has(name)) {
      const isFilter = name === "not" && (field.isList || field.type.scalar !== "Json") && isPlain(value);
      if (isFilter && !FieldReference.isReference(value)) {
        key += `not{${shapeOfOperators(value, field, depth + 1)}}`;
      } else key += name + shapeOfOperand(name, value);
    } else if (flags.has(name)) key += shapeOfFlag(name, value);
    else key += "?";
  }
  return key;
}

/** Lists of values differ in length only; but where one value belongs, a list is a mistake. */
function shapeOfOperand(name: string, value: unknown): string {
  if (name === "between") {
    return Array.isArray(value) && value.length === 2 ? shapeOfValue(value[0]) + shapeOfValue(value[1]) : "?";
  }
  if (name === "mode") return value === "insensitive" ? "=" : "?";
  return shapeOfValue(value);
}

/** Of a value: whether it is null, a list or another field. */
export function shapeOfValue(value: unknown): string {
  if (value === null) return "!";
  if (value === undefined) return "?";
  if (Array.isArray(value)) return "*";
  if (!isPlain(value)) return "=";
  // Another field is no value: what it is compared with is part of the statement.
  return FieldReference.isReference(value) ? `&${value.toString()};` : "@";
}
