import type { Field, Model } from "@joinery/schema";
import {
  DatabaseError,
  valueTypeOf,
  type CompiledStatement,
  type Connection,
  type Dialect,
  type Expression,
  type Statement,
} from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { lowerSchema } from "../lower/lower-schema.js";
import { stateSchema } from "./state-schema.js";

/** A row by field. */
export type StateRow = Readonly<Record<string, unknown>>;

/** Makes Joinery's own tables where they are missing. */
export async function createStateTables(connection: Connection, dialect: Dialect): Promise<void> {
  for (const table of lowerSchema(stateSchema, dialect).tables) {
    if (await hasTable(connection, dialect, table.name)) continue;
    for (const { sql } of ddlOf(dialect).render({ kind: "create-table", table })) await connection.execute(sql);
  }
}

/** Asked by reading it: that needs no right but the one that is needed anyway. */
async function hasTable(connection: Connection, dialect: Dialect, name: string): Promise<boolean> {
  try {
    await connection.queryRaw(ddlOf(dialect).countRows({ name }));
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "refused") return false;
    throw error;
  }
}

/** All rows of one of Joinery's own tables; none where the table is not there yet. */
export async function readStateRows(connection: Connection, dialect: Dialect, table: string): Promise<StateRow[]> {
  if (!(await hasTable(connection, dialect, table))) return [];
  const { fields } = modelOf(table);
  const compiled = dialect.compile({
    kind: "select",
    columns: fields.map((field) => ({
      expression: { kind: "column", source: "t", name: field.column },
      type: valueTypeOf(field, stateSchema),
    })),
    from: { kind: "table", table: { name: table }, alias: "t" },
  });
  const rows = await connection.query(compiled, []);
  return rows.map((row) =>
    Object.fromEntries(
      fields.map((field, index) => {
        const value = row[index] ?? null;
        const decode = compiled.decoders[index];
        return [field.name, value === null || decode === undefined ? value : decode(value)];
      }),
    ),
  );
}

/** Writes a row, in the place of the one with the same key. */
export async function writeStateRow(
  connection: Connection,
  dialect: Dialect,
  table: string,
  row: StateRow,
): Promise<void> {
  await deleteStateRow(connection, dialect, table, row);
  const { fields } = modelOf(table);
  const parameters = fields.map(parameterOf);
  await run(connection, dialect, fields, row, {
    kind: "insert",
    table: { name: table },
    columns: fields.map(({ column }) => column),
    source: { kind: "rows", rows: [parameters] },
  });
}

/** Deletes the row with this key, if there is one. */
export async function deleteStateRow(
  connection: Connection,
  dialect: Dialect,
  table: string,
  key: StateRow,
): Promise<void> {
  const { fields, primaryKey } = modelOf(table);
  const operands = fields.flatMap((field, slot): Expression[] => {
    if (!primaryKey?.fields.includes(field.name)) return [];
    const left: Expression = { kind: "column", source: "t", name: field.column };
    return [{ kind: "comparison", operator: "=", left, right: parameterOf(field, slot) }];
  });
  await run(connection, dialect, fields, key, {
    kind: "delete",
    table: { name: table },
    alias: "t",
    where: { kind: "and", operands },
  });
}

function parameterOf(field: Field, slot: number): Extract<Expression, { kind: "parameter" }> {
  return { kind: "parameter", slot, type: valueTypeOf(field, stateSchema) };
}

async function run(
  connection: Connection,
  dialect: Dialect,
  fields: readonly Field[],
  row: StateRow,
  statement: Statement,
): Promise<void> {
  const compiled: CompiledStatement = dialect.compile(statement);
  const values = compiled.parameters.map(({ slot, encode }) => encode(row[fields[slot]?.name ?? ""] ?? null));
  await connection.run(compiled, values);
}

function modelOf(table: string): Model {
  const model = stateSchema.models.find((candidate) => candidate.table.name === table);
  if (model === undefined) throw new Error(`Joinery has no table ${table}`);
  return model;
}
