import type { CompiledStatement, Expression } from "@joinery/sql";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata, Part, RelationMetadata } from "../metadata/metadata.js";
import { assignStamps } from "./assign-values.js";
import { compileStatement, type Planner } from "./build-node.js";
import { addAlias, allOf, readColumn, startDraft, type Draft } from "./draft.js";
import { addSlot } from "./slots.js";

/** A column of a join table, as a field of the rows that it holds. */
export interface LinkFields {
  readonly source: readonly FieldMetadata[];
  readonly target: readonly FieldMetadata[];
}

/** What a join table holds of the keys of both ends; a column that both share is there once. */
export function listLinkFields(relation: RelationMetadata): LinkFields {
  if (relation.relation.kind !== "many-to-many") throw new Error(`${relation.name} has no join table`);
  const { sourceColumns, targetColumns } = relation.relation.joinTable;
  return {
    source: relation.fields.map((field, part) => linkField(field, sourceColumns[part]!)),
    target: relation.references.map((field, part) => linkField(field, targetColumns[part]!)),
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
  const { source, target } = listLinkFields(relation);
  const draft = startDraft();
  const alias = addAlias(draft);
  return compileStatement(
    { kind: "delete", table: tableOf(relation), alias, where: isIn([...source, ...target], alias, draft) },
    planner,
  );
}

/**
 * Unties what the owners of the first list lead to, but for the second list: of a join table pairs of both keys, otherwise keys of the other
 * end, which is left without an owner.
 */
export function planUnlinkOthers(relation: RelationMetadata, planner: Planner): CompiledStatement {
  const draft = startDraft();
  const alias = addAlias(draft);
  if (relation.relation.kind === "many-to-many") {
    const { source, target } = listLinkFields(relation);
    const owners = isIn(source, alias, draft);
    const where = allOf([owners, { kind: "not", operand: isIn([...source, ...target], alias, draft) }]);
    return compileStatement({ kind: "delete", table: tableOf(relation), alias, where }, planner);
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

function tableOf({ relation }: RelationMetadata) {
  if (relation.kind !== "many-to-many") throw new Error(`${relation.name} has no join table`);
  return relation.joinTable.table;
}

/** The table that has a key. */
function partOf(fields: readonly FieldMetadata[], { parts }: ModelMetadata): Part {
  return parts.find((part) => fields.every((field) => part.fields.includes(field))) ?? parts.at(-1)!;
}
