import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { readArguments } from "../read-arguments.js";
import { readData } from "./read-data.js";
import { checkOperand, operandOf, placeOfOperand, readOperators, type Operators } from "./read-operators.js";
import { isPlain, kindOf, readObject, refuse, refuseName } from "../refuse.js";

/** Changes that one statement can make: they name their rows by the same fields, and change the same. */
export interface ChangeGroup {
  readonly key: readonly FieldMetadata[];
  readonly fields: readonly FieldMetadata[];
  readonly operators: Operators | undefined;
  /** Where in the list of changes they are. */
  readonly positions: readonly number[];
}

/** A row that is named, and what becomes of it. */
export interface RowChange {
  readonly where: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Checks the changes of an `updateEach`, and puts those together that one statement can make. */
export function groupChanges(changes: readonly unknown[], model: ModelMetadata, path: ArgumentPath): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup & { readonly positions: number[] }>();
  changes.forEach((change, position) => {
    const place = [...path, position];
    const { where, data } = readArguments(change, ["where", "data"], place, "A change of one row");
    const key = readKey(where, model, [...place, "where"]);
    const given = readData(data, model, [...place, "data"]);
    if (given.length === 0) refuse([...place, "data"], "This changes nothing.");
    const fields = model.fields.filter((field) => given.includes(field));
    const operators = readOperators(data, given, [...place, "data"]);
    for (const [field, operator] of operators ?? []) {
      const operand = operandOf((data as Readonly<Record<string, unknown>>)[field.name], operator, field);
      if (operator !== "set") checkOperand(operand, operator, [...place, "data", ...placeOfOperand(field, operator)]);
    }
    const names = [key, fields].map((list) => list.map(({ name }) => name).join());
    if (operators !== undefined) names.push(fields.map((field) => operators.get(field)).join());
    const shape = names.join(" ");
    const group = groups.get(shape);
    if (group === undefined) groups.set(shape, { key, fields, operators, positions: [position] });
    else group.positions.push(position);
  });
  return [...groups.values()];
}

/** The fields by which a row is named: those of a unique key, and what else it must have, such as its version. Values are checked when they are bound. */
function readKey(value: unknown, model: ModelMetadata, path: ArgumentPath): readonly FieldMetadata[] {
  const where = readObject(value, path, `an object with the key of a ${model.name}`);
  for (const name of Object.keys(where)) {
    const place = [...path, name];
    const member = model.members.get(name);
    if (member === undefined) refuseName(place, model.name, model.members.keys());
    if (member.kind !== "field") refuse(place, `${name} is a relation: name the row by values of its own.`);
    const given = where[name];
    if (given === null || given === undefined || isPlain(given)) {
      refuse(place, `Expected the value of ${name}, got ${kindOf(given)}.`);
    }
  }
  const key = model.fields.filter(({ name }) => Object.hasOwn(where, name));
  const names = model.parts.length > 1 ? [model.primaryKey] : model.keys;
  if (!names.some((unique) => unique.every((field) => key.includes(field)))) {
    const keys = names.map((unique) => unique.map(({ name }) => name).join(" and "));
    refuse(path, `One ${model.name} is named by ${keys.join(", or by ")}.`);
  }
  const other = key.find((field) => model.parts.length > 1 && !model.primaryKey.includes(field) && !field.isVersion);
  if (other !== undefined) {
    refuse([...path, other.name], `Rows of ${model.name} are in several tables: name one by its primary key alone.`);
  }
  return key;
}
