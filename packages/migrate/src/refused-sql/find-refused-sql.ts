import { takeOwnPart, type EnumDefinition, type JoinTable, type Model, type Schema } from "@joinery/schema";
import type { Dialect } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { emptyCatalog } from "../create-revision.js";
import { diffCatalogs } from "../diff/diff-catalogs.js";
import { findRefusedViews } from "./find-refused-views.js";
import { listProbes, stripModel, type Probe } from "./fragment-probes.js";
import { lowerSchema } from "../lower/lower-schema.js";
import { withConnection, type MigrationContext } from "../migration-context.js";
import { planChanges } from "../plan/plan-changes.js";
import type { RefusedSql } from "./refused-sql.js";
import { tryStatements } from "./try-statements.js";

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
    ddlOf(dialect).runInScratch(connection, async (execute) => {
      const refused: RefusedSql[] = [];
      const types = { ...schema, enums: schema.enums.map(leaveSchema) };
      for (const sql of renderModels([], types, dialect)) await execute(sql);
      for (const model of schema.models) {
        const found: RefusedSql[] = [];
        for (const probe of listProbes(model, dialect.name)) {
          // Whether parts go together is of interest only where each of them goes.
          const isPartRefused = found.some(({ address }) => address.holder === probe.address.holder);
          if (isPartRefused || (probe.address.part === "model" && found.length > 0)) continue;
          const refusal = await tryStatements(execute, renderProbe(probe, types, dialect), probe.sql);
          if (refusal !== undefined) found.push({ address: probe.address, model, ...refusal });
        }
        refused.push(...found);
      }
      if (schema.models.every(({ view }) => view === undefined)) return refused;
      const tables = schema.models
        .filter(({ view }) => view === undefined)
        .map((model) => stripModel(takeOwnPart(model)));
      const joinTables = schema.joinTables.map((each) => ({ ...each, table: { name: each.table.name } }));
      for (const sql of renderModels(tables, types, dialect, joinTables)) await execute(sql);
      return [...refused, ...(await findRefusedViews(execute, types, dialect))];
    }),
  );
}

/** The statements that make the table of a probe and look at it. */
function renderProbe({ model }: Probe, schema: Schema, dialect: Dialect): readonly string[] {
  // Not every database looks into an expression before it needs it.
  return [...renderModels([model], schema, dialect), `explain ${insertDefaults(model, dialect)}`];
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
function renderModels(
  models: readonly Model[],
  schema: Schema,
  dialect: Dialect,
  joinTables: readonly JoinTable[] = [],
): readonly string[] {
  const wanted = lowerSchema({ ...schema, models, joinTables }, dialect);
  const empty = emptyCatalog(dialect);
  const known = models.length === 0 ? empty : { ...empty, enums: wanted.enums };
  const steps = planChanges(diffCatalogs(known, wanted), dialect);
  return steps.flatMap((step) => step.statements.map(({ sql }) => sql));
}
