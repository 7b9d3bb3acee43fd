import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { isPlain, kindOf, refuse, refuseName } from "../refuse.js";
import { Given } from "./given.js";
import { readData, refuseUnwritable } from "./read-data.js";
import { operandOf, readOperators, type Operators } from "./read-operators.js";

/** What becomes of the rows that an `upsertMany` finds. */
export interface ConflictChange {
  readonly fields: readonly FieldMetadata[];
  readonly operators: Operators | undefined;
  /** Those of the fields that get, or are changed by, what their row gives; the others have a value of the call. */
  readonly given: ReadonlySet<FieldMetadata>;
}

/**
 * Checks the `update` of an `upsertMany`: names of fields that get what each row gives, or an object with what becomes of each field.
 *
 * @returns undefined where it says nothing: then the fields of each row are what changes
 * @throws InvalidArgument
 */
export function readConflictChange(
  value: unknown,
  model: ModelMetadata,
  key: readonly FieldMetadata[],
): ConflictChange | undefined {
  if (value === undefined) return undefined;
  const change = Array.isArray(value) ? readNames(value, model) : readChange(value, model);
  const fixed = change.fields.find((field) => key.includes(field));
  if (fixed !== undefined) {
    const path = Array.isArray(value) ? ["update", value.indexOf(fixed.name)] : ["update", fixed.name];
    refuse(path, `Rows are found by ${fixed.name}, which stays as it is.`);
  }
  return change;
}

function readNames(names: readonly unknown[], model: ModelMetadata): ConflictChange {
  const fields = Array.from(names, (name, index) => {
    const path = ["update", index];
    if (typeof name !== "string") refuse(path, `Expected the name of a field, got ${kindOf(name)}.`);
    const member = model.members.get(name);
    if (member === undefined) refuseName([...path, name], model.name, model.members.keys());
    if (member.kind !== "field") refuse(path, `${name} is a relation: rows are changed in their fields alone.`);
    refuseUnwritable(member, path);
    return member;
  });
  const given = new Set(fields);
  return { fields: [...given], operators: undefined, given };
}

function readChange(value: unknown, model: ModelMetadata): ConflictChange {
  if (isPlain(value) && Given.isGiven(value)) {
    refuse(["update"], "Say which fields get what is given: a list of them.");
  }
  const fields = readData(value, model, ["update"]);
  const data = value as Readonly<Record<string, unknown>>;
  const own = fields.filter(({ name }) => !Given.isGiven(data[name]));
  const operators = readOperators(data, own, ["update"]);
  const given = fields.filter((field) => Given.isGiven(operandOf(data[field.name], operators?.get(field), field)));
  return { fields, operators, given: new Set(given) };
}
