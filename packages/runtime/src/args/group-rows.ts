import type { FieldMetadata, ModelMetadata } from "../metadata/metadata.js";
import { fillerOf, generatorOf } from "../metadata/default-value.js";
import { readData, requireFields } from "./read-data.js";
import { readObject, refuseUndefined } from "./refuse.js";

/** Rows with values for the same fields: what one insert can take. */
export interface RowGroup {
  readonly fields: readonly FieldMetadata[];
  /** Fields that get the time of the change from the database. */
  readonly touched: readonly FieldMetadata[];
  /** In the order of the fields. */
  readonly rows: readonly (readonly unknown[])[];
  /** Where in `data` each row was. */
  readonly positions: readonly number[];
}

type Data = Readonly<Record<string, unknown>>;

/**
 * Checks the rows of a `createMany` and puts those together that have the same fields. A field that only some rows have is filled
 * in for the rest where its default is known here, so that the number of groups depends on the schema, not on the rows.
 */
export function groupRows(data: readonly unknown[], model: ModelMetadata): readonly RowGroup[] {
  const shapes = groupByNames(data, model);
  const named = new Set(shapes.flatMap((shape) => shape.fields));
  const groups = new Map<string, RowGroup & { rows: unknown[][]; positions: number[] }>();
  for (const shape of shapes) {
    const readers = model.fields.flatMap((field) => {
      const read = readerOf(field, shape.fields, named);
      return read === undefined ? [] : { field, read };
    });
    const key = readers.map(({ field }) => field.name).join();
    let group = groups.get(key);
    if (group === undefined) {
      const fields = readers.map(({ field }) => field);
      const touched = model.fields.filter((field) => field.isUpdatedAt && !fields.includes(field));
      groups.set(key, (group = { fields, touched, rows: [], positions: [] }));
    }
    for (const position of shape.positions) {
      const row = data[position] as Data;
      group.rows.push(readers.map(({ field, read }) => read(row) ?? checkValue(row, position, field, read)));
      group.positions.push(position);
    }
  }
  return [...groups.values()];
}

/** How a row gets its value for a field: it has one, or the client makes it; undefined where the database does. */
function readerOf(
  field: FieldMetadata,
  given: readonly FieldMetadata[],
  named: ReadonlySet<FieldMetadata>,
): ((row: Data) => unknown) | undefined {
  const { name } = field;
  if (given.includes(field)) return (row) => row[name];
  return generatorOf(field) ?? (named.has(field) ? fillerOf(field) : undefined);
}

/** Null is a value; undefined never is one. */
function checkValue(row: Data, position: number, field: FieldMetadata, read: (row: Data) => unknown): unknown {
  const value = read(row);
  if (value === undefined) refuseUndefined(["data", position, field.name]);
  return value;
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
    const path = ["data", position];
    const names = Object.keys(readObject(data[position], path, `an object with the values of a ${model.name}`));
    if (last === undefined || !isSame(names, lastNames)) {
      const key = names.join("\0");
      last = shapes.get(key);
      if (last === undefined) {
        const fields = readData(data[position], model, path);
        requireFields(fields, model, path);
        shapes.set(key, (last = { fields, positions: [] }));
      }
      lastNames = names;
    }
    last.positions.push(position);
  }
  return [...shapes.values()];
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}
