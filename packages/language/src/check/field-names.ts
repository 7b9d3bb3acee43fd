import type { Keys } from "./keys.js";
import type { BoundModel } from "./program.js";

/** The names a key of the model can use: its fields, and those its relations imply. */
export function listFieldNames(model: BoundModel, { storedFields }: Keys): readonly string[] {
  return [...model.fieldsByName.keys(), ...(storedFields.get(model) ?? []).map((field) => field.name)];
}
