import type { ColumnExpression, Expression, SelectStatement } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { matchKeys, readColumn, type Draft } from "../draft.js";
import { addParameter, addSlot, type SlotSource } from "../slots.js";

/** A column that holds a part of a key, and the field that tells its type. */
export interface KeyColumn {
  readonly alias: string;
  readonly column: string;
  readonly field: FieldMetadata;
}

/** The key of the only owner there is, part by part: values, or in a subquery columns of the row around it. */
export type OwnerKey = readonly (SlotSource | ColumnExpression)[];

/** The owners whose rows are wanted: all whose keys are sent, the only one, or those whose keys a subquery gives. */
export type Owners = OwnerKey | SelectStatement | undefined;

/**
 * That a row has one of the keys that other rows gave. They are one parameter, so the text does not depend on their number.
 */
export function planOwners(draft: Draft, columns: readonly KeyColumn[], owners: Owners): Expression {
  const operands = columns.map(({ alias, column }) => readColumn(draft, alias, column));
  const types = columns.map(({ field }) => field.type);
  if (owners !== undefined && "kind" in owners) return { kind: "in-select", operands, select: owners };
  if (owners !== undefined) {
    return matchKeys(
      operands,
      owners.map((part, place) => (part.kind === "column" ? part : addParameter(draft, part, types[place]!))),
    );
  }
  if (columns.length > 1) {
    return { kind: "in-keys", operands, types, slot: addSlot(draft, { kind: "keys" }) };
  }
  return { kind: "in-list", operand: operands[0]!, list: addParameter(draft, { kind: "keys" }, types[0]!) };
}

/** The columns of a primary key. */
export function listKeyColumns(key: readonly FieldMetadata[], alias: string): readonly KeyColumn[] {
  return key.map((field) => ({ alias, column: field.column, field }));
}

/** The only key that other rows gave, part by part. */
export function keyOfOne({ length }: readonly FieldMetadata[]): readonly SlotSource[] {
  return length === 1 ? [{ kind: "key" }] : Array.from({ length }, (_, part) => ({ kind: "key", part }));
}
