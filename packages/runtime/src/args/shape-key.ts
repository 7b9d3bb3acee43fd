import { isAggregateName } from "../metadata/aggregates.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ArcMetadata, ModelMetadata } from "../metadata/metadata.js";
import { SqlFragment, SqlOrder } from "../sql-fragment.js";
import { maxDepth } from "./argument-path.js";
import { shapeOfSql } from "./filters/read-sql.js";
import { shapeOfJsonOperator } from "./writes/read-json-edits.js";
import { operatorsOf } from "./writes/read-operators.js";
import { lockStrengths } from "./read-lock.js";
import { isPlain } from "./refuse.js";
import { shapeOfFilter, shapeOfFlag, shapeOfValue } from "./filters/shape-of-filter.js";

/**
 * The shape of a call's arguments: two calls with the same key differ in values alone, so they share one plan. Cheap,
 * because it runs on every call: names and kinds are appended as they are met, and the schema says where a value begins
 * that is not to be looked into (JSON, dates, bytes, lists).
 *
 * Anything wrong becomes `?`. Planning such a call throws, so no plan is ever kept under a key with `?` in it, and the walk need
 * not judge; names that reach the key are names of the schema, so no name can imitate another key.
 */
export function shapeOf(args: unknown, model: ModelMetadata): string {
  return args === undefined ? "" : shapeOfArguments(args, model, 0);
}

/** The shape of what is to be loaded for rows that are there. */
export function shapeOfInclude(include: unknown, model: ModelMetadata): string {
  return shapeOfChoices(include, model, 0);
}

/** Whether a key stands for arguments that cannot be planned. */
export function isMalformed(key: string): boolean {
  return key.includes("?");
}

/** What says nothing when it is undefined, and must not. */
const undefinedNames: ReadonlySet<string> = new Set(["where", "data", "id", "create", "update"]);

function shapeOfArguments(args: unknown, model: ModelMetadata, depth: number): string {
  if (!isPlain(args) || depth > maxDepth) return "?";
  let key = "";
  for (const name of Object.keys(args)) {
    const value = args[name];
    if (value === undefined) {
      if (undefinedNames.has(name)) key += "?";
      continue;
    }
    switch (name) {
      case "where":
        key += `w{${shapeOfFilter(value, model, depth)}}`;
        break;
      case "include":
        key += `i{${shapeOfChoices(value, model, depth)}}`;
        break;
      case "select":
        key += `s{${shapeOfChoices(value, model, depth)}}`;
        break;
      case "orderBy":
        key += `o{${args["by"] === undefined ? shapeOfOrder(value, model, depth) : shapeOfGroupOrder(value, model, depth)}}`;
        break;
      case "distinct":
        key += `u{${shapeOfNames(value, model)}}`;
        break;
      case "counts":
        key += shapeOfCounts(value, model, depth);
        break;
      case "omit":
        key += `m{${shapeOfFlags(value, model.members)}}`;
        break;
      case "by":
        key += `g{${shapeOfNames(value, model)}}`;
        break;
      case "having":
        key += `h{${shapeOfFilter(value, model.aggregates.members, depth)}}`;
        break;
      case "count":
      case "countDistinct":
      case "sum":
      case "avg":
      case "min":
      case "max":
        if (value !== false) key += `${name}${shapeOfAggregate(value, model.aggregates[name])}`;
        break;
      case "limit":
        key += "l";
        break;
      case "offset":
        key += "f";
        break;
      case "lock":
        key += `lock:${lockStrengths.find((strength) => strength === value) ?? "?"};`;
        break;
      case "skipLocked":
      case "noWait":
        key += value === true ? name : value === false ? "" : "?";
        break;
      case "snapshot":
        key += value === true ? "snapshot;" : value === false ? "" : "?";
        break;
      case "after":
      case "before":
        key += `${name}{${shapeOfPosition(value)}}`;
        break;
      case "skip":
        key += "k";
        break;
      case "data":
        key += `d{${shapeOfData(value, model)}}`;
        break;
      case "create":
      case "update":
        key += `${name}{${shapeOfData(value, model)}}`;
        break;
      case "id":
        key += isPlain(value) ? `#{${shapeOfFilter(value, model, depth)}}` : shapeOfValue(value);
        break;
      case "load":
        key += value === "join" || value === "json" || value === "batch" ? `L${value}` : "?";
        break;
      case "recursive":
        key += value === true ? "R" : "?";
        break;
      case "maxDepth":
        key += "m";
        break;
      case "withDeleted":
      case "hardDelete":
        key += model.softDelete === undefined ? "?" : value === true ? name : value === false ? "" : "?";
        break;
      case "all":
        key += value === true ? "a" : "?";
        break;
      default:
        key += "?";
    }
  }
  return key;
}

function shapeOfChoices(choices: unknown, model: ModelMetadata, depth: number): string {
  if (!isPlain(choices)) return "?";
  let key = "";
  for (const name of Object.keys(choices)) {
    const choice = choices[name];
    const member = model.members.get(name);
    if (member === undefined) key += name === "counts" ? shapeOfCounts(choice, model, depth) : "?";
    else if (choice === true) key += `${name}+`;
    else if (choice === false || choice === undefined) key += `${name}-`;
    else if (member.kind === "field") key += "?";
    else if (member.kind === "arc") key += `${name}{${shapeOfTargets(choice, member, depth)}}`;
    else key += `${name}{${shapeOfArguments(choice, member.target, depth + 1)}}`;
  }
  return key;
}

function shapeOfCounts(counts: unknown, model: ModelMetadata, depth: number): string {
  if (counts === undefined) return "";
  if (!isPlain(counts)) return "?";
  let key = "c{";
  for (const name of Object.keys(counts)) {
    const choice = counts[name];
    const relation = model.members.get(name);
    if (relation?.kind !== "relation") key += "?";
    else if (choice === true) key += `${name}+`;
    else if (choice !== false && choice !== undefined)
      key += `${name}{${shapeOfArguments(choice, relation.target, depth + 1)}}`;
  }
  return `${key}}`;
}

function shapeOfAggregate(value: unknown, fields: ReadonlyMap<string, unknown>): string {
  return value === true ? "+" : `{${shapeOfFlags(value, fields)}}`;
}

/** Names that are said to be wanted, or not to be. */
function shapeOfFlags(flagged: unknown, known: ReadonlyMap<string, unknown>): string {
  if (!isPlain(flagged)) return "?";
  let key = "";
  for (const name of Object.keys(flagged)) {
    const flag = flagged[name];
    if (!known.has(name)) key += "?";
    else if (flag !== undefined) key += shapeOfFlag(name, flag);
  }
  return key;
}

function shapeOfTargets(choices: unknown, { targets }: ArcMetadata, depth: number): string {
  if (!isPlain(choices)) return "?";
  let key = "";
  for (const name of Object.keys(choices)) {
    const choice = choices[name];
    const relation = targets.get(name);
    if (relation === undefined || choice === false) key += "?";
    else if (choice !== true && choice !== undefined)
      key += `${name}{${shapeOfArguments(choice, relation.target, depth + 1)}}`;
  }
  return key;
}

function shapeOfOrder(order: unknown, model: ModelMetadata, depth: number): string {
  let key = "";
  if (Array.isArray(order)) {
    for (const each of order) key += shapeOfOrder(each, model, depth + 1);
    return key;
  }
  if (!isPlain(order) || depth > maxDepth) return "?";
  if (SqlFragment.isFragment(order)) return shapeOfSql(order);
  if (SqlOrder.isOrder(order)) return shapeOfSqlOrder(order);
  for (const name of Object.keys(order)) {
    const term = order[name];
    const member = model.members.get(name);
    if (term === undefined) continue;
    if (member === undefined) {
      const isRelevance = name === "relevance" && model.search !== undefined && typeof term === "string";
      key += isRelevance ? name + shapeOfDirection(term) : "?";
    } else if (member.kind === "relation") {
      key += `${name}{${member.isMany ? shapeOfCountOrder(term) : shapeOfOrder(term, member.target, depth + 1)}}`;
    } else if (member.kind === "arc") key += "?";
    else key += shapeOfFieldOrder(term, member, depth);
  }
  return key;
}

function shapeOfFieldOrder(term: unknown, { name, object, isList }: FieldMetadata, depth: number): string {
  if (object === undefined) return name + shapeOfDirection(term);
  if (isList || !isPlain(term) || depth > maxDepth) return "?";
  let key = `${name}{`;
  for (const part of Object.keys(term)) {
    const field = object.members.get(part);
    if (term[part] !== undefined) key += field === undefined ? "?" : shapeOfFieldOrder(term[part], field, depth + 1);
  }
  return `${key}}`;
}

function shapeOfSqlOrder(order: SqlOrder): string {
  const { fragment, direction, nulls } = SqlOrder.partsOf(order);
  return SqlFragment.isFragment(fragment) ? shapeOfSql(fragment) + shapeOfDirection({ sort: direction, nulls }) : "?";
}

function shapeOfCountOrder(term: unknown): string {
  return isPlain(term) && Object.keys(term).join() === "count" ? shapeOfDirection(term["count"]) : "?";
}

/** A name of an aggregate is one, whatever members the model has. */
function shapeOfGroupOrder(order: unknown, model: ModelMetadata, depth: number): string {
  let key = "";
  if (Array.isArray(order)) {
    for (const each of order) key += shapeOfGroupOrder(each, model, depth + 1);
    return key;
  }
  if (!isPlain(order) || depth > maxDepth) return "?";
  for (const name of Object.keys(order)) {
    const term = order[name];
    if (term === undefined) continue;
    if (!isAggregateName(name)) key += model.members.has(name) ? name + shapeOfDirection(term) : "?";
    else if (!isPlain(term)) key += name + shapeOfDirection(term);
    else {
      for (const field of Object.keys(term)) {
        if (!model.aggregates[name].has(field)) key += "?";
        else if (term[field] !== undefined) key += `${name}.${field}${shapeOfDirection(term[field])}`;
      }
    }
  }
  return key;
}

function shapeOfDirection(term: unknown): string {
  if (term === "asc") return "<";
  if (term === "desc") return ">";
  if (!isPlain(term)) return "?";
  const { sort, nulls } = term;
  if (Object.keys(term).some((name) => name !== "sort" && name !== "nulls")) return "?";
  return (
    (sort === "asc" ? "<" : sort === "desc" ? ">" : "?") +
    (nulls === undefined ? "" : nulls === "first" ? "0" : nulls === "last" ? "1" : "?")
  );
}

/** What a cursor was opened into: which of its values are null. */
function shapeOfPosition(position: unknown): string {
  if (position === null) return "";
  if (!isPlain(position) || !Array.isArray(position["values"])) return "?";
  return position["values"].map(shapeOfValue).join("");
}

function shapeOfNames(names: unknown, model: ModelMetadata): string {
  if (!Array.isArray(names)) return "?";
  return names.map((name) => (model.members.has(name as string) ? `${name},` : "?")).join("");
}

function shapeOfData(data: unknown, model: ModelMetadata): string {
  if (!isPlain(data)) return "?";
  let key = "";
  for (const name of Object.keys(data)) {
    const member = model.members.get(name);
    // Data with rows of relations are read anew by each call.
    if (member?.kind === "relation" || member?.kind === "arc") return "~";
    const value = data[name];
    if (member?.kind !== "field" || value === undefined) key += "?";
    else key += isPlain(value) ? `${name}${shapeOfOperator(value, member)},` : `${name},`;
  }
  return key;
}

/** A value that is an object says what is done, unless its field holds such. */
function shapeOfOperator(value: Readonly<Record<string, unknown>>, field: FieldMetadata): string {
  const known = operatorsOf(field);
  if (known.length === 0) return shapeOfJsonOperator(value, field);
  const names = Object.keys(value);
  const operator = known.find((each) => each === names[0]);
  return names.length !== 1 || operator === undefined || value[operator] === undefined ? "?" : `:${operator}`;
}
