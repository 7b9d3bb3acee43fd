import { fillerOf, generatorOf } from "../../metadata/default-value.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { readData, requireFields } from "./read-data.js";
import { isPlain, readObject } from "../refuse.js";

/** Rows with values for the same fields: what one insert can take. */
export interface RowGroup {
  readonly fields: readonly FieldMetadata[];
  /** Fields that get the time of the change from the database. */
  readonly touched: readonly FieldMetadata[];
  /** One for each field: its value in a row; undefined where that is what the row says, which is a mistake. */
  readonly readers: readonly ReadValue[];
  /** Where in `data` the rows are. */
  readonly positions: readonly number[];
}

export type ReadValue = (row: Readonly<Record<string, unknown>>) => unknown;

/**
 * Checks the rows of a `createMany` and puts those together that have the same fields. A field that only some rows have is filled
 * in for the rest where its default is known here, so that the number of groups depends on the schema, not on the rows.
 *
 * @param isFilled otherwise rows stay apart that say different fields
 */
export function groupRows(data: readonly unknown[], model: ModelMetadata, isFilled = true): readonly RowGroup[] {
  const shapes = groupByNames(data, model);
  const named = new Set(isFilled ? shapes.flatMap((shape) => shape.fields) : []);
  const groups = new Map<string, { fields: readonly FieldMetadata[]; positions: number[] }>();
  for (const shape of shapes) {
    const fields = model.fields.filter((field) => shape.fields.includes(field) || isMadeHere(field, named));
    const key = (isFilled ? fields : shape.fields)
      .map((field) => field.name)
      .sort()
      .join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { fields, positions: shape.positions });
    else group.positions = [...group.positions, ...shape.positions].sort((a, b) => a - b);
  }
  return [...groups.values()].map(({ fields, positions }) => ({
    fields,
    touched: model.fields.filter((field) => field.isUpdatedAt && !fields.includes(field)),
    readers: fields.map(createReader),
    positions,
  }));
}

function isMadeHere(field: FieldMetadata, named: ReadonlySet<FieldMetadata>): boolean {
  return generatorOf(field) !== undefined || (named.has(field) && fillerOf(field) !== undefined);
}

/** Reads a value of a row. */
export function readField({ name }: FieldMetadata): ReadValue {
  return (row) => row[name];
}

/** Reads a value of a part of a change: of what names the row, say, or of what becomes of it. */
export function readPart<Change>(part: keyof Change & string, name: string): ReadValue {
  return (change) => (change[part] as Readonly<Record<string, unknown>>)[name];
}

function createReader(field: FieldMetadata): ReadValue {
  const { name } = field;
  const make = generatorOf(field) ?? fillerOf(field);
  if (make === undefined) return readField(field);
  return (row) => {
    const value = row[name];
    return value === undefined && !Object.hasOwn(row, name) ? make() : value;
  };
}

interface RowShape {
  readonly fields: readonly FieldMetadata[];
  readonly positions: number[];
}

/** Rows by the names they have, in order; one after the other they mostly have the same. */
function groupByNames(data: readonly unknown[], model: ModelMetadata): readonly RowShape[] {
  const shapes = new Map<string, RowShape>();
  let lastNames: readonly string[] = [];
  let last: RowShape | undefined;
  for (let position = 0; position < data.length; position++) {
    const row = data[position];
    const names = Object.keys(isPlain(row) ? row : readRow(row, position, model));
    if (last === undefined || !isSame(names, lastNames)) {
      const key = names.join("\0");
      last = shapes.get(key);
      if (last === undefined) {
        const path = ["data", position];
        const fields = readData(row, model, path);
        requireFields(fields, model, path);
        shapes.set(key, (last = { fields, positions: [] }));
      }
      lastNames = names;
    }
    last.positions.push(position);
  }
  return [...shapes.values()];
}

function readRow(row: unknown, position: number, model: ModelMetadata): object {
  return readObject(row, ["data", position], `an object with the values of a ${model.name}`);
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}
