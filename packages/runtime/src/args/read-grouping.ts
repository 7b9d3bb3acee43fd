import { aggregateNames, isAggregateName, type AggregateName } from "../metadata/aggregates.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import { SqlFragment, SqlOrder } from "../sql-fragment.js";
import type { Grouping } from "./aggregation.js";
import type { ArgumentPath } from "./argument-path.js";
import { findAggregate, readAggregates } from "./read-aggregation.js";
import { readGroupFilter } from "./filters/read-filter.js";
import { readDirection } from "./read-order.js";
import { readListArguments, readRowArguments, readTellingFields } from "./read-arguments.js";
import { readObject, refuse, refuseName } from "./refuse.js";
import type { FieldOrder } from "./selection.js";

const groupNames = ["by", "where", ...aggregateNames, "having", "orderBy", "limit", "offset"];

/** Checks the arguments of `groupBy`. */
export function readGrouping(value: unknown, model: ModelMetadata): Grouping {
  const { orderBy, ...args } = readRowArguments(value, groupNames, model, [], "A call that groups rows");
  const by = readGroupFields(args["by"], model, ["by"]);
  const aggregates = readAggregates(args, model);
  return {
    ...readListArguments(args, model, []),
    by,
    aggregates,
    ...(Object.hasOwn(args, "having")
      ? { having: readGroupFilter(args["having"], model.aggregates.members, ["having"]) }
      : {}),
    orderBy: orderBy === undefined ? [] : readGroupOrder(orderBy, by, model, ["orderBy"]),
  };
}

function readGroupFields(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  const fields = readTellingFields(value, model, path);
  for (const [index, { name }] of fields.entries()) {
    if (!isAggregateName(name)) continue;
    refuse([...path, index], `A group has its own ${name}: give the field another name in the schema.`);
  }
  return [...new Set(fields)];
}

/** Groups are put in order by what they have: the fields that they are made by, and what can be computed of them. */
function readGroupOrder(
  value: unknown,
  by: readonly FieldMetadata[],
  model: ModelMetadata,
  path: ArgumentPath,
): readonly FieldOrder[] {
  if (Array.isArray(value)) {
    return Array.from(value as readonly unknown[], (each, index) =>
      readGroupOrder(each, by, model, [...path, index]),
    ).flat();
  }
  if (SqlFragment.isFragment(value) || SqlOrder.isOrder(value)) {
    refuse(path, "Groups are ordered by what they have: their fields and what is computed of them.");
  }
  const terms = readObject(value, path, "an object of what to order by");
  return Object.keys(terms).flatMap((name): readonly FieldOrder[] => {
    const place = [...path, name];
    const term = terms[name];
    if (term === undefined) return [];
    if (isAggregateName(name)) return readAggregateOrder(term, name, model, place);
    const field = by.find((each) => each.name === name);
    if (field === undefined) {
      if (model.members.has(name)) refuse(place, `Groups have no ${name}: it is not among the fields of "by".`);
      refuseName(place, "A group", [...by.map((each) => each.name), ...aggregateNames]);
    }
    return [{ kind: "field", relations: [], field, ...readDirection(term, place) }];
  });
}

/** By what is computed of the fields that are named, or by the number of rows. */
function readAggregateOrder(
  term: unknown,
  name: AggregateName,
  model: ModelMetadata,
  path: ArgumentPath,
): readonly FieldOrder[] {
  if (name === "count" && (term === "asc" || term === "desc")) {
    return [{ kind: "field", relations: [], field: model.aggregates.rows, direction: term }];
  }
  const directions = readObject(term, path, "an object of fields to order by");
  return Object.keys(directions).flatMap((fieldName): readonly FieldOrder[] => {
    const place = [...path, fieldName];
    const field = findAggregate(name, fieldName, model, place);
    const direction = directions[fieldName];
    return direction === undefined ? [] : [{ kind: "field", relations: [], field, ...readDirection(direction, place) }];
  });
}
