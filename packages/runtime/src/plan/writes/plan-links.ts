import type { CompiledStatement, Expression } from "@joinery/sql";
import { generatorOf } from "../../metadata/default-value.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata, Part, RelationMetadata } from "../../metadata/metadata.js";
import { assignStamps } from "./assign-values.js";
import { compileStatement, type Planner } from "../build-node.js";
import { addAlias, allOf, readColumn, startDraft, type Draft } from "../draft.js";
import type { InsertedTable } from "./plan-insert-many.js";
import { addSlot } from "../slots.js";

/** A join table as what rows are inserted into; its columns are fields that are called as they are. */
export interface LinkTable extends InsertedTable {
  /** What holds the keys of both ends. */
  readonly source: readonly FieldMetadata[];
  readonly target: readonly FieldMetadata[];
  /** What else a link has, where it is a row of a model. */
  readonly generated: readonly FieldMetadata[];
  readonly touched: readonly FieldMetadata[];
}

/** The join table of a relation, always the same: plans are kept by it. */
export function linkTableOf(relation: RelationMetadata): LinkTable {
  let table = linkTables.get(relation);
  if (table === undefined) linkTables.set(relation, (table = describeLinkTable(relation)));
  return table;
}

const linkTables = new WeakMap<RelationMetadata, LinkTable>();

function describeLinkTable({ relation, fields, references, name, through }: RelationMetadata): LinkTable {
  if (relation.kind !== "many-to-many") throw new Error(`${name} has no join table`);
  const { table, sourceColumns, targetColumns } = relation.joinTable;
  return {
    name: table.name,
    table,
    primaryKey: [],
    source: fields.map((field, part) => linkField(field, sourceColumns[part]!)),
    target: references.map((field, part) => linkField(field, targetColumns[part]!)),
    generated: through?.fields.filter((field) => generatorOf(field) !== undefined) ?? [],
    touched: through?.fields.filter((field) => field.isUpdatedAt) ?? [],
  };
}

/** It is called by its column: names of fields mean nothing here. */
function linkField({ type, elementType }: FieldMetadata, column: string): FieldMetadata {
  return {
    kind: "field",
    name: column,
    column,
    type,
    elementType,
    isList: false,
    isNullable: false,
    isHidden: false,
    isUpdatedAt: false,
    isVersion: false,
    isGenerated: false,
  };
}

/** Takes links out of a join table: the pairs of the first list. */
export function planUnlink(relation: RelationMetadata, planner: Planner): CompiledStatement {
  const { source, target, table } = linkTableOf(relation);
  const draft = startDraft();
  const alias = addAlias(draft);
  return compileStatement({ kind: "delete", table, alias, where: isIn([...source, ...target], alias, draft) }, planner);
}

/**
 * Unties what the owners of the first list lead to, but for the second list: of a join table pairs of both keys, otherwise keys of the other
 * end, which is left without an owner.
 */
export function planUnlinkOthers(relation: RelationMetadata, planner: Planner): CompiledStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  if (relation.relation.kind === "many-to-many") {
    const { source, target, table } = linkTableOf(relation);
    const owners = isIn(source, alias, draft);
    const where = allOf([owners, { kind: "not", operand: isIn([...source, ...target], alias, draft) }]);
    return compileStatement({ kind: "delete", table, alias, where }, planner);
  }
  const { target, references } = relation;
  const part = partOf(references, target);
  const owners = isIn(references, alias, draft);
  const where = allOf([owners, { kind: "not", operand: isIn(target.primaryKey, alias, draft) }]);
  const free = references.filter(({ isNullable }) => isNullable);
  const none: Expression = { kind: "literal", value: null };
  const set = [
    ...free.map(({ column }) => ({ column, value: none })),
    ...assignStamps(free, part.fields, alias, draft),
  ];
  return compileStatement({ kind: "update", table: part.model.table, alias, set, where }, planner);
}

/** That the values of these fields are one of the tuples of one more list. */
function isIn(fields: readonly FieldMetadata[], alias: string, draft: Draft): Expression {
  const operands = fields.map(({ column }) => readColumn(draft, alias, column));
  const types = fields.map(({ type }) => type);
  const slot = addSlot(draft, { kind: "keys" });
  if (fields.length > 1) return { kind: "in-keys", operands, types, slot };
  return { kind: "in-list", operand: operands[0]!, list: { kind: "parameter", slot, type: types[0]! } };
}

/** The table that has a key. */
function partOf(fields: readonly FieldMetadata[], { parts }: ModelMetadata): Part {
  return parts.find((part) => fields.every((field) => part.fields.includes(field))) ?? parts.at(-1)!;
}
