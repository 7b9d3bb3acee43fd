import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArcMetadata, Member, ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { isPlain, readObject, refuse, refuseName, refuseUndefined } from "../refuse.js";

/** Checks the names in the `data` of a create or an update. Values are checked when they are bound. */
export function readData(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  const data = readObject(value, path, `an object with the values of a ${model.name}`);
  return Object.keys(data).map((name) => {
    const place = [...path, name];
    const member = model.members.get(name);
    if (member === undefined) refuseName(place, model.name, model.members.keys());
    if (data[name] === undefined) refuseUndefined(place);
    if (member.kind !== "field") {
      refuse(
        place,
        `${name} is a relation, and one statement for many rows writes their fields alone.${keyHint(member)}`,
      );
    }
    refuseUnwritable(member, place);
    return member;
  });
}

/** @throws InvalidArgument for a field that nobody sets but the database or the client itself */
export function refuseUnwritable({ name, isVersion, isGenerated }: FieldMetadata, path: ArgumentPath): void {
  if (isVersion) refuse(path, `${name} counts the changes by itself. Leave it out; what it must be stands in where.`);
  if (isGenerated) refuse(path, `${name} is computed by the database. Leave it out.`);
}

/** Whether data says anything of a relation: then more than one row is written. */
export function hasRelations(data: unknown, model: ModelMetadata): boolean {
  return isPlain(data) && Object.keys(data).some((name) => isRelation(model.members.get(name)));
}

export function isRelation(member: Member | undefined): boolean {
  return member !== undefined && member.kind !== "field";
}

/** Checks that a new row gets every value that neither the database nor the client can make. */
export function requireFields(given: readonly FieldMetadata[], model: ModelMetadata, path: ArgumentPath): void {
  for (const field of model.fields) {
    if (!given.includes(field) && !isOptional(field))
      refuse([...path, field.name], `A new ${model.name} needs this value.`);
  }
}

/** Whether a new row gets a value without being given one. */
export function isOptional(field: FieldMetadata): boolean {
  return field.isGenerated || field.isNullable || field.isUpdatedAt || field.default !== undefined;
}

function keyHint(member: RelationMetadata | ArcMetadata): string {
  const relations = member.kind === "arc" ? [...member.targets.values()] : [member];
  const fields = relations.flatMap(({ relation, fields }) => (relation.kind === "owning" ? fields : []));
  return fields.length === 0 ? "" : ` Set its key instead: ${fields.map((field) => field.name).join(", ")}.`;
}
