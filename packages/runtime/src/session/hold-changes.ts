import { HeldValues } from "../validation/held-values.js";
import type { InputSchemas } from "../validation/input-schemas.js";
import { isInsert, writeValue, writtenOf, type Changes } from "./change.js";

/** Holds what a flush is to write to what the generated schemas demand, object by object, before anything is sent. @throws ValidationFailed */
export function holdChanges({ inserts, updates }: Changes, schemas: InputSchemas): void {
  for (const change of [...inserts, ...updates]) {
    const { model, names } = change.state.mapping;
    const held = new HeldValues(schemas, model, "flush");
    for (const name of names) {
      const value = isInsert(change) ? writtenOf(change, name) : change.values[name];
      const member = model.members.get(name);
      if (value === undefined || member?.kind !== "field") continue;
      const written = held.hold(value, member, model, [name]);
      if (written !== value) writeValue(change, name, written);
    }
    held.demandNone();
  }
}
