import { isOptional } from "../args/writes/read-data.js";
import { ValueError, type CompiledStatement, type Row } from "@joinery/sql";
import { InvalidObject } from "../errors/session-errors.js";
import { chunkSizes, findInsert } from "../execute/writes/find-insert.js";
import { sendChange, sendQuery } from "../execute/send.js";
import { senderOf, type Writer } from "../execute/writes/writer.js";
import { fillerOf } from "../metadata/default-value.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata, Part } from "../metadata/metadata.js";
import { isNumbered } from "../plan/writes/plan-insert-many.js";
import { identifyInsert, resolveReferences, takeMade, writeValue, writtenOf, type Change } from "./change.js";
import type { ObjectMapping } from "./object-mapping.js";

/** Inserts rows of one model, in one statement for those with the same fields, and puts in their values what the database makes of them. */
export async function writeInserts(changes: readonly Change[], mapping: ObjectMapping, writer: Writer): Promise<void> {
  for (const change of changes) resolveReferences(change);
  for (const { fields, rows } of groupRows(changes, mapping)) {
    for (const [place, part] of mapping.model.parts.entries()) {
      const own = fields.filter((field) => part.fields.includes(field));
      const shared = place === 0 ? [] : mapping.model.primaryKey;
      await insertPart(rows, [...shared, ...own], part, mapping, writer);
    }
    // What nobody has given and nothing makes is null.
    for (const field of mapping.fields) {
      if (!fields.includes(field) && !isMadeThere(field)) for (const row of rows) writeValue(row, field.name, null);
    }
  }
}

interface Group {
  readonly fields: readonly FieldMetadata[];
  readonly rows: Change[];
}

/** Rows that have values for the same fields. One that only some have is filled in for the rest, where its default is known here. */
function groupRows(changes: readonly Change[], { model, names }: ObjectMapping): Iterable<Group> {
  const fillers = model.fields.flatMap((field) => {
    const { name } = field;
    const fill = changes.some((change) => writtenOf(change, name) !== undefined) ? fillerOf(field) : undefined;
    return fill === undefined ? [] : [{ name, fill }];
  });
  const groups: Group[] = [];
  for (const change of changes) {
    for (const { name, fill } of fillers) if (writtenOf(change, name) === undefined) writeValue(change, name, fill());
    // Most are like the one before, of the same few shapes.
    let group = groups.find(({ rows: [like] }) => isAlike(change, like!, names));
    if (group === undefined) {
      const fields = model.fields.filter(({ name }) => writtenOf(change, name) !== undefined);
      requireFields(fields, model);
      groups.push((group = { fields, rows: [] }));
    }
    group.rows.push(change);
  }
  return groups;
}

function isAlike(left: Change, right: Change, names: readonly string[]): boolean {
  for (const name of names) {
    if ((writtenOf(left, name) === undefined) !== (writtenOf(right, name) === undefined)) return false;
  }
  return true;
}

function requireFields(given: readonly FieldMetadata[], model: ModelMetadata): void {
  for (const field of model.fields) {
    if (isOptional(field) || field.isVersion || given.includes(field)) continue;
    const relation = model.relations.find(
      ({ relation: { kind }, fields }) => kind === "owning" && fields.includes(field),
    );
    const hint =
      relation === undefined ? "" : ` Set it, or ${relation.name}, or put the object into a list that has it.`;
    throw new InvalidObject(model.name, field.name, `A new ${model.name} needs this value.${hint}`);
  }
}

async function insertPart(
  changes: readonly Change[],
  fields: readonly FieldMetadata[],
  part: Part,
  mapping: ObjectMapping,
  writer: Writer,
): Promise<void> {
  const { model, identify } = mapping;
  const { primaryKey } = model;
  const touched = part.fields.filter((field) => field.isUpdatedAt && !fields.includes(field));
  const made = part.fields.filter((field) => !fields.includes(field) && isMadeThere(field));
  const isKeyed = primaryKey.every((field) => fields.includes(field));
  // By their keys, or their numbers, rows that come back are known again.
  const isOrdered = !isKeyed && primaryKey.some(isNumbered);
  const returning = made.length === 0 ? [] : [...new Set([...primaryKey, ...made])];
  const columns = { fields, touched, returning, skipDuplicates: false };
  const readers = fields.map(
    ({ name }) =>
      (change: unknown) =>
        writtenOf(change as Change, name),
  );
  const chunks =
    isKeyed || isOrdered || returning.length === 0
      ? chunkSizes({ count: changes.length, fields, touched }, part.model, writer.engine)
      : changes.map((_, start) => ({ start, size: 1 }));
  const sender = senderOf(writer, model);
  for (const { start, size } of chunks) {
    const chunk = changes.slice(start, start + size);
    const plan = findInsert(columns, size, part.model, writer.engine);
    const parameters = plan.bind(chunk as never, readers, (error, _, column) =>
      refuseValue(error, model, fields[column]!),
    );
    if (returning.length === 0) {
      await sendChange(plan.statement, parameters, sender);
      continue;
    }
    const rows = await sendQuery(plan.statement, parameters, sender);
    if (isKeyed) {
      const byKey = new Map(chunk.map((change) => [identifyInsert(change, mapping), change]));
      for (const row of rows) {
        const values = readRow(row, returning, plan.statement);
        takeMade(byKey.get(identify(values))!, values);
      }
    } else {
      if (isOrdered) orderByNumber(rows, returning.findIndex(isNumbered), plan.statement);
      for (let place = 0; place < rows.length; place++) {
        takeMade(chunk[place]!, readRow(rows[place]!, returning, plan.statement));
      }
    }
  }
}

/** In the order in which the rows were given, which is that of the numbers that they have got. */
function orderByNumber(rows: Row[], place: number, { decoders }: CompiledStatement): void {
  const decode = decoders[place];
  const numberOf = (row: Row) => (decode === undefined ? row[place] : decode(row[place])) as number | bigint;
  const isInOrder = rows.every((row, at) => at === 0 || numberOf(rows[at - 1]!) < numberOf(row));
  if (!isInOrder) rows.sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
}

/** Whether the database makes a value where none is given. */
function isMadeThere(field: FieldMetadata): boolean {
  return field.default !== undefined || field.isGenerated || field.isUpdatedAt || field.isVersion;
}

/** A row that a write gives back, by field. */
export function readRow(
  row: Row,
  fields: readonly FieldMetadata[],
  { decoders }: CompiledStatement,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let place = 0; place < fields.length; place++) {
    const value = row[place];
    const decode = decoders[place];
    values[fields[place]!.name] = value === null || decode === undefined ? value : decode(value);
  }
  return values;
}

/** Of a value that no column could hold. */
export function refuseValue(error: unknown, model: ModelMetadata, field: FieldMetadata): never {
  if (!(error instanceof ValueError)) throw error;
  const place = error.at.length === 0 ? "" : ` (at ${error.at.join(".")})`;
  throw new InvalidObject(
    model.name,
    field.name,
    `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}${place}.`,
  );
}
