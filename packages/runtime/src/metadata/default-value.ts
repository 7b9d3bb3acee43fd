import { readConstantDefault } from "@joinery/sql";
import type { FieldMetadata } from "./field-metadata.js";
import { makeUuid } from "./make-uuid.js";

/** What makes the value of a field that the caller left out, where that is the client's task and not the database's. */
export function generatorOf({ default: made }: FieldMetadata): (() => unknown) | undefined {
  if (made?.kind !== "uuid") return undefined;
  const { version } = made;
  return () => makeUuid(version);
}

/**
 * What makes the value that the database would put in, where it can be known here: so that rows with and without
 * the field can go into one statement. Not for what only the database knows (numbers it counts, its time, its SQL).
 */
export function fillerOf(field: FieldMetadata): (() => unknown) | undefined {
  const made = field.default;
  switch (made?.kind) {
    case undefined:
      return field.isNullable && !field.isUpdatedAt ? () => null : undefined;
    case "uuid":
      return generatorOf(field);
    default: {
      const constant = readConstantDefault(made, field.type);
      return constant && (() => constant.value);
    }
  }
}
