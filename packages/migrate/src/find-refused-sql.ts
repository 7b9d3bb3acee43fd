import type { EnumDefinition, FragmentAddress, Model, Schema } from "@joinery/schema";
import { DatabaseError, type Dialect } from "@joinery/sql";
import { emptyCatalog } from "./create-revision.js";
import { diffCatalogs } from "./diff.js";
import { listProbes, type Probe } from "./fragment-probes.js";
import { lowerSchema } from "./lower.js";
import { withConnection, type MigrationContext } from "./migration-context.js";
import { planChanges } from "./plan.js";

/** A part of a schema that a database does not take. */
export interface RefusedSql {
  readonly address: FragmentAddress;
  /** Its model. */
  readonly model: Model;
  /** What the database says; nothing of any row is in it, for there are none. */
  readonly reason: string;
  /** Where in the fragment's text, if the database says. */
  readonly offset?: number;
}

/**
 * Tries what is in the words of the database itself: each fragment alone, on a table that is as the schema has it and
 * empty. The tables are made beside those of the database, for this connection only: whatever the database holds, an older
 * version or nothing, it stays as it is.
 *
 * @throws DatabaseError where the database cannot be asked; MigrationError "migrate/unsupported".
 */
export async function findRefusedSql(
  { dialect, driver }: Pick<MigrationContext, "dialect" | "driver">,
  schema: Schema,
): Promise<readonly RefusedSql[]> {
  return withConnection({ driver }, (connection) =>
    dialect.ddl.runInScratch(connection, async (execute) => {
      const refused: RefusedSql[] = [];
      const types = { ...schema, enums: schema.enums.map(leaveSchema) };
      for (const sql of renderModels([], types, dialect)) await execute(sql);
      for (const model of schema.models.filter(({ view }) => view === undefined)) {
        const found: RefusedSql[] = [];
        for (const probe of listProbes(model, dialect.name)) {
          // Whether parts go together is of interest only where each of them goes.
          const isPartRefused = found.some(({ address }) => address.holder === probe.address.holder);
          if (isPartRefused || (probe.address.part === "model" && found.length > 0)) continue;
          const refusal = await attempt(execute, probe, model, types, dialect);
          if (refusal !== undefined) found.push(refusal);
        }
        refused.push(...found);
      }
      return refused;
    }),
  );
}

type Execute = (sql: string) => Promise<void>;

/** Makes the table as the probe has it, and takes it away again. */
async function attempt(
  execute: Execute,
  { address, model: draft, sql }: Probe,
  model: Model,
  schema: Schema,
  dialect: Dialect,
): Promise<RefusedSql | undefined> {
  await execute("savepoint joinery_probe");
  let statement = "";
  try {
    for (statement of renderModels([draft], schema, dialect)) await execute(statement);
    // Not every database looks into an expression before it needs it.
    statement = `explain ${insertDefaults(draft, dialect)}`;
    await execute(statement);
    return undefined;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "refused") throw error;
    const offset = findOffset(statement, sql, error.details.position);
    return { address, model, reason: error.message, ...(offset === undefined ? {} : { offset }) };
  } finally {
    await execute("rollback to savepoint joinery_probe");
  }
}

/** Where in the fragment the database means, if it is there and not in what was made around it. */
function findOffset(statement: string, sql: string | undefined, position: number | undefined): number | undefined {
  if (sql === undefined || position === undefined) return undefined;
  for (let start = statement.indexOf(sql); start !== -1; start = statement.indexOf(sql, start + 1)) {
    if (position >= start && position <= start + sql.length) return position - start;
  }
  return undefined;
}

function insertDefaults({ table }: Model, dialect: Dialect): string {
  return dialect.compile({ kind: "insert", table, columns: [], source: { kind: "rows", rows: [[]] } }).sql;
}

/** Out of a schema of the database's own, where there may be such a type already. */
function leaveSchema({ schema, databaseName, ...rest }: EnumDefinition, _: number, all: readonly EnumDefinition[]) {
  const isAlone = all.filter((each) => each.databaseName === databaseName).length === 1;
  return { ...rest, databaseName: schema === undefined || isAlone ? databaseName : `${schema} ${databaseName}` };
}

/** The statements that make these models alone, without what ties them to others; for none the types that all need. */
function renderModels(models: readonly Model[], schema: Schema, dialect: Dialect): readonly string[] {
  const wanted = lowerSchema({ ...schema, models, joinTables: [] }, dialect);
  const empty = emptyCatalog(dialect);
  const known = models.length === 0 ? empty : { ...empty, enums: wanted.enums };
  const steps = planChanges(diffCatalogs(known, wanted), dialect);
  return steps.flatMap((step) => step.statements.map(({ sql }) => sql));
}
