import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { findArbiter, isSameKey, listArbiters } from "../../metadata/find-arbiter.js";
import type { Arbiter, ModelMetadata } from "../../metadata/metadata.js";
import { identifyKey } from "../../plan/key-reader.js";
import type { ArgumentPath } from "../argument-path.js";
import { readRowArguments, readVisibility, selectionNames } from "../read-arguments.js";
import { kindOf, refuse, refuseName } from "../refuse.js";
import type { Visibility } from "../selection.js";
import { checkValue, type ValueReader } from "./check-value.js";
import { groupRows, type ReadValue, type RowGroup } from "./group-rows.js";
import { readConflictChange, type ConflictChange } from "./read-conflict-change.js";
import { checkOperand, changeOperatorOf } from "./read-operators.js";

type Row = Parameters<ReadValue>[0];

/** An `upsertMany`, checked but for the values of its rows. */
export interface UpsertMany {
  readonly data: readonly Row[];
  /** What names its rows: all fields of one key. */
  readonly key: readonly FieldMetadata[];
  /** The key, or the unique index, where a statement can look out for it. */
  readonly arbiter: Arbiter | undefined;
  readonly groups: readonly UpsertGroup[];
  readonly visibility: Visibility;
}

/** Rows that one statement can write: they give the same fields, and change the same of what they find. */
export interface UpsertGroup extends RowGroup {
  readonly change: ConflictChange;
}

/** @throws InvalidArgument */
export function readUpsertMany(args: unknown, model: ModelMetadata, reader: ValueReader, dialect: string): UpsertMany {
  const names = ["data", "on", "update", ...selectionNames];
  const checked = readRowArguments(args, names, model, [], "A call that changes rows or creates them");
  const { data, on, update } = checked;
  if (!Array.isArray(data)) refuse(["data"], `Expected a list of rows of ${model.name}, got ${kindOf(data)}.`);
  const { key, arbiter } = readKey(on, model, dialect);
  const change = readConflictChange(update, model, key);
  const groups = groupRows(data, model, change !== undefined).map((group): UpsertGroup => {
    return { ...group, change: change ?? changeWhatIsGiven(group, data as Row[], key) };
  });
  demandKeys(data as Row[], key, reader);
  if (change !== undefined) demandGiven(data as Row[], change);
  return { data: data as Row[], key, arbiter, groups, visibility: readVisibility(checked) };
}

function readKey(on: unknown, model: ModelMetadata, dialect: string): Pick<UpsertMany, "key" | "arbiter"> {
  const keys = [...model.keys, ...listArbiters(model, dialect).map(({ fields }) => fields)];
  const known = [...new Set(keys.map((key) => key.map(({ name }) => name).join(" and ")))].join(", or by ");
  if (!Array.isArray(on)) refuse(["on"], `Say by which fields rows are found: a list, of ${known}.`);
  const fields = Array.from(on as readonly unknown[], (name, index) => {
    const field = model.fields.find((each) => each.name === name);
    if (field === undefined) refuseName(["on", index, String(name)], model.name, model.members.keys());
    return field;
  });
  const key = keys.find((each) => isSameKey(each, fields));
  if (key === undefined) refuse(["on"], `Rows of ${model.name} are found by ${known}.`);
  return { key, arbiter: findArbiter(key, model, dialect) };
}

function changeWhatIsGiven(
  { fields, positions }: RowGroup,
  data: readonly Row[],
  key: readonly FieldMetadata[],
): ConflictChange {
  const row = data[positions[0]!]!;
  const given = fields.filter((field) => Object.hasOwn(row, field.name) && !key.includes(field));
  return { fields: given, operators: undefined, given: new Set(given) };
}

/** Each row has a key, and no two the same: a statement changes a row once. */
function demandKeys(data: readonly Row[], key: readonly FieldMetadata[], reader: ValueReader): void {
  const encoders = key.map((field) => reader.encoderOf(field, "store"));
  const seen = new Map<string, number>();
  data.forEach((row, position) => {
    const values = key.map(({ name }, part) => {
      const path: ArgumentPath = ["data", position, name];
      if (!Object.hasOwn(row, name)) refuse(path, "Rows are found by this value: each row has to give it.");
      checkValue(row[name], encoders[part]!, path);
      if (row[name] === null) refuse(path, "A key that holds null names no row.");
      return encoders[part]!(row[name]);
    });
    const identity = identifyKey(values);
    const first = seen.get(identity);
    if (first !== undefined) {
      const names = key.map(({ name }) => name).join(" and ");
      refuse(["data", position], `data[${first}] has the same ${names}: put both together.`);
    }
    seen.set(identity, position);
  });
}

function demandGiven(data: readonly Row[], { given, operators }: ConflictChange): void {
  for (const field of given) {
    const operator = changeOperatorOf(operators, field);
    data.forEach((row, position) => {
      const path = ["data", position, field.name];
      if (!Object.hasOwn(row, field.name)) {
        refuse(path, `What is given for ${field.name} goes into rows that are there, so each row has to give it.`);
      }
      if (operator !== undefined) checkOperand(row[field.name], operator, path);
    });
  }
}
