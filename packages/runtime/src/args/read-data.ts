import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import { readObject, refuse, refuseName, refuseUndefined } from "./refuse.js";

/** Checks the names in the `data` of a create or an update. Values are checked when they are bound. */
export function readData(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  const data = readObject(value, path, `an object with the values of a ${model.name}`);
  return Object.keys(data).map((name) => {
    const place = [...path, name];
    const member = model.members.get(name);
    if (member === undefined) refuseName(place, model.name, model.members.keys());
    if (data[name] === undefined) refuseUndefined(place);
    if (member.kind === "arc") {
      const keys = [...member.targets.values()].flatMap(({ fields }) => fields.map((field) => field.name));
      refuse(place, `${name} leads to one of several models. Set the key of one of them instead: ${keys.join(", ")}.`);
    }
    if (member.kind === "relation") {
      refuse(
        place,
        `${name} is a relation, and writing through relations is not there yet.${keyHint(member.fields, member.relation.kind)}`,
      );
    }
    if (member.isVersion) {
      refuse(place, `${name} counts the changes by itself. Leave it out; what it must be stands in where.`);
    }
    if (member.isGenerated) refuse(place, `${name} is computed by the database. Leave it out.`);
    return member;
  });
}

/** Checks that a new row gets every value that neither the database nor the client can make. */
export function requireFields(given: readonly FieldMetadata[], model: ModelMetadata, path: ArgumentPath): void {
  for (const field of model.fields) {
    if (!given.includes(field) && !isOptional(field))
      refuse([...path, field.name], `A new ${model.name} needs this value.`);
  }
}

function isOptional(field: FieldMetadata): boolean {
  return field.isGenerated || field.isNullable || field.isUpdatedAt || field.default !== undefined;
}

function keyHint(fields: readonly FieldMetadata[], kind: string): string {
  return kind === "owning" ? ` Set its key instead: ${fields.map((field) => field.name).join(", ")}.` : "";
}
