import type { Row } from "@joinery/sql";
import { copyValues, type Values } from "../../args/writes/row-set.js";
import type { ColumnDecoders } from "../../decode/object-shape.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";

/** Reads the values of these fields out of a row, by their names. */
export function createRecordReader(
  fields: readonly FieldMetadata[],
  positions: readonly number[],
  decoders: ColumnDecoders,
): (row: Row) => Values {
  return (row) => {
    const values = copyValues();
    fields.forEach(({ name }, index) => {
      const position = positions[index]!;
      const value = row[position];
      values[name] = value === null ? null : (decoders[position]?.(value) ?? value);
    });
    return values;
  };
}
