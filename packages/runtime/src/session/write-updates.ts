import { groupBy } from "../group-by.js";
import { readPart } from "../args/writes/group-rows.js";
import { StaleObject } from "../errors/call-errors.js";
import { chunkSizes } from "../execute/writes/find-insert.js";
import { findUpdate } from "../execute/writes/find-update.js";
import { sendChange, sendQuery, type Sender } from "../execute/send.js";
import { senderOf, type Writer } from "../execute/writes/writer.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { Part } from "../metadata/metadata.js";
import { resolveReferences, type Change } from "./change.js";
import type { ObjectMapping } from "./object-mapping.js";
import { readRow, refuseValue } from "./write-inserts.js";

/**
 * Changes rows of one model, in one statement for those whose changes are of the same fields, and puts in their values what the database makes
 * of them.
 *
 * @throws StaleObject where a row is gone, or has another version than the object
 */
export async function writeUpdates(changes: readonly Change[], mapping: ObjectMapping, writer: Writer): Promise<void> {
  for (const change of changes) resolveReferences(change);
  const groups = groupBy(changes, ({ values }) => mapping.names.filter((name) => values[name] !== undefined).join());
  for (const group of groups.values()) {
    const fields = mapping.fields.filter(({ name }) => group[0]!.values[name] !== undefined);
    for (const part of mapping.model.parts) {
      const own = fields.filter((field) => part.fields.includes(field));
      const isStamped = part.fields.some((field) => field.isUpdatedAt || field.isVersion);
      if (own.length > 0 || isStamped) await updatePart(group, own, part, mapping, writer);
    }
  }
}

async function updatePart(
  changes: readonly Change[],
  fields: readonly FieldMetadata[],
  part: Part,
  { model, version, identify }: ObjectMapping,
  writer: Writer,
): Promise<void> {
  const { primaryKey } = model;
  const isVersioned = version !== undefined && part.fields.includes(version);
  const key = isVersioned ? [...primaryKey, version] : primaryKey;
  const made = part.fields.filter(
    (field) => field.isVersion || field.isGenerated || (field.isUpdatedAt && !fields.includes(field)),
  );
  const returning = made.length === 0 ? [] : [...primaryKey, ...made];
  const columns = { key, fields, returning, table: part.model, tableFields: part.fields, withDeleted: true } as const;
  const readers = [
    ...key.map(({ name }) => readPart<Change>("before", name)),
    ...fields.map(({ name }) => readPart<Change>("values", name)),
  ];
  const sender = senderOf(writer, model);
  const shape = { count: changes.length, fields: [...key, ...fields], touched: [] };
  for (const { start, size } of chunkSizes(shape, part.model, writer.engine)) {
    const chunk = changes.slice(start, start + size);
    const plan = findUpdate(columns, size, model, writer.engine);
    const parameters = plan.bind(chunk as never, readers, (error, _, column) =>
      refuseValue(error, model, [...key, ...fields][column]!),
    );
    if (returning.length === 0) {
      if ((await sendChange(plan.statement, parameters, sender)) < size) refuseStale(sender);
      continue;
    }
    const rows = await sendQuery(plan.statement, parameters, sender);
    if (rows.length < size) refuseStale(sender);
    const isMoved = primaryKey.some((field) => fields.includes(field));
    const byKey = new Map(
      chunk.map((change) => [identify(isMoved ? { ...change.before, ...change.values } : change.before), change]),
    );
    for (const row of rows) {
      const values = readRow(row, returning, plan.statement);
      Object.assign(byKey.get(identify(values))!.values, values);
    }
  }
}

export function refuseStale({ model, operation }: Sender): never {
  throw new StaleObject(model.name, operation);
}
