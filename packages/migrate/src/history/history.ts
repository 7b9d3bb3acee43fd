import type { Catalog, Connection, Dialect } from "@joinery/sql";
import { tableKey } from "../diff/catalog-order.js";
import { deleteStateRow, readStateRows, writeStateRow } from "./state-rows.js";
import { historyTable, objectsTable } from "./state-schema.js";

/** What the database says of a revision. */
export interface AppliedRevision {
  readonly revision: string;
  readonly checksum: string;
  readonly appliedAt: Date;
  readonly durationMs: number;
  readonly appliedBy: string;
  /** Present when it was interrupted between statements that cannot share a transaction. */
  readonly unfinished?: UnfinishedRun;
}

export interface UnfinishedRun {
  readonly direction: "up" | "down";
  readonly statementsDone: number;
  /** Of the statements that have run: those may not change any more. */
  readonly doneChecksum: string;
}

/** Every revision the database knows, in the order in which they were applied. Empty where Joinery was never used. */
export async function readHistory(connection: Connection, dialect: Dialect): Promise<AppliedRevision[]> {
  const rows = await readStateRows(connection, dialect, historyTable);
  return rows
    .map(({ direction, statementsDone, doneChecksum, ...row }) => ({
      ...(row as unknown as AppliedRevision),
      ...(direction === null ? {} : { unfinished: { direction, statementsDone, doneChecksum } as UnfinishedRun }),
    }))
    .sort((a, b) => a.appliedAt.getTime() - b.appliedAt.getTime() || (a.revision < b.revision ? -1 : 1));
}

export async function writeHistory(connection: Connection, dialect: Dialect, applied: AppliedRevision): Promise<void> {
  const { unfinished, ...row } = applied;
  const progress = unfinished ?? { direction: null, statementsDone: null, doneChecksum: null };
  await writeStateRow(connection, dialect, historyTable, { ...row, ...progress });
}

export async function deleteHistory(connection: Connection, dialect: Dialect, revision: string): Promise<void> {
  await deleteStateRow(connection, dialect, historyTable, { revision });
}

/** The tables, views and types that Joinery made here, by `kind name`. Others are never dropped. */
export async function readOwnedObjects(connection: Connection, dialect: Dialect): Promise<ReadonlySet<string>> {
  const rows = await readStateRows(connection, dialect, objectsTable);
  return new Set(rows.map(({ kind, name }) => `${String(kind)} ${String(name)}`));
}

/** The names that a catalog has in {@link readOwnedObjects}. */
export function objectNames({ enums, tables, views = [] }: Pick<Catalog, "enums" | "tables" | "views">): Set<string> {
  return new Set([
    ...enums.map((type) => `enum ${tableKey(type)}`),
    ...tables.map((table) => `table ${tableKey(table)}`),
    ...views.map((view) => `view ${tableKey(view)}`),
  ]);
}

/**
 * Records that a database went from one state to another. In terms of what came and went, since with branches the
 * database may hold more than either.
 */
export async function updateOwnedObjects(
  connection: Connection,
  dialect: Dialect,
  from: ReadonlySet<string>,
  to: ReadonlySet<string>,
): Promise<void> {
  const row = (key: string) => {
    const at = key.indexOf(" ");
    return { kind: key.slice(0, at), name: key.slice(at + 1) };
  };
  for (const key of from) if (!to.has(key)) await deleteStateRow(connection, dialect, objectsTable, row(key));
  for (const key of to) if (!from.has(key)) await writeStateRow(connection, dialect, objectsTable, row(key));
}
