import type { Field } from "./field.js";
import type { Model } from "./schema.js";

/**
 * A model as its own table holds it: without what it inherits. Of the key, which is in the tables of all, it has the bare
 * columns: the parent makes the values. A model that extends nothing is its own part.
 */
export function takeOwnPart(model: Model): Model {
  if (model.extends === undefined) return model;
  const isOwn = ({ inheritedFrom }: { readonly inheritedFrom?: string }) => inheritedFrom === undefined;
  const { fulltext, ...rest } = model;
  const key = (model.primaryKey?.fields ?? []).map((name) => model.fields.find((field) => field.name === name)!);
  return {
    ...rest,
    fields: [...key.map(takeBareField), ...model.fields.filter((field) => isOwn(field) && !key.includes(field))],
    relations: model.relations.filter(isOwn),
    uniques: model.uniques.filter(isOwn),
    ...(fulltext && isOwn(fulltext) && { fulltext }),
    ...(model.arcs && { arcs: model.arcs.filter(isOwn) }),
  };
}

function takeBareField({ name, column, type, nativeTypes, renamedFrom }: Field): Field {
  return { name, column, type, ...(nativeTypes && { nativeTypes }), ...(renamedFrom && { renamedFrom }) };
}
