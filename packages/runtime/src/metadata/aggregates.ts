import { hasOrder } from "@joinery/schema";
import { aggregateType, type AggregateFunction } from "@joinery/sql";
import type { FieldMetadata, ObjectMetadata } from "./field-metadata.js";

/** What arguments call an aggregate, and what it takes: any field, or those whose values have an order, or are numbers. */
const aggregates = {
  count: { function: "count", takes: () => true },
  countDistinct: { function: "count-distinct", takes: isOrdered },
  sum: { function: "sum", takes: isNumber },
  avg: { function: "avg", takes: isNumber },
  min: { function: "min", takes: isOrdered },
  max: { function: "max", takes: isOrdered },
} as const satisfies Readonly<
  Record<string, { readonly function: AggregateFunction; readonly takes: (field: FieldMetadata) => boolean }>
>;

export type AggregateName = keyof typeof aggregates;

export const aggregateNames = Object.keys(aggregates) as readonly AggregateName[];

export function isAggregateName(name: string): name is AggregateName {
  return Object.hasOwn(aggregates, name);
}

/** The aggregates of the rows of a model, by name; each of them by the field that it is of. */
export type ModelAggregates = Readonly<Record<AggregateName, ReadonlyMap<string, FieldMetadata>>> & {
  /** The number of rows. */
  readonly rows: FieldMetadata;
  /** What can be asked of a group: they are its members as the fields of a value object are, so a filter reads them alike. */
  readonly members: ObjectMetadata;
};

/** Prepares all that can be computed of many rows, as fields with an `aggregate`. */
export function prepareAggregates(model: string, fields: readonly FieldMetadata[]): ModelAggregates {
  const prepared = {} as Record<AggregateName, ReadonlyMap<string, FieldMetadata>>;
  for (const name of aggregateNames) {
    const { function: compute, takes } = aggregates[name];
    prepared[name] = new Map(fields.filter(takes).map((field) => [field.name, prepareAggregate(compute, field)]));
  }
  const rows = { ...plainField("count"), aggregate: { function: "count" } } as const;
  const members = new Map<string, FieldMetadata>([["count", rows]]);
  for (const name of aggregateNames) {
    if (name === "count") continue;
    members.set(name, { ...plainField(name), object: { name: `${name} of ${model}`, members: prepared[name] } });
  }
  return { ...prepared, rows, members: { name: `A group of ${model}`, members } };
}

function prepareAggregate(compute: AggregateFunction, of: FieldMetadata): FieldMetadata {
  const type = aggregateType(compute, of.type);
  // Of no values at all nothing comes, and what may be null may be so in all rows of a group.
  const isNullable = compute !== "count" && compute !== "count-distinct";
  return { ...plainField(of.name), type, elementType: type, isNullable, aggregate: { function: compute, of } };
}

/** A number of no column. */
function plainField(name: string): FieldMetadata {
  const type = { scalar: "Int" } as const;
  const flags = { isList: false, isNullable: false, isHidden: false, isUpdatedAt: false, isVersion: false };
  return { kind: "field", name, column: name, type, elementType: type, isGenerated: false, ...flags };
}

function isOrdered({ isList, type }: FieldMetadata): boolean {
  return !isList && hasOrder(type.scalar);
}

function isNumber({ isList, type: { scalar } }: FieldMetadata): boolean {
  return !isList && (scalar === "Int" || scalar === "BigInt" || scalar === "Float" || scalar === "Decimal");
}
