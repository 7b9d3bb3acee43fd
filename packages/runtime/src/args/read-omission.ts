import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import { readObject, refuse, refuseName } from "./refuse.js";

/** Checks `omit`: the fields that come with a row all the same, among them the hidden ones that it says not to leave out. */
export function readOmission(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  const choices = readObject(value, path, "an object of fields to leave out");
  for (const name of Object.keys(choices)) {
    const place = [...path, name];
    const member = model.members.get(name);
    if (member === undefined) {
      const names = model.fields.map((field) => field.name);
      refuseName(place, model.name, names);
    }
    if (member.kind !== "field") refuse(place, `"${name}" is a relation: it is not loaded unless include names it.`);
    const choice = choices[name];
    if (choice !== undefined && typeof choice !== "boolean") refuse(place, "Expected true or false.");
  }
  const fields = model.fields.filter((field) => !(choices[field.name] ?? field.isHidden));
  if (fields.length === 0) refuse(path, "This leaves nothing.");
  return fields;
}
