import type { Schema } from "@joinery/schema";
import { schemaForDialect, type Catalog, type Connection } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { tableKey } from "../diff/catalog-order.js";
import { diffCatalogs } from "../diff/diff-catalogs.js";
import { hazard } from "../plan/hazard.js";
import { objectNames, readOwnedObjects, updateOwnedObjects } from "../history/history.js";
import { lowerFittedSchema } from "../lower/lower-schema.js";
import { withMigrationLock, type MigrationContext } from "../migration-context.js";
import { isOfNewTable, planChanges, type Step } from "../plan/plan-changes.js";
import type { Renames } from "../diff/renames.js";
import { runScript } from "./run-script.js";
import { addSchemaRenames } from "../diff/schema-renames.js";
import { planScript } from "../files/script.js";
import { createStateTables } from "../history/state-rows.js";
import { stateTables } from "../history/state-schema.js";

export interface PushContext extends MigrationContext {
  readonly schema: Schema;
  readonly renames?: Renames;
  /** Only says what would be done. */
  readonly isDryRun?: boolean;
}

/**
 * Makes the database match the schema, without files. What Joinery did not make here it leaves alone: a table or type is dropped only where
 * the database records that Joinery made it, and a table of the schema's name that somebody else made is changed only when
 * "adopts-table" is accepted.
 *
 * @returns the steps done, none when the database matched already.
 * @throws MigrationError "migrate/hazards" with the rows at stake, before anything was changed.
 */
export async function pushSchema(context: PushContext): Promise<readonly Step[]> {
  const { dialect } = context;
  const schema = schemaForDialect(context.schema, dialect);
  const lowered = lowerFittedSchema(schema, dialect);
  return withMigrationLock(context, async (connection) => {
    const owned = await readOwnedObjects(connection, dialect);
    const wanted = await ddlOf(dialect).canonicalize(connection, lowered);
    const live = await ddlOf(dialect).introspect(connection, { excludeTables: stateTables });
    const renames = addSchemaRenames(schema, live, context.renames);
    const steps = markAdopted(
      planChanges(diffCatalogs(visible(live, wanted, owned, renames), wanted, renames), dialect),
      owned,
      { ...context, renames },
    );
    if (!context.isDryRun) await run(context, connection, steps, owned, objectNames(wanted));
    return steps;
  });
}

/** Of what is there: ours, what the schema speaks of, and what is to be renamed into it. */
function visible(live: Catalog, wanted: Catalog, owned: ReadonlySet<string>, renames: Renames = {}): Catalog {
  const spokenOf = objectNames(wanted);
  for (const { from } of renames.tables ?? []) spokenOf.add(`table ${tableKey(from)}`);
  for (const { from } of renames.enums ?? []) spokenOf.add(`enum ${tableKey(from)}`);
  const isVisible = (name: string) => owned.has(name) || spokenOf.has(name);
  return {
    ...live,
    enums: live.enums.filter((type) => isVisible(`enum ${tableKey(type)}`)),
    tables: live.tables.filter((table) => isVisible(`table ${tableKey(table)}`)),
    ...(live.views && { views: live.views.filter((view) => isVisible(`view ${tableKey(view)}`)) }),
  };
}

/** Changing what somebody else made is at stake whatever it holds. */
function markAdopted(steps: readonly Step[], owned: ReadonlySet<string>, { renames }: PushContext): Step[] {
  const marked = new Set<string>();
  const isNew = isOfNewTable(steps.map(({ cause }) => cause));
  return steps.map((step) => {
    const { cause } = step;
    if (cause.kind === "drop-view" && !owned.has(`view ${tableKey(cause.view)}`)) {
      const adoption = hazard("migrate/adopts-table", { table: tableKey(cause.view) });
      return { ...step, hazards: [adoption, ...step.hazards] };
    }
    const table = cause.kind === "alter-table" ? cause.from : cause.kind === "rename-table" ? cause.from : undefined;
    if (table === undefined) return step;
    const was = renames?.tables?.find(({ to }) => tableKey(to) === tableKey(table))?.from ?? table;
    if (isNew(cause) || owned.has(`table ${tableKey(was)}`) || marked.has(tableKey(was))) return step;
    marked.add(tableKey(was));
    const adoption = hazard("migrate/adopts-table", { table: tableKey(was) });
    return { ...step, hazards: [adoption, ...step.hazards] };
  });
}

async function run(
  context: PushContext,
  connection: Connection,
  steps: readonly Step[],
  owned: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { dialect } = context;
  if (steps.length === 0 && [...wanted].every((name) => owned.has(name))) return;
  await createStateTables(connection, dialect);
  await runScript({
    connection,
    dialect,
    script: planScript(steps),
    name: "The push",
    command: "it",
    accept: context.accept ?? [],
    skip: 0,
    async record(_progress, isFinished) {
      if (isFinished) await updateOwnedObjects(connection, dialect, owned, wanted);
    },
    onStatement({ description }, index, total) {
      context.onEvent?.({ kind: "statement-started", description, index, total });
    },
  });
}
