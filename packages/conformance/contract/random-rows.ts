import type { Field, Model, Schema } from "@joinery/schema";
import type { Client } from "@joinery/runtime";
import fc from "fast-check";
import { executeSql } from "./create-tables.js";
import { drawChance, drawOne, type Draw } from "./random-models.js";
import { scalarValues } from "./scalar-values.js";

export type Row = Readonly<Record<string, unknown>>;

/** What is in the tables, in memory: the rows of each model by its name, and of each join table, by column. */
export interface Rows {
  readonly ofModels: ReadonlyMap<string, readonly Row[]>;
  readonly ofJoinTables: ReadonlyMap<string, readonly Row[]>;
  /** The few values that each field has, so that rows are alike in some and filters find some. */
  readonly pools: ReadonlyMap<Field, readonly unknown[]>;
}

export function drawRows(schema: Schema, draw: Draw): Rows {
  const ofModels = new Map<string, Row[]>();
  const pools = new Map<Field, readonly unknown[]>();
  for (const model of schema.models) {
    const rows: Row[] = [];
    ofModels.set(model.name, rows);
    for (const field of model.fields) pools.set(field, drawPool(field, draw));
    const count = draw(fc.integer, { min: 2, max: 9 });
    for (let number = 1; number <= count; number++) {
      const row = drawRow(model, number, ofModels, pools, draw);
      if (row !== undefined && !clashes(row, rows, model)) rows.push(row);
    }
  }
  const ofJoinTables = new Map<string, readonly Row[]>();
  for (const { table, sides } of schema.joinTables) {
    const [left, right] = sides.map(({ model, columns, references }) =>
      ofModels.get(model)!.map((row) => columns.map((column, part) => [column, row[references[part]!]] as const)),
    );
    const pairs = left!.flatMap((one) => right!.map((other) => Object.fromEntries([...one, ...other]) as Row));
    ofJoinTables.set(
      table.name,
      pairs.filter(() => drawChance(draw, 3)),
    );
  }
  return { ofModels, ofJoinTables, pools };
}

/** Of lists too, as whole values. A field is named for its values, or is a part of a key. */
function drawPool({ name, type, isList }: Field, draw: Draw): readonly unknown[] {
  const ofType = () => Object.values(scalarValues).find((each) => each.type.replace(/\(.*/, "") === type.name)!;
  const scalar = scalarValues[name] ?? ofType();
  const values = isList ? fc.array(scalar.values, { maxLength: 3 }) : scalar.values;
  return draw(() => fc.array(values, { minLength: 2, maxLength: 3 }));
}

/** Undefined where what it must lead to is not there. */
function drawRow(
  model: Model,
  number: number,
  known: ReadonlyMap<string, readonly Row[]>,
  pools: Rows["pools"],
  draw: Draw,
): Row | undefined {
  const row: Record<string, unknown> = {};
  for (const field of model.fields) {
    const isKey = model.primaryKey?.fields.includes(field.name);
    if (isKey) row[field.name] = keyValue(field, number, draw);
    else row[field.name] = field.isNullable && drawChance(draw, 3) ? null : drawOne(draw, pools.get(field)!);
  }
  const arcs = model.arcs ?? [];
  const taken = arcs.map(({ targets, isNullable }) =>
    isNullable && drawChance(draw, 3) ? undefined : drawOne(draw, targets).relation,
  );
  for (const relation of model.relations) {
    if (relation.kind !== "owning") continue;
    const arc = arcs.findIndex(({ targets }) => targets.some((target) => target.relation === relation.name));
    const isNull = arc >= 0 ? taken[arc] !== relation.name : relation.isNullable === true && drawChance(draw, 3);
    const targets = known.get(relation.target)!;
    if (!isNull && targets.length === 0 && relation.isNullable !== true) return undefined;
    const isWanted = !isNull && targets.length > 0;
    const target = isWanted ? drawOne(draw, targets) : undefined;
    if (arc >= 0 && !isNull && !isWanted && arcs[arc]!.isNullable !== true) return undefined;
    relation.fields.forEach((name, part) => (row[name] = target?.[relation.references[part]!] ?? null));
  }
  return row;
}

function keyValue({ type }: Field, number: number, draw: Draw): unknown {
  switch (type.name) {
    case "Int":
      return number;
    case "BigInt":
      return 2n ** 53n + BigInt(number * 7);
    case "Uuid":
      return draw(fc.uuid);
    default:
      return `${"xyz"[number % 3]}'${number}`;
  }
}

/** A key of another row is this one's too. */
function clashes(row: Row, rows: readonly Row[], { primaryKey, uniques }: Model): boolean {
  return [primaryKey!, ...uniques].some(({ fields }) =>
    rows.some((other) => fields.every((name) => row[name] !== null && identify(row[name]) === identify(other[name]))),
  );
}

/** Equal for equal values, by which type they may be. */
export function identify(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map(identify).join()}]`;
  return typeof value === "bigint" ? `bigint ${value}` : JSON.stringify(value);
}

/** Writes the rows, in the order of the models: what one leads to is there by then. */
export async function writeRows(db: Client, url: string, schema: Schema, rows: Rows): Promise<void> {
  type Repositories = Readonly<Record<string, { createMany(args: object): Promise<number> }>>;
  for (const { name, accessor } of schema.models) {
    const data = rows.ofModels.get(name)!;
    // One by one, for a row may lead to one of its own table.
    for (const each of data) await (db as Client & Repositories)[accessor]!.createMany({ data: [each] });
  }
  const statements = [...rows.ofJoinTables].flatMap(([table, pairs]) =>
    pairs.map((pair) => {
      const values = Object.values(pair).map((value) => `'${String(value).replaceAll("'", "''")}'`);
      const columns = Object.keys(pair).map((column) => `"${column}"`);
      return `insert into "${table}" (${columns.join(", ")}) values (${values.join(", ")})`;
    }),
  );
  await executeSql(url, ...statements);
}
