import type { UpsertMany } from "../../args/writes/read-upsert-many.js";
import { readChangedRow, readNewRow } from "../../args/writes/read-rows.js";
import { copyValues, startRowSet, type Entry, type WrittenRow } from "../../args/writes/row-set.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Engine } from "../engine.js";
import { findNamed } from "./find-rows.js";
import { createValueReader } from "./value-reader.js";
import { changeRows, insertRows } from "./write-rows.js";
import type { Writer } from "./writer.js";

/**
 * Prepares an `upsertMany` that looks for its rows before it changes or creates them: in as many statements as there are tables, and
 * one more.
 *
 * @throws InvalidArgument
 */
export function prepareFoundUpsert(
  { data, key, groups, visibility }: UpsertMany,
  args: unknown,
  model: ModelMetadata,
  engine: Engine,
): (writer: Writer) => Promise<void> {
  const reader = createValueReader(engine);
  const { update } = args as { readonly update?: Readonly<Record<string, unknown>> };
  const [created, changed] = [startRowSet(model), startRowSet(model)];
  const entries = groups.flatMap(({ positions, change: { fields, operators, given } }) =>
    positions.map((position): Entry => {
      const row = data[position]!;
      const path = ["data", position];
      const create = readNewRow(row, created, { path }, reader);
      const change = fields.map((field) => {
        const operator = operators?.get(field);
        const own = operator === undefined ? row[field.name] : { [operator]: row[field.name] };
        return [field.name, given.has(field) ? own : update![field.name]] as const;
      });
      const values = copyValues(Object.fromEntries(change));
      const named = { fields: key, values: key.map(({ name }) => row[name]) };
      const place = { path: ["update"] };
      return {
        verb: "upsert",
        owner: create,
        path,
        key: named,
        create,
        update: readChangedRow(values, changed, place, reader),
      };
    }),
  );
  return async (writer) => {
    const found = await findNamed(entries, model, model.primaryKey, writer, visibility);
    for (const entry of entries) {
      const known = found.get(entry);
      if (known === undefined) entry.update!.isSkipped = true;
      else settle(entry, known);
    }
    await changeRows(changed, writer);
    await insertRows(created, writer);
  };
}

function settle({ create, update }: Entry, known: WrittenRow["known"]): void {
  create!.isSkipped = true;
  update!.known = known;
}
