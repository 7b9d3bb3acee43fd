import { FieldReference } from "./field-reference.js";
import type { ModelMetadata } from "./metadata/metadata.js";

const made = new WeakMap<ModelMetadata, object>();

/** The fields of a model by name, each as a {@link FieldReference}: made when they are first asked for. */
export function listFieldReferences(model: ModelMetadata): object {
  let references = made.get(model);
  if (references === undefined) {
    const entries = model.fields.map(({ name, column }) => {
      return [name, new FieldReference(model.name, name, column)] as const;
    });
    // It inherits nothing, so a name that is no field is undefined, which every filter refuses.
    references = Object.freeze(Object.assign(Object.create(null) as object, Object.fromEntries(entries)));
    made.set(model, references);
  }
  return references;
}
