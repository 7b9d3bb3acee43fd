import type { ModelMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { checkValue, type ValueReader } from "./check-value.js";
import { readObject, refuse, refuseName } from "../refuse.js";
import type { RowKey } from "./row-set.js";

/** Reads what names one row: the values of all fields of one key, and nothing else. @throws InvalidArgument */
export function readRowKey(value: unknown, model: ModelMetadata, path: ArgumentPath, reader: ValueReader): RowKey {
  const names = model.keys.map((key) => key.map(({ name }) => name).join(" and ")).join(", or by ");
  const where = readObject(value, path, `an object that names a ${model.name} by ${names}`);
  const given = Object.keys(where);
  for (const name of given) {
    if (model.members.get(name)?.kind !== "field")
      refuseName(
        [...path, name],
        model.name,
        model.fields.map((field) => field.name),
      );
  }
  const fields = model.keys.find((key) => key.length === given.length && key.every(({ name }) => given.includes(name)));
  if (fields === undefined) refuse(path, `One ${model.name} is named by ${names}, and by nothing else.`);
  const values = fields.map((field) => {
    const at = [...path, field.name];
    checkValue(where[field.name], reader.encoderOf(field, "compare"), at);
    if (where[field.name] === null) refuse(at, "A key that holds null names no row.");
    return where[field.name];
  });
  return { fields, values };
}
