import type { ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import { SqlFragment, SqlOrder } from "../sql-fragment.js";
import { sql } from "../sql.js";
import { maxDepth, type ArgumentPath } from "./argument-path.js";
import { readSql } from "./read-sql.js";
import { readObject, refuse, refuseArc, refuseName } from "./refuse.js";
import type { FieldOrder, Order, OrderBySql } from "./selection.js";

/** Checks an `orderBy`: an object, or a list of them; earlier terms count more, in the order they are written. */
export function readOrder(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly Order[] {
  return Array.isArray(value)
    ? Array.from(value as readonly unknown[], (each, index) => readTerms(each, model, [...path, index], [])).flat()
    : readTerms(value, model, path, []);
}

function readTerms(
  value: unknown,
  model: ModelMetadata,
  path: ArgumentPath,
  relations: readonly RelationMetadata[],
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
    if (member === undefined) refuseName(place, model.name, model.members.keys());
    if (member.kind === "field" && member.object !== undefined) {
      refuse(place, `Rows cannot be ordered by ${name}: a value object has no order.`);
    }
    if (member.kind === "field") return [{ kind: "field", relations, field: member, ...readDirection(term, place) }];
    if (member.kind === "arc") refuseArc(place, member, "Order");
    if (member.isMany) refuse(place, `Rows cannot be ordered by ${name}: each has many.`);
    return readTerms(term, member.target, place, [...relations, member]);
  });
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
