import { aggregateNames, type AggregateName } from "../metadata/aggregates.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { AggregateChoice, Aggregation } from "./aggregation.js";
import type { ArgumentPath } from "./argument-path.js";
import { readListArguments, readRowArguments, type Arguments } from "./read-arguments.js";
import { readObject, refuse, refuseName } from "./refuse.js";

/** Checks the arguments of `aggregate`. */
export function readAggregation(value: unknown, model: ModelMetadata): Aggregation {
  const args = readRowArguments(value, ["where", ...aggregateNames], model, [], "A call that aggregates rows");
  const aggregates = readAggregates(args, model);
  if (aggregates.length === 0) refuse([], `This asks for nothing. Say what to compute: ${aggregateNames.join(", ")}.`);
  return { ...readListArguments(args, model, []), aggregates };
}

/** Checks what is to be computed. */
export function readAggregates(args: Arguments, model: ModelMetadata): readonly AggregateChoice[] {
  return aggregateNames.flatMap((name): readonly AggregateChoice[] => {
    const choice = args[name];
    if (choice === undefined || choice === false) return [];
    if (name === "count" && choice === true) return [{ name, rows: model.aggregates.rows }];
    return [{ name, fields: readFields(choice, name, model, [name]) }];
  });
}

function readFields(
  value: unknown,
  name: AggregateName,
  model: ModelMetadata,
  path: ArgumentPath,
): readonly FieldMetadata[] {
  const choices = readObject(value, path, `${name === "count" ? "true, or " : ""}an object of fields`);
  const fields = Object.keys(choices).flatMap((field) => {
    const place = [...path, field];
    const known = findAggregate(name, field, model, place);
    const choice = choices[field];
    if (choice === undefined || choice === false) return [];
    if (choice !== true) refuse(place, "Expected true or false.");
    return known;
  });
  if (fields.length === 0) refuse(path, "This names no field.");
  return fields;
}

/** The aggregate of that name of a field. */
export function findAggregate(
  name: AggregateName,
  field: string,
  model: ModelMetadata,
  place: ArgumentPath,
): FieldMetadata {
  const fields = model.aggregates[name];
  const found = fields.get(field);
  if (found !== undefined) return found;
  if (model.members.get(field)?.kind === "field") {
    refuse(
      place,
      `${field} has no ${name}: ${reasons[name]}. Of ${model.name} there is ${[...fields.keys()].join(", ")}.`,
    );
  }
  refuseName(place, model.name, fields.keys());
}

const notOrdered = "its values have no order";
const notNumbers = "its values are no numbers";
const reasons: Readonly<Record<AggregateName, string>> = {
  count: "it is no field",
  countDistinct: notOrdered,
  sum: notNumbers,
  avg: notNumbers,
  min: notOrdered,
  max: notOrdered,
};
