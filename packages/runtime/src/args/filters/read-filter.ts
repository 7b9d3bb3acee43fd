import { listJsonListOperators, relationQuantifiers } from "@joinery/schema";
import { SqlFragment } from "../../sql-fragment.js";
import { mayBeNull, type FieldMetadata } from "../../metadata/field-metadata.js";
import type { Members, ModelMetadata, RelationMetadata, SearchMetadata } from "../../metadata/metadata.js";
import { maxDepth, type ArgumentPath } from "../argument-path.js";
import { everything, not, type Filter } from "./filter.js";
import { readArcFilter } from "./read-arc-filter.js";
import { readFieldFilter } from "./read-field-filter.js";
import { readSql } from "./read-sql.js";
import { kindOf, readFlag, readObject, refuse, refuseName, refuseUndefined } from "../refuse.js";

const logicalNames = ["AND", "OR", "NOT"];

/** What a filter is about. */
interface Subject {
  /** The model, or the value object, whose members it names. */
  readonly of: Members;
  /** The row that it is of, or in; undefined inside of a list in JSON, whose elements are no rows, and of a group of them. */
  readonly row: ModelMetadata | undefined;
}

/**
 * Checks a `where` and reduces it to a {@link Filter}.
 *
 * @throws InvalidArgument for an unknown name, a wrong kind of value, or `undefined` anywhere
 */
export function readFilter(value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  return readMembers(value, { of: model, row: model }, path);
}

/** Checks what is asked of a group of rows, as {@link readFilter} does of a row. */
export function readGroupFilter(value: unknown, group: Members, path: ArgumentPath): Filter {
  return readMembers(value, { of: group, row: undefined }, path);
}

function readMembers(value: unknown, subject: Subject, path: ArgumentPath): Filter {
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Filters nest at most ${maxDepth} deep.`);
  if (SqlFragment.isFragment(value)) return readSqlFilter(value, subject, path);
  const where = readObject(value, path, "an object of filters");
  const filters = Object.keys(where).map((name) => readMember(name, where[name], subject, [...path, name]));
  return filters.length === 1 ? filters[0]! : { kind: "all", filters };
}

function readSqlFilter(fragment: SqlFragment, { row }: Subject, path: ArgumentPath): Filter {
  if (row === undefined) refuse(path, "The elements of a list are no rows, and SQL is about a row. Ask it of the row.");
  return { kind: "sql", parts: readSql(fragment, { row }, path), path };
}

function readMember(name: string, value: unknown, subject: Subject, path: ArgumentPath): Filter {
  if (logicalNames.includes(name)) return readLogical(name, value, subject, path);
  const { of, row } = subject;
  const member = of.members.get(name);
  if (member === undefined) {
    if (of.search !== undefined && name === "search") return readSearch(value, of.search, path);
    const search = of.search === undefined ? [] : ["search"];
    refuseName(path, of.name, [...of.members.keys(), ...search, ...logicalNames]);
  }
  if (member.kind === "arc") return readArcFilter(value, member, path, readFilter);
  if (member.kind === "relation") return readRelationFilter(value, member, path);
  const isInJson = member.object !== undefined || member.element !== undefined;
  return isInJson ? readObjectFilter(value, member, row, path) : readFieldFilter(value, member, row, path);
}

/** What the text means is settled when it is bound: it is no part of the shape. */
function readSearch(value: unknown, search: SearchMetadata, path: ArgumentPath): Filter {
  if (value === undefined) refuseUndefined(path);
  if (typeof value !== "string") refuse(path, `Expected a text to search for, got ${kindOf(value)}.`);
  return { kind: "search", search, path };
}

/** Null, or what is asked of a value object, or of a list in JSON: then it is there. */
function readObjectFilter(
  value: unknown,
  field: FieldMetadata,
  row: ModelMetadata | undefined,
  path: ArgumentPath,
): Filter {
  if (value === null) {
    if (!field.isNullable) refuse(path, `${field.name} is never null.`);
    return { kind: "null", field };
  }
  const filter = readInside(value, field, row, path);
  if (!mayBeNull(field)) return filter;
  return { kind: "all", filters: [not({ kind: "null", field }), filter] };
}

function readInside(value: unknown, field: FieldMetadata, row: ModelMetadata | undefined, path: ArgumentPath): Filter {
  const { object, element } = field;
  if (!field.isList) return readMembers(value, { of: object!, row }, path);
  const known = listJsonListOperators(field.elementType.scalar);
  const tests = readObject(value, path, `an object with ${known.join(", ")}`);
  const names = Object.keys(tests);
  if (names.length === 0) refuse(path, `Expected an object with ${known.join(", ")}.`);
  const some = (filter: Filter): Filter => ({ kind: "element", list: field, filter });
  const filters = names.map((name): Filter => {
    const place = [...path, name];
    if (!known.includes(name)) refuseName(place, `A filter of ${field.name}`, known);
    const given = tests[name];
    if (name === "isEmpty") return readFlag(given, place) ? not(some(everything)) : some(everything);
    return element === undefined
      ? quantify(name, readMembers(given, { of: object!, row: undefined }, place), some)
      : some(readElementTest(name, given, element, place));
  });
  return { kind: "all", filters };
}

function readElementTest(name: string, value: unknown, field: FieldMetadata, path: ArgumentPath): Filter {
  if (value === undefined) refuseUndefined(path);
  if (value === null) refuse(path, "Expected a value, got null.");
  if (name === "hasSome" && !Array.isArray(value)) refuse(path, "Expected a list of values.");
  return { kind: "test", field, operator: name === "has" ? "=" : "in", path, isInsensitive: false };
}

/** `AND` and `NOT` take a filter or a list of them, `OR` a list. `NOT` of a list: none of them. */
function readLogical(name: string, value: unknown, subject: Subject, path: ArgumentPath): Filter {
  if (!Array.isArray(value)) {
    if (name === "OR") refuse(path, "Expected a list of filters.");
    const filter = readMembers(value, subject, path);
    return name === "NOT" ? not(filter) : filter;
  }
  const filters = Array.from(value, (each, index) => readMembers(each, subject, [...path, index]));
  switch (name) {
    case "AND":
      return { kind: "all", filters };
    case "OR":
      return { kind: "any", filters };
    default:
      return { kind: "all", filters: filters.map(not) };
  }
}

function readRelationFilter(value: unknown, relation: RelationMetadata, path: ArgumentPath): Filter {
  if (value === null) return readQuantifier("is", null, relation, path);
  const known: readonly string[] = relationQuantifiers[relation.isMany ? "many" : "one"];
  const quantifiers = readObject(value, path, `an object with ${known.join(", ")}`);
  const names = Object.keys(quantifiers);
  if (names.length === 0) refuse(path, `Expected an object with ${known.join(", ")}.`);
  return {
    kind: "all",
    filters: names.map((name) => {
      const place = [...path, name];
      if (!known.includes(name)) {
        refuseName(place, `A filter of a relation to ${relation.isMany ? "many" : "one"}`, known);
      }
      return readQuantifier(name, quantifiers[name], relation, place);
    }),
  };
}

function readQuantifier(name: string, value: unknown, relation: RelationMetadata, path: ArgumentPath): Filter {
  const related = (filter: Filter): Filter => ({ kind: "related", relation, filter });
  if (value === null && !relation.isMany) {
    if (relation.relation.kind === "owning" && relation.relation.isNullable !== true) {
      refuse(path, `${relation.name} is never null.`);
    }
    return name === "is" ? not(related(everything)) : related(everything);
  }
  return quantify(name, readFilter(value, relation.target, path), related);
}

/** `some` says that there is one that fits: all that can be asked of many is made of it. */
function quantify(name: string, filter: Filter, some: (filter: Filter) => Filter): Filter {
  switch (name) {
    case "none":
    case "isNot":
      return not(some(filter));
    case "every":
      return not(some(not(filter)));
    default:
      return some(filter);
  }
}
