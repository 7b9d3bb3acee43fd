import {
  copyValues,
  type Entry,
  type RelationWrites,
  type RowSet,
  type Values,
  type Verb,
  type WrittenRow,
} from "../../args/writes/row-set.js";
import { RecordNotFound } from "../../errors/call-errors.js";
import { formatPath } from "../../args/argument-path.js";
import { refuse } from "../../args/refuse.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { RelationMetadata } from "../../metadata/metadata.js";
import { identifyKey } from "../../plan/key-reader.js";
import { findFitting, findNamed, findOwned } from "./find-rows.js";
import { linkRows, unlinkOthers, unlinkRows, type Link } from "./link-rows.js";
import { removeRows } from "./remove-rows.js";
import { changeRows, insertMissing, insertRows, neededOf } from "./write-rows.js";
import type { Writer } from "./writer.js";

/**
 * Writes the rows of a set, and all that goes with them: first what they depend on, for they hold its keys; then themselves; then what
 * depends on them.
 */
export async function writeSet(set: RowSet, use: "insert" | "change", writer: Writer): Promise<void> {
  const relations = [...set.relations.values()];
  const isBefore = ({ relation }: RelationWrites) => relation.relation.kind === "owning";
  const rest: (() => Promise<void>)[] = [];
  for (const writes of relations.filter(isBefore)) rest.push(await writeRelation(writes, writer));
  await (use === "insert" ? insertRows(set, writer) : changeRows(set, writer));
  for (const finish of rest) await finish();
  for (const writes of relations.filter((each) => !isBefore(each))) await (await writeRelation(writes, writer))();
}

/**
 * Writes what is said of one relation by all rows of a set. What goes, goes first: `set`, `disconnect`, `delete`, `deleteMany`; then what changes:
 * `update`, `updateMany`, `upsert`; then what is new; and at last what is tied.
 *
 * @returns what can be done only when the rows themselves are written
 */
async function writeRelation(writes: RelationWrites, writer: Writer): Promise<() => Promise<void>> {
  const { relation, created, skippable, changed } = writes;
  const entries = listEntries(writes);
  const { target } = relation;
  const wanted = [...new Set([...neededOf(changed), ...relation.references])];
  const naming = pick(entries, ["connect", "connectOrCreate", "set"]).filter(({ key }) => key !== undefined);
  const named = await findNamed(naming, target, wanted, writer);
  const owned = await findOwned(pick(entries, ["disconnect", "update", "upsert", "delete"]), relation, wanted, writer);
  demandFound(pick(naming, ["connect", "set"]), named, target.name, writer);
  demandFound(pick(entries, ["update", "delete"]), owned, target.name, writer);

  const linksOf = (verbs: readonly Verb[], found: ReadonlyMap<Entry, Values>) =>
    pick(entries, verbs).flatMap((entry): Link[] => {
      const other = found.get(entry);
      return other === undefined ? [] : [{ owner: entry.owner, target: other }];
    });
  const connected = linksOf(["connect", "connectOrCreate", "set"], named);
  const removed = linksOf(["delete"], owned);
  for (const entry of pick(entries, ["deleteMany"])) {
    const found = await findFitting(entry, entry.filter!, relation, wanted, writer);
    removed.push(...found.map((values) => ({ owner: entry.owner, target: values })));
  }
  await unlinkOthers(relation, listReplaced(entries, relation), connected, writer);
  await unlinkRows(relation, linksOf(["disconnect"], owned), writer);
  if (relation.relation.kind === "owning") unlinkOwners(relation, pick(entries, ["disconnect", "delete"]));
  else await removeLinked(relation, removed, writer);

  refuseRepetition(pick(entries, ["update", "upsert"]), owned, relation);
  for (const entry of pick(entries, ["update", "upsert"])) {
    const known = owned.get(entry);
    if (known === undefined) entry.update!.isSkipped = true;
    else entry.update!.known = known;
  }
  await writeSet(changed, "change", writer);
  for (const entry of pick(entries, ["updateMany"])) {
    const found = await findFitting(entry, entry.filter!, relation, target.primaryKey, writer);
    const rows = found.map((known) => ({ ...entry.update!, values: copyValues(entry.update!.values), known }));
    await changeRows({ model: target, rows }, writer);
  }

  const links = linkNew(pick(entries, ["create", "createMany", "connectOrCreate", "upsert"]), named, owned);
  if (relation.relation.kind === "inverse") for (const { owner, row } of links) assignKeys(row.values, relation, owner);
  await writeSet(created, "insert", writer);
  await insertMissing(skippable, writer);
  const made = links.map(({ owner, row }) => ({ owner, target: row.known }));
  await linkRows(relation, connected, made, writer);
  return async () => {
    if (relation.relation.kind === "owning")
      await removeRows(
        target,
        removed.map((link) => link.target),
        writer,
      );
  };
}

/** What is said by rows that are written. What is said by others is none of theirs, down to the leaves. */
function listEntries({ entries }: RelationWrites): readonly Entry[] {
  return entries.filter(({ owner, create, update }) => {
    if (owner.isSkipped !== true) return true;
    for (const row of [create, update]) if (row !== undefined) row.isSkipped = true;
    return false;
  });
}

function pick(entries: readonly Entry[], verbs: readonly Verb[]): readonly Entry[] {
  return entries.filter(({ verb }) => verbs.includes(verb));
}

function demandFound(
  entries: readonly Entry[],
  found: ReadonlyMap<Entry, Values>,
  model: string,
  { operation }: Writer,
): void {
  const missing = entries.find((entry) => !found.has(entry));
  if (missing !== undefined) throw new RecordNotFound(model, operation, formatPath(missing.path));
}

/** Of two changes of one row a statement would make one. Which keys name the same row, only the database knows. */
function refuseRepetition(
  entries: readonly Entry[],
  found: ReadonlyMap<Entry, Values>,
  { target }: RelationMetadata,
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const known = found.get(entry);
    if (known === undefined) continue;
    const key = identifyKey(target.primaryKey.map(({ name }) => known[name]));
    if (seen.has(key)) refuse(entry.path, "Another change names this row: put both together.");
    seen.add(key);
  }
}

/** The owners whose relation is to lead to nothing but what is said now: those of a `set`, and those of a relation to one that gets another. */
function listReplaced(entries: readonly Entry[], relation: RelationMetadata): readonly WrittenRow[] {
  const verbs: readonly Verb[] = relation.isMany ? ["set"] : ["create", "connect", "connectOrCreate"];
  return [...new Set(pick(entries, verbs).map(({ owner }) => owner))];
}

/** Rows that are new now, each with its owner; of one that several name by the same key, one. */
function linkNew(
  entries: readonly Entry[],
  named: ReadonlyMap<Entry, Values>,
  owned: ReadonlyMap<Entry, Values>,
): readonly { readonly owner: WrittenRow; readonly row: WrittenRow }[] {
  const firsts = new Map<string, WrittenRow>();
  return entries.flatMap((entry) => {
    const { verb, owner, key } = entry;
    const row = entry.create!;
    if (named.has(entry) || owned.has(entry)) row.isSkipped = true;
    if (row.isSkipped) return [];
    if (verb !== "connectOrCreate") return [{ owner, row }];
    const name = `${key!.fields.map((field) => field.name).join()} ${key!.values.map(String).join("\0")}`;
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, row);
    else row.isSkipped = true;
    return [{ owner, row: first ?? row }];
  });
}

function assignKeys(values: Values, { fields, references }: RelationMetadata, owner: WrittenRow): void {
  references.forEach(({ name }, part) => {
    values[name] = owner.known[fields[part]!.name];
  });
}

/** The owner holds the key: it is written with it. */
function unlinkOwners({ fields }: RelationMetadata, entries: readonly Entry[]): void {
  for (const { owner } of entries) for (const { name } of loosest(fields)) owner.values[name] = null;
}

function loosest(fields: readonly FieldMetadata[]): readonly FieldMetadata[] {
  return fields.filter(({ isNullable }) => isNullable);
}

/** Links hold on to what they link, unless the database lets go of them by itself. */
async function removeLinked(relation: RelationMetadata, removed: readonly Link[], writer: Writer): Promise<void> {
  if (relation.through !== undefined) await unlinkRows(relation, removed, writer);
  await removeRows(
    relation.target,
    removed.map(({ target }) => target),
    writer,
  );
}
