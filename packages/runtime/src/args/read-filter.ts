import type { ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { everything, type Filter } from "./filter.js";
import { readFieldFilter } from "./read-field-filter.js";
import { readObject, refuse, refuseName } from "./refuse.js";

const logicalNames = ["AND", "OR", "NOT"];
const toManyNames = ["some", "every", "none"];
const toOneNames = ["is", "isNot"];

/**
 * Checks a `where` and reduces it to a {@link Filter}.
 *
 * @throws InvalidArgument for an unknown name, a wrong kind of value, or `undefined` anywhere
 */
export function readFilter(value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Filters nest at most ${maxDepth} deep.`);
  const where = readObject(value, path, "an object of filters");
  const filters = Object.keys(where).map((name) => readMember(name, where[name], model, [...path, name]));
  return filters.length === 1 ? filters[0]! : { kind: "all", filters };
}

function readMember(name: string, value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  if (logicalNames.includes(name)) return readLogical(name, value, model, path);
  const member = model.members.get(name);
  if (member === undefined) refuseName(path, model.name, [...model.members.keys(), ...logicalNames]);
  return member.kind === "field" ? readFieldFilter(value, member, path) : readRelationFilter(value, member, path);
}

/** `AND` and `NOT` take a filter or a list of them, `OR` a list. `NOT` of a list: none of them. */
function readLogical(name: string, value: unknown, model: ModelMetadata, path: ArgumentPath): Filter {
  if (!Array.isArray(value)) {
    if (name === "OR") refuse(path, "Expected a list of filters.");
    const filter = readFilter(value, model, path);
    return name === "NOT" ? { kind: "not", filter } : filter;
  }
  const filters = Array.from(value, (each, index) => readFilter(each, model, [...path, index]));
  switch (name) {
    case "AND":
      return { kind: "all", filters };
    case "OR":
      return { kind: "any", filters };
    default:
      return { kind: "all", filters: filters.map((filter) => ({ kind: "not", filter })) };
  }
}

function readRelationFilter(value: unknown, relation: RelationMetadata, path: ArgumentPath): Filter {
  if (value === null) return readQuantifier("is", null, relation, path);
  const known = relation.isMany ? toManyNames : toOneNames;
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
  const not = (filter: Filter): Filter => ({ kind: "not", filter });
  if (value === null && !relation.isMany) {
    if (relation.relation.kind === "owning" && relation.relation.isNullable !== true) {
      refuse(path, `${relation.name} is never null.`);
    }
    return name === "is" ? not(related(everything)) : related(everything);
  }
  const filter = readFilter(value, relation.target, path);
  switch (name) {
    case "none":
    case "isNot":
      return not(related(filter));
    case "every":
      return not(related(not(filter)));
    default:
      return related(filter);
  }
}
