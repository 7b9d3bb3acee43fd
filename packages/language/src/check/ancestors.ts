import type { Name } from "../ast.js";
import type { BoundField, BoundModel } from "./program.js";

/** What a model says that it extends, whether there is such a model or not. */
export function nameOfParent({ declaration }: BoundModel): Name | undefined {
  return declaration.kind === "model" ? declaration.extends : undefined;
}

/** A model, the one it extends, the one that extends, and so on. */
export function* listAncestry(model: BoundModel): Iterable<BoundModel> {
  for (let each: BoundModel | undefined = model; each; each = each.parent) yield each;
}

/** The first of its ancestry: its key is the key of all of them. */
export function findRoot(model: BoundModel): BoundModel {
  return model.parent ? findRoot(model.parent) : model;
}

/** A field of a model, its own or inherited, and whose it is. */
export function findField(
  model: BoundModel,
  name: string,
): { readonly model: BoundModel; readonly field: BoundField } | undefined {
  for (const each of listAncestry(model)) {
    const field = each.fieldsByName.get(name);
    if (field) return { model: each, field };
  }
  return undefined;
}
