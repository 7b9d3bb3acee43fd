import { listAncestry } from "./ancestors.js";
import type { Keys } from "./keys.js";
import type { BoundModel } from "./program.js";

/** The names of a model's fields, those its relations imply, and all that it inherits. */
export function listFieldNames(model: BoundModel, { storedFields }: Keys): readonly string[] {
  return [...listAncestry(model)].flatMap((each) => [
    ...each.fieldsByName.keys(),
    ...(storedFields.get(each) ?? []).map((field) => field.name),
  ]);
}
