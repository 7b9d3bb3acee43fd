import type { Field, Model, Relation } from "@joinery/schema";

import { isOptionalInput } from "../../optional-input.js";

/** Values that a new row cannot be without, because they lead to its parents. */
export interface ParentDemand {
  readonly fields: readonly Field[];
  /** Each sets them all when it is written. */
  readonly relations: readonly Relation[];
}

/** More than these, and the product of all ways to give them would be too much: the rest is found when a call is read. */
const mostDemands = 6;

/** What a new row needs of its parents, each once. */
export function listParentDemands(model: Model, models: ReadonlyMap<string, Model>): readonly ParentDemand[] {
  const owners = listWrittenRelations(model, models).filter(({ kind }) => kind === "owning");
  const demands = new Map<string, ParentDemand & { readonly fields: Field[] }>();
  for (const field of listParentKeys(model)) {
    const relations = owners.filter(({ fields }) => fields.includes(field.name));
    const key = relations.map(({ name }) => name).join();
    const demand = demands.get(key);
    if (demand === undefined) demands.set(key, { fields: [field], relations });
    else demand.fields.push(field);
  }
  return [...demands.values()].slice(0, mostDemands);
}

/** The fields that must lead to a parent when the row is inserted. */
export function listParentKeys({ fields, relations }: Model): readonly Field[] {
  const names = new Set(relations.flatMap((relation) => (relation.kind === "owning" ? relation.fields : [])));
  return fields.filter((field) => names.has(field.name) && !isOptionalInput(field));
}

/** The relations that a call can write. Rows of a view are nobody's to write, and those of a model that extends another are the same rows. */
export function listWrittenRelations(model: Model, models: ReadonlyMap<string, Model>): readonly Relation[] {
  return model.relations.filter((relation) => {
    if (models.get(relation.target)?.view) return false;
    return relation.kind !== "inverse" || relation.inverse !== undefined;
  });
}
