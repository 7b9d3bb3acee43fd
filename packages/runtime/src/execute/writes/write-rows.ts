import { groupBy } from "../../group-by.js";
import { groupRows, readPart, type RowGroup } from "../../args/writes/group-rows.js";
import { copyValues, type RowSet, type Values, type WrittenRow } from "../../args/writes/row-set.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { generatorOf } from "../../metadata/default-value.js";
import { chunkSizes, findInsert } from "./find-insert.js";
import { planChunks } from "./find-update.js";
import { insertParts, planPartInserts } from "./insert-parts.js";
import { findKnown } from "./find-rows.js";
import { sendChange } from "../send.js";
import { senderOf, type Writer } from "./writer.js";

/** Inserts rows, each given back the key that the database made of it; in as few statements as their fields are different. */
export async function insertRows(set: RowSet, writer: Writer): Promise<void> {
  const { model } = set;
  const rows = listLive(set.rows);
  for (const row of rows) makeValues(row.values, model);
  for (const group of groupLive(rows, model)) {
    const written = group.positions.map((position) => rows[position]!);
    const parts = planPartInserts(group, model, writer.engine, (position) => rows[position]!.path);
    const values = written.map((row) => row.values);
    const inserted = await insertParts(values, group, parts, senderOf(writer, model), failAsBug);
    written.forEach((row, index) => Object.assign(row.values, inserted[index]));
  }
  await findKnown(rows, neededOf(set), model, writer);
}

/** Inserts those of the rows whose unique keys are not taken yet. */
export async function insertMissing({ model, rows }: RowSet, writer: Writer): Promise<void> {
  const live = listLive(rows);
  const sender = senderOf(writer, model);
  for (const group of groupLive(live, model)) {
    for (const { start, size } of chunkSizes({ ...group, count: group.positions.length }, model, writer.engine)) {
      const plan = findInsert({ ...group, returning: [], skipDuplicates: true }, size, model, writer.engine);
      const values = group.positions.slice(start, start + size).map((position) => live[position]!.values);
      await sendChange(plan.statement, plan.bind(values, group.readers, failAsBug), sender);
    }
  }
}

/** Changes rows, each in its own way: one statement for all that change the same fields. */
export async function changeRows({ model, rows }: Pick<RowSet, "model" | "rows">, writer: Writer): Promise<void> {
  const changing = listLive(rows).filter(({ values }) => Object.keys(values).length > 0);
  const groups = groupBy(changing, ({ values, operators }) => {
    const names = Object.keys(values).sort().join();
    return operators === undefined ? names : `${names} ${model.fields.map((field) => operators.get(field)).join()}`;
  });
  for (const group of groups.values()) {
    const changed = model.fields.filter(({ name }) => Object.hasOwn(group[0]!.values, name));
    await changeAlike(group, changed, model, writer);
    for (const row of group) row.known = copyValues(row.known, row.values);
  }
}

export function listLive(rows: readonly WrittenRow[]): readonly WrittenRow[] {
  return rows.filter(({ isSkipped }) => isSkipped !== true);
}

/** What must be known of the rows of a set, so that others can be written which belong to them. */
export function neededOf({ model, relations }: RowSet): readonly FieldMetadata[] {
  return [...new Set([...model.primaryKey, ...[...relations.keys()].flatMap(({ fields }) => fields)])];
}

/** One statement for each table that has any of what changes. */
async function changeAlike(
  rows: readonly WrittenRow[],
  fields: readonly FieldMetadata[],
  model: ModelMetadata,
  writer: Writer,
): Promise<void> {
  const { operators } = rows[0]!;
  const changing = { key: model.primaryKey, fields, operators, withDeleted: true } as const;
  for (const { start, size, plan, ...chunk } of planChunks(changing, rows.length, model, writer.engine)) {
    const readers = [
      ...chunk.key.map(({ name }) => readPart<WrittenRow>("known", name)),
      ...chunk.fields.map(({ name }) => readPart<WrittenRow>("values", name)),
    ];
    const values = rows.slice(start, start + size) as unknown as readonly Readonly<Values>[];
    await sendChange(plan.statement, plan.bind(values, readers, failAsBug), senderOf(writer, model));
  }
}

/** What is made here is made before, for others may need it. */
function makeValues(values: Values, { fields }: ModelMetadata): void {
  for (const field of fields) {
    const make = Object.hasOwn(values, field.name) ? undefined : generatorOf(field);
    if (make !== undefined) values[field.name] = make();
  }
}

function groupLive(rows: readonly WrittenRow[], model: ModelMetadata): readonly RowGroup[] {
  return rows.length === 0
    ? []
    : groupRows(
        rows.map(({ values }) => values),
        model,
      );
}

/** Every value of the caller's was checked before the first statement. */
export const failAsBug = (error: unknown): never => {
  throw error;
};
