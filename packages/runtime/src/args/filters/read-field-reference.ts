import type { FieldReference } from "../../field-reference.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { refuse, refuseName } from "../refuse.js";

/**
 * The field behind a reference, of the row that a filter is about.
 *
 * @param row undefined inside of a list in JSON, whose elements are no rows, and of a group of rows
 * @throws InvalidArgument for a field of another row
 */
export function readFieldReference(
  reference: FieldReference,
  row: ModelMetadata | undefined,
  path: ArgumentPath,
): FieldMetadata {
  if (row === undefined) {
    refuse(path, `${reference.toString()} is a field of a row, and this is about a list in one, or about many.`);
  }
  if (reference.model !== row.name) {
    refuse(path, `${reference.toString()} is not a field of the row that this is about, which is a ${row.name}.`);
  }
  const member = row.members.get(reference.name);
  if (member?.kind !== "field") {
    refuseName(
      [...path, reference.name],
      row.name,
      row.fields.map(({ name }) => name),
    );
  }
  return member;
}

/**
 * As {@link readFieldReference}, of a field to compare another with.
 *
 * @throws InvalidArgument too where the two are not of the same kind
 */
export function readComparedField(
  reference: FieldReference,
  field: FieldMetadata,
  row: ModelMetadata | undefined,
  path: ArgumentPath,
): FieldMetadata {
  const other = readFieldReference(reference, row, path);
  const [kind, otherKind] = [kindOfField(field), kindOfField(other)];
  if (kind !== otherKind) refuse(path, `${field.name} is ${kind}, and ${other.name} is ${otherKind}.`);
  if (field.isList || other.object !== undefined) refuse(path, `${other.name} cannot be compared with another field.`);
  // A database that has enums as types does not compare one with what is text in JSON.
  if (field.type.scalar === "Enum" && (field.steps ?? other.steps) !== undefined) {
    refuse(
      path,
      `${field.name} is a part of a value object: as a member of an enum it cannot be compared with a field.`,
    );
  }
  return other;
}

/** What fields can be compared with each other: whole and broken numbers, short and long texts, members of one enum. */
function kindOfField({ type, isList }: FieldMetadata): string {
  const { scalar } = type;
  const name =
    scalar === "Enum"
      ? type.enum!.name
      : scalar === "Object"
        ? type.object!.name
        : scalar === "Int" || scalar === "Float"
          ? "a number"
          : scalar === "String" || scalar === "Text"
            ? "text"
            : scalar;
  return isList ? `a list of ${name}` : name;
}
