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

/** How many sets of fields are changed by statements of their own. */
const mostSets = 4;

/**
 * Changes rows of one model, in one statement for those whose changes are of the same fields; where there are many such sets, in one for all, which
 * leaves in each row what is not changed in it. Puts in their values what the database makes of them.
 *
 * @throws StaleObject where a row is gone, or has another version than the object
 */
export async function writeUpdates(changes: readonly Change[], mapping: ObjectMapping, writer: Writer): Promise<void> {
  for (const change of changes) resolveReferences(change);
  const sets = groupBy(changes, ({ values }) => mapping.names.filter((name) => values[name] !== undefined).join());
  for (const group of sets.size > mostSets ? groupByStamps(changes, mapping) : sets.values()) {
    const fields = mapping.fields.filter(({ name }) => group.some(({ values }) => values[name] !== undefined));
    for (const part of mapping.model.parts) {
      const own = fields.filter((field) => part.fields.includes(field));
      const isStamped = part.fields.some((field) => field.isUpdatedAt || field.isVersion);
      if (own.length > 0 || isStamped) await updatePart(group, own, part, mapping, writer);
    }
  }
}

/** What the database stamps it does not stamp in rows that are given a value for it. */
function groupByStamps(changes: readonly Change[], { fields }: ObjectMapping): Iterable<readonly Change[]> {
  const stamps = fields.filter(({ isUpdatedAt }) => isUpdatedAt);
  return groupBy(changes, ({ values }) => stamps.map(({ name }) => values[name] !== undefined).join()).values();
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
  const optional = fields.filter(({ name }) => changes.some(({ values }) => values[name] === undefined));
  const place = { table: part.model, tableFields: part.fields, withDeleted: true } as const;
  const columns = { key, fields, optional, returning, ...place };
  const readers = [
    ...key.map(({ name }) => readPart<Change>("before", name)),
    ...fields.map((field) => (optional.includes(field) ? readOptional(field) : readPart<Change>("values", field.name))),
    ...optional.map(
      ({ name }) =>
        (change: unknown) =>
          (change as Change).values[name] !== undefined,
    ),
  ];
  const sender = senderOf(writer, model);
  const shape = { count: changes.length, fields: [...key, ...fields, ...optional], touched: [] };
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

function readOptional({ name }: FieldMetadata): (change: unknown) => unknown {
  return (change) => (change as Change).values[name] ?? null;
}

export function refuseStale({ model, operation }: Sender): never {
  throw new StaleObject(model.name, operation);
}
