import type { BoundStatement } from "@joinery/sql";
import type { ArgumentPath } from "../../args/argument-path.js";
import { refuse } from "../../args/refuse.js";
import type { ReadValue, RowGroup } from "../../args/writes/group-rows.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { generatorOf } from "../../metadata/default-value.js";
import { isNumbered, type InsertPlan } from "../../plan/writes/plan-insert-many.js";
import { sampleValue } from "../../plan/sample-value.js";
import type { Engine } from "../engine.js";
import { chunkSizes, findInsert } from "./find-insert.js";
import { sendChange, sendQuery, type Sender } from "../send.js";

type Row = Parameters<ReadValue>[0];
/** Told of a value that is wrong, and where it is. */
export type FailPart = (error: unknown, row: number, field: FieldMetadata) => never;

/** The inserts of one table of those that hold the rows. */
export interface PartInserts {
  readonly fields: readonly FieldMetadata[];
  readonly readers: readonly ReadValue[];
  readonly chunks: readonly { readonly start: number; readonly size: number; readonly plan: InsertPlan }[];
  /** The parts of the key that the database makes here: of many rows at most a number. */
  readonly made: readonly FieldMetadata[];
}

/**
 * Plans the inserts of rows with the same fields into all of their tables, the first first.
 *
 * @param pathOf where in the arguments a row is
 */
export function planPartInserts(
  group: RowGroup,
  model: ModelMetadata,
  engine: Engine,
  pathOf: (position: number) => ArgumentPath = (position) => ["data", position],
): readonly PartInserts[] {
  const { primaryKey } = model;
  const made = primaryKey.filter((field) => !group.fields.includes(field));
  const unknown = made.length > 1 || !made.every(isNumbered) ? made[0] : undefined;
  if (unknown !== undefined && group.positions.length > 1) {
    refuse(
      [...pathOf(group.positions[0]!), unknown.name],
      `Of many new rows of ${model.name} the key must be known, for others go with it: give this one.`,
    );
  }
  return model.parts.map((part, place) => {
    const shared = place === 0 ? [] : primaryKey;
    const fields = [...shared, ...group.fields.filter((field) => part.fields.includes(field))];
    const touched = group.touched.filter((field) => part.fields.includes(field));
    const returning = place === 0 ? made : [];
    const columns = { fields, touched, returning, skipDuplicates: false };
    const chunks = chunkSizes({ count: group.positions.length, fields, touched }, part.model, engine);
    return {
      fields,
      readers: fields.map((field) => (primaryKey.includes(field) ? readAsIs(field) : readerOf(field, group))),
      chunks: chunks.map((chunk) => ({ ...chunk, plan: findInsert(columns, chunk.size, part.model, engine) })),
      made: returning,
    };
  });
}

/**
 * Inserts rows into all of their tables, one table after the other. The numbers that the database gives rise in the order of
 * the rows, so that sorted they say whose they are, in whatever order they come back (as SQLAlchemy does it).
 *
 * @returns the rows with their keys
 */
export async function insertParts(
  given: readonly Row[],
  group: RowGroup,
  parts: readonly PartInserts[],
  sender: Sender,
  fail: FailPart,
): Promise<readonly Row[]> {
  let rows = makeKeys(given, group, sender.model);
  for (const { fields, readers, chunks, made } of parts) {
    const keys: unknown[] = [];
    for (const { start, size, plan } of chunks) {
      const chunk = rows.slice(start, start + size);
      const parameters = plan.bind(chunk, readers, (error, row, column) => fail(error, start + row, fields[column]!));
      const { key } = plan;
      if (key === undefined) await sendChange(plan.statement, parameters, sender);
      else keys.push(...sortNumbers((await sendQuery(plan.statement, parameters, sender)).map((row) => key.read(row))));
    }
    if (made.length > 0) rows = rows.map((row, index) => ({ ...row, ...nameParts(made, keys[index]) }));
  }
  return rows;
}

/** One alone is whose it is. */
function sortNumbers(keys: readonly unknown[]): readonly unknown[] {
  return keys.length < 2 ? keys : [...(keys as readonly (number | bigint)[])].sort((a, b) => (a < b ? -1 : 1));
}

function nameParts(made: readonly FieldMetadata[], key: unknown): Row {
  if (made.length === 1) return { [made[0]!.name]: key };
  return Object.fromEntries(made.map(({ name }, part) => [name, (key as readonly unknown[])[part]]));
}

/** The same inserts, for a look at them: other numbers stand for those that the database would give. */
export function bindPartInserts(
  given: readonly Row[],
  group: RowGroup,
  parts: readonly PartInserts[],
  model: ModelMetadata,
  fail: FailPart,
): readonly BoundStatement[] {
  const rows = makeKeys(given, group, model);
  const made = parts.flatMap((part) => part.made);
  const known = rows.map((row) => ({
    ...Object.fromEntries(made.map(({ name, type }) => [name, sampleValue(type)])),
    ...row,
  }));
  return parts.flatMap(({ fields, readers, chunks }) =>
    chunks.map(({ start, size, plan }) => {
      const chunk = known.slice(start, start + size);
      const refuse = (error: unknown, row: number, column: number) => fail(error, start + row, fields[column]!);
      return { statement: plan.statement, parameters: plan.bind(chunk, readers, refuse) };
    }),
  );
}

/** Keys that are made here are made once, for all tables. */
function makeKeys(rows: readonly Row[], group: RowGroup, { primaryKey }: ModelMetadata): readonly Row[] {
  const made = primaryKey.filter((field) => generatorOf(field) !== undefined && group.fields.includes(field));
  if (made.length === 0) return rows;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(made.map((field) => [field.name, readerOf(field, group)(row)])),
  }));
}

function readAsIs({ name }: FieldMetadata): ReadValue {
  return (row) => row[name];
}

function readerOf(field: FieldMetadata, { fields, readers }: RowGroup): ReadValue {
  return readers[fields.indexOf(field)]!;
}
