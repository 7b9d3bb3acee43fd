import type { Model, Relation, Schema } from "@joinery/schema";

/**
 * Whether an index leads from a row to those that a relation has of it, so that they are found without a look at others. What is declared for
 * one database alone does not count, and a B-tree alone does.
 */
export function hasIndex(relation: Relation, schema: Schema): boolean {
  const modelOf = (name: string) => schema.models.find((model) => model.name === name)!;
  if (relation.kind !== "many-to-many") return leadsTo(modelOf(relation.target), relation.references);
  const { model: through, sourceColumns } = relation.joinTable;
  // A join table of our own has one for either direction.
  if (through === undefined) return true;
  const model = modelOf(through);
  const fields = model.fields.filter(({ column }) => sourceColumns.includes(column));
  return leadsTo(
    model,
    fields.map(({ name }) => name),
  );
}

function leadsTo(model: Model, fields: readonly string[]): boolean {
  if (
    model.view !== undefined ||
    model.fields.some(({ name, inheritedFrom }) => inheritedFrom && fields.includes(name))
  ) {
    return false;
  }
  const uniques = model.uniques.filter(
    ({ dialect, inheritedFrom }) => dialect === undefined && inheritedFrom === undefined,
  );
  const indexes = model.indexes.filter(
    ({ method, where, dialect }) => method === undefined && where === undefined && dialect === undefined,
  );
  const orders = [
    model.primaryKey?.fields ?? [],
    ...uniques.map((key) => key.fields),
    ...indexes.map((index) => index.fields.map(({ name }) => name)),
  ];
  return orders.some((order) => {
    const first = order.slice(0, fields.length);
    return first.length === fields.length && fields.every((name) => first.includes(name));
  });
}
