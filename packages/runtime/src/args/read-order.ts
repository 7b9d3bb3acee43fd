import { hasOrder } from "@joinery/schema";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata, SearchMetadata } from "../metadata/metadata.js";
import { SqlFragment, SqlOrder } from "../sql-fragment.js";
import { sql } from "../sql.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { readSql } from "./filters/read-sql.js";
import { readObject, refuse, refuseArc, refuseName } from "./refuse.js";
import type { CountOrder, FieldOrder, Order, OrderBySql } from "./selection.js";

/**
 * Checks an `orderBy`: an object, or a list of them; earlier terms count more, in the order they are written. Many rows fit a search equally
 * well, so an order by relevance ends with the key.
 *
 * @param searched where the `where` of the same level says what is searched for, if it does
 */
export function readOrder(
  value: unknown,
  model: ModelMetadata,
  path: ArgumentPath,
  searched: ArgumentPath | undefined,
): readonly Order[] {
  const order = Array.isArray(value)
    ? Array.from(value as readonly unknown[], (each, index) =>
        readTerms(each, model, [...path, index], [], searched),
      ).flat()
    : readTerms(value, model, path, [], searched);
  if (!order.some(({ kind }) => kind === "relevance")) return order;
  const ties = model.primaryKey.filter(
    (key) => !order.some((term) => term.kind === "field" && term.field === key && term.relations.length === 0),
  );
  return [
    ...order,
    ...ties.map((field) => ({ kind: "field" as const, relations: [], field, direction: "asc" as const })),
  ];
}

function readTerms(
  value: unknown,
  model: ModelMetadata,
  path: ArgumentPath,
  relations: readonly RelationMetadata[],
  searched: ArgumentPath | undefined,
): readonly Order[] {
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Orders nest at most ${maxDepth} deep.`);
  if (SqlFragment.isFragment(value)) return [readSqlOrder(sql.asc(value), model, path, relations)];
  if (SqlOrder.isOrder(value)) return [readSqlOrder(value, model, path, relations)];
  const terms = readObject(value, path, "an object of fields to order by");
  return Object.keys(terms).flatMap((name): readonly Order[] => {
    const place = [...path, name];
    const term = terms[name];
    if (term === undefined) return [];
    const member = model.members.get(name);
    if (member === undefined) {
      const isSearched = model.search !== undefined && relations.length === 0;
      if (isSearched && name === "relevance") return [readRelevance(term, model.search, place, searched)];
      refuseName(place, model.name, [...model.members.keys(), ...(isSearched ? ["relevance"] : [])]);
    }
    if (member.kind === "field") return readField(term, member, place, relations);
    if (member.kind === "arc") refuseArc(place, member);
    if (member.isMany) return [{ kind: "count", relations, count: member, direction: readCountOrder(term, place) }];
    return readTerms(term, member.target, place, [...relations, member], searched);
  });
}

/** By a field, or by parts of a value object. */
function readField(
  term: unknown,
  field: FieldMetadata,
  path: ArgumentPath,
  relations: readonly RelationMetadata[],
): readonly Order[] {
  const { name, object, isList, type } = field;
  if (isList || (object === undefined && !hasOrder(type.scalar))) {
    refuse(path, `Rows cannot be ordered by ${name}: its values have no order.`);
  }
  if (object === undefined) return [{ kind: "field", relations, field, ...readDirection(term, path) }];
  if (path.length > maxDepth) refuse(path.slice(0, 4), `Orders nest at most ${maxDepth} deep.`);
  if (SqlFragment.isFragment(term) || SqlOrder.isOrder(term))
    refuse(path, "SQL orders rows: say it beside the fields.");
  const terms = readObject(term, path, `an object of parts of ${name} to order by`);
  return Object.keys(terms).flatMap((part) => {
    const place = [...path, part];
    const member = object.members.get(part);
    if (member === undefined) refuseName(place, object.name, object.members.keys());
    return terms[part] === undefined ? [] : readField(terms[part], member, place, relations);
  });
}

/** Rows are ordered by a relation to many by how many it leads to. */
function readCountOrder(value: unknown, path: ArgumentPath): CountOrder["direction"] {
  const order = readObject(value, path, 'an object such as { count: "desc" }: each row has many');
  for (const name of Object.keys(order)) {
    if (name !== "count") refuseName([...path, name], "The order by a relation to many", ["count"]);
  }
  const { count } = order;
  if (count !== "asc" && count !== "desc") refuse([...path, "count"], 'Expected "asc" or "desc".');
  return count;
}

function readSqlOrder(
  order: SqlOrder,
  row: ModelMetadata,
  path: ArgumentPath,
  relations: readonly RelationMetadata[],
): OrderBySql {
  const { fragment, direction, nulls } = SqlOrder.partsOf(order);
  if (!SqlFragment.isFragment(fragment)) refuse(path, "Expected sql`…` in sql.asc or sql.desc.");
  if (nulls !== "first" && nulls !== "last") refuse(path, 'Expected nulls to be "first" or "last".');
  return { kind: "sql", relations, parts: readSql(fragment, { row }, path), path, direction, nulls };
}

function readRelevance(
  term: unknown,
  search: SearchMetadata,
  place: ArgumentPath,
  searched: ArgumentPath | undefined,
): Order {
  if (term !== "asc" && term !== "desc") refuse(place, 'Expected "asc" or "desc".');
  if (searched === undefined)
    refuse(place, 'Nothing is searched for here: say "search" in "where", beside the other filters.');
  return { kind: "relevance", search, path: searched, direction: term };
}

/** Checks in which direction a term counts, and where null goes. */
export function readDirection(value: unknown, path: ArgumentPath): Pick<FieldOrder, "direction" | "nulls"> {
  if (value === "asc" || value === "desc") return { direction: value };
  const order = readObject(value, path, '"asc", "desc" or { sort, nulls }');
  for (const name of Object.keys(order)) {
    if (name !== "sort" && name !== "nulls") refuseName([...path, name], "An order", ["sort", "nulls"]);
  }
  const { sort, nulls } = order;
  if (sort !== "asc" && sort !== "desc") refuse([...path, "sort"], 'Expected "asc" or "desc".');
  if (nulls === undefined) return { direction: sort };
  if (nulls !== "first" && nulls !== "last") refuse([...path, "nulls"], 'Expected "first" or "last".');
  return { direction: sort, nulls };
}
