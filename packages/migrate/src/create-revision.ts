import type { Schema } from "@joinery/schema";
import { schemaForDialect, type Catalog, type Dialect } from "@joinery/sql";
import { onlyHead } from "./run/apply-revisions.js";
import { diffCatalogs } from "./diff/diff-catalogs.js";
import { lowerFittedSchema } from "./lower/lower-schema.js";
import { MigrationError } from "./migration-error.js";
import { readRevisions, writeRevision } from "./files/migration-file.js";
import { planChanges, type Step } from "./plan/plan-changes.js";
import type { Renames } from "./diff/renames.js";
import { renderMigration } from "./files/render-migration.js";
import { compareWithHistory } from "./history/revision-state.js";
import { addSchemaRenames } from "./diff/schema-renames.js";

export interface NewRevision {
  readonly schema: Schema;
  readonly dialect: Dialect;
  readonly folder: string;
  /** In a few words: "add posts". */
  readonly name: string;
  readonly renames?: Renames;
  /** Writes a revision even where nothing changed, for SQL of one's own. */
  readonly isEmptyAllowed?: boolean;
  /** The time in its name; a test sets it. */
  readonly now?: Date;
}

export interface CreatedRevision {
  /** The name of its folder. */
  readonly name: string;
  readonly path: string;
  readonly steps: readonly Step[];
}

/**
 * Writes the revision that leads from the last one to the schema. Needs no database.
 *
 * @throws MigrationError "migrate/nothing-to-do", "migrate/two-heads", "migrate/invalid-name", "migrate/invalid-rename" and those of reading.
 */
export async function createRevision(request: NewRevision): Promise<CreatedRevision> {
  const { dialect, folder } = request;
  const { graph } = compareWithHistory(await readRevisions(folder), [], dialect);
  const head = onlyHead(graph);
  const schema = schemaForDialect(request.schema, dialect);
  const catalog = lowerFittedSchema(schema, dialect);
  const before = head?.snapshot.catalog ?? emptyCatalog(dialect);
  const renames = addSchemaRenames(schema, before, request.renames);
  const steps = planChanges(diffCatalogs(before, catalog, renames), dialect);
  if (steps.length === 0 && !request.isEmptyAllowed)
    throw MigrationError.of("migrate/nothing-to-do", { last: head?.name });
  const name = `${timestamp(request.now ?? new Date(), head?.name)}_${slug(request.name)}`;
  const parents = head === undefined ? [] : [head.name];
  const path = await writeRevision(folder, {
    name,
    snapshot: { formatVersion: 1, dialect: dialect.name, parents, catalog },
    ...renderMigration(steps),
  });
  return { name, path, steps };
}

/** The state of a database with nothing in it. */
export function emptyCatalog(dialect: Dialect): Catalog {
  return { dialect: dialect.name, enums: [], tables: [] };
}

/** UTC, to the second; always after the revision before, so that names sort as revisions follow. */
function timestamp(now: Date, previous: string | undefined): string {
  const digits = (time: Date) => time.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const last = /^\d{14}/.exec(previous ?? "")?.[0] ?? "";
  const time = digits(now);
  if (time > last) return time;
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(last) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return digits(new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1)));
}

function slug(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  if (words === null) throw MigrationError.of("migrate/invalid-name", { name });
  return words.join("_").slice(0, 60);
}
