import type { InverseRelation, Model } from "@joinery/schema";
import { nameChildRelation } from "./naming.js";
import type { BoundModel } from "./program.js";

/**
 * Lays into each model what it inherits (fields, relations, arcs and unique keys, marked, before its own), and gives each parent
 * the way to its children: a relation to one, which is the child's part of the row or nothing.
 *
 * @param order parents before their children
 */
export function inheritMembers(models: readonly Model[], order: readonly BoundModel[]): readonly Model[] {
  const own = new Map(models.map((model) => [model.name, model]));
  const whole = new Map<string, Model>();
  const children = new Map<string, Model[]>();
  for (const { name } of order) {
    const model = own.get(name);
    if (model === undefined) continue;
    const parent = model.extends && whole.get(model.extends.model);
    whole.set(name, parent ? inherit(model, parent) : model);
    if (parent) children.set(parent.name, [...(children.get(parent.name) ?? []), model]);
  }
  return models.map(({ name }) => {
    const model = whole.get(name)!;
    const relations = children.get(name)?.map((child) => relateChild(model, child)) ?? [];
    return relations.length === 0 ? model : { ...model, relations: [...model.relations, ...relations] };
  });
}

function inherit(model: Model, parent: Model): Model {
  const mark = <Item extends { readonly inheritedFrom?: string }>(item: Item): Item => ({
    ...item,
    inheritedFrom: item.inheritedFrom ?? parent.name,
  });
  const arcs = [...(parent.arcs ?? []).map(mark), ...(model.arcs ?? [])];
  return {
    ...model,
    ...(arcs.length > 0 && { arcs }),
    ...(parent.fulltext && { fulltext: mark(parent.fulltext) }),
    ...(parent.softDelete && { softDelete: parent.softDelete }),
    fields: [...parent.fields.map(mark), ...model.fields],
    relations: [...parent.relations.map(mark), ...model.relations],
    uniques: [...parent.uniques.map(mark), ...model.uniques],
  };
}

function relateChild({ primaryKey }: Model, { name, isIgnored, documentation }: Model): InverseRelation {
  const shared = primaryKey?.fields ?? [];
  return {
    kind: "inverse",
    cardinality: "one",
    name: nameChildRelation(name),
    target: name,
    ...(isIgnored && { isIgnored }),
    ...(documentation !== undefined && { documentation }),
    fields: shared,
    references: shared,
  };
}
