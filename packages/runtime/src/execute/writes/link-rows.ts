import { readField } from "../../args/writes/group-rows.js";
import { copyValues, type Values, type WrittenRow } from "../../args/writes/row-set.js";
import { generatorOf } from "../../metadata/default-value.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { RelationMetadata } from "../../metadata/metadata.js";
import { linkTableOf, planUnlink, planUnlinkOthers } from "../../plan/writes/plan-links.js";
import { chunkSizes, findInsert } from "./find-insert.js";
import { findUntied } from "./find-rows.js";
import { bindLists, findListStatement } from "../list-statement.js";
import { sendChange } from "../send.js";
import { changeRows, failAsBug } from "./write-rows.js";
import { senderOf, type Writer } from "./writer.js";

/** A row, and one that its relation leads to. */
export interface Link {
  readonly owner: WrittenRow;
  /** As far as it is known. */
  readonly target: Values;
}

/**
 * Ties rows to each other. Who holds the key is told it: the owner, before it is written; the row at the other end, which is changed for it
 * unless it is new; or a join table, which gets all links in one statement.
 */
export async function linkRows(
  relation: RelationMetadata,
  connected: readonly Link[],
  made: readonly Link[],
  writer: Writer,
): Promise<void> {
  const { relation: stored, fields, references, target } = relation;
  const { kind } = stored;
  if (kind === "many-to-many") {
    // Where no key of the table sees to it, nothing is tied twice all the same.
    const fresh = stored.joinTable.mayRepeat ? await findUntied(connected, relation, writer) : connected;
    return insertLinks(relation, [...fresh, ...made], writer);
  }
  if (kind === "owning") {
    for (const link of [...connected, ...made]) {
      fields.forEach(({ name }, part) => (link.owner.values[name] = link.target[references[part]!.name]));
    }
    return;
  }
  const rows = connected.map(({ owner, target: known }): WrittenRow => {
    const values = copyValues();
    references.forEach(({ name }, part) => (values[name] = owner.known[fields[part]!.name]));
    return { path: [], values, known };
  });
  await changeRows({ model: target, rows: [...new Map(rows.map((row) => [row.known, row])).values()] }, writer);
}

/** Unties rows at the other end from their owners. */
export async function unlinkRows(relation: RelationMetadata, links: readonly Link[], writer: Writer): Promise<void> {
  if (links.length === 0 || relation.relation.kind === "owning") return;
  if (relation.relation.kind === "many-to-many") {
    const statement = findListStatement(planUnlink, relation, writer);
    const pairs = links.map((link) => [...ownKey(relation, link.owner.known), ...otherKey(relation, link.target)]);
    await sendChange(statement, bindLists(statement, [pairs]), senderOf(writer, relation.target));
    return;
  }
  const free = relation.references.filter(({ isNullable }) => isNullable);
  const rows = links.map(({ target: known }): WrittenRow => {
    return { path: [], values: copyValues(Object.fromEntries(free.map(({ name }) => [name, null]))), known };
  });
  await changeRows({ model: relation.target, rows }, writer);
}

/** Unties from owners all but what they are tied to from now on. */
export async function unlinkOthers(
  relation: RelationMetadata,
  owners: readonly WrittenRow[],
  kept: readonly Link[],
  writer: Writer,
): Promise<void> {
  const { kind } = relation.relation;
  // A new row leads to nothing yet, and a row that cannot be without the other stays: the database will say so.
  const old = owners.filter((owner) => owner.values !== owner.known);
  if (old.length === 0 || kind === "owning") return;
  if (kind === "inverse" && !relation.references.some(({ isNullable }) => isNullable)) return;
  const statement = findListStatement(planUnlinkOthers, relation, writer);
  const { primaryKey } = relation.target;
  const rest = kept.map((link) =>
    kind === "inverse"
      ? primaryKey.map(({ name }) => link.target[name])
      : [...ownKey(relation, link.owner.known), ...otherKey(relation, link.target)],
  );
  const lists = [old.map(({ known }) => ownKey(relation, known)), rest].map((list) => list.map(unwrap));
  await sendChange(statement, bindLists(statement, lists), senderOf(writer, relation.target));
}

async function insertLinks(relation: RelationMetadata, links: readonly Link[], writer: Writer): Promise<void> {
  if (links.length === 0) return;
  const table = linkTableOf(relation);
  const { source, target, generated, touched } = table;
  const columns = { fields: byColumn([...source, ...target, ...generated]), touched };
  const rows = links.map((link) => {
    const keys = [...ownKey(relation, link.owner.known), ...otherKey(relation, link.target)];
    return Object.fromEntries([
      ...[...source, ...target].map(({ name }, part) => [name, keys[part]] as const),
      ...generated.map((field) => [field.name, generatorOf(field)!()] as const),
    ]);
  });
  const readers = columns.fields.map(readField);
  const sender = senderOf(writer, relation.through ?? relation.target);
  for (const { start, size } of chunkSizes({ ...columns, count: rows.length }, table, writer.engine)) {
    const plan = findInsert({ ...columns, returning: [], skipDuplicates: true }, size, table, writer.engine);
    await sendChange(plan.statement, plan.bind(rows.slice(start, start + size), readers, failAsBug), sender);
  }
}

/** A column that holds a part of both keys is there once. */
function byColumn(fields: readonly FieldMetadata[]): readonly FieldMetadata[] {
  return [...new Map(fields.map((field) => [field.column, field])).values()];
}

function ownKey({ fields }: RelationMetadata, known: Values): readonly unknown[] {
  return fields.map(({ name }) => known[name]);
}

function otherKey({ references }: RelationMetadata, known: Values): readonly unknown[] {
  return references.map(({ name }) => known[name]);
}

/** A list of keys of one part is a list of values. */
function unwrap(key: readonly unknown[]): unknown {
  return key.length === 1 ? key[0] : key;
}
