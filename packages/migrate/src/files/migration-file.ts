import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MigrationError } from "../migration-error.js";
import type { Revision, Snapshot } from "./snapshot.js";

/** Where the revisions of a database are: a folder for each dialect when a project has more than one. */
export function migrationsFolder(root: string, dialect: string, dialects: readonly string[]): string {
  return dialects.length > 1 ? join(root, dialect) : root;
}

/**
 * Reads all revisions, in the order of their names. A folder that is not there has none; what is not a revision is passed over.
 *
 * @throws MigrationError "migrate/unreadable-revision".
 */
export async function readRevisions(folder: string): Promise<Revision[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw unreadable(folder, error);
  });
  const names = entries.filter((entry) => entry.isDirectory() && revisionName.test(entry.name)).map(({ name }) => name);
  return Promise.all(names.sort().map((name) => readRevision(folder, name)));
}

const revisionName = /^\d{14}_/;

async function readRevision(folder: string, name: string): Promise<Revision> {
  const path = join(folder, name);
  const [snapshot, up, down] = await Promise.all([
    readText(join(path, "snapshot.json")),
    readText(join(path, "up.sql")),
    readText(join(path, "down.sql"), ""),
  ]);
  return {
    name,
    path,
    snapshot: parseSnapshot(snapshot, join(path, "snapshot.json")),
    up,
    ...(down === "" ? {} : { down }),
  };
}

async function readText(path: string, missing?: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (missing !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return missing;
    throw unreadable(path, error);
  }
}

function parseSnapshot(text: string, path: string): Snapshot {
  let value: Partial<Snapshot>;
  try {
    value = JSON.parse(text) as Partial<Snapshot>;
  } catch (error) {
    throw unreadable(path, error);
  }
  const { formatVersion, parents, catalog } = value;
  if (typeof formatVersion === "number" && formatVersion > 1) {
    throw unreadable(path, `it was written by a newer Joinery (format ${formatVersion}). Update Joinery.`);
  }
  if (formatVersion !== 1 || !Array.isArray(parents) || !Array.isArray(catalog?.tables)) {
    throw unreadable(path, "it is no snapshot. Restore it from version control.");
  }
  return value as Snapshot;
}

/**
 * Writes the folder of a new revision: whole or not at all, whatever happens meanwhile.
 *
 * @returns the path of the folder.
 */
export async function writeRevision(
  folder: string,
  { name, snapshot, up, down }: Pick<Revision, "name" | "snapshot" | "up"> & { readonly down: string },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const draft = await mkdtemp(join(folder, ".draft-"));
  const path = join(folder, name);
  try {
    await writeFile(join(draft, "up.sql"), up);
    await writeFile(join(draft, "down.sql"), down);
    await writeFile(join(draft, "snapshot.json"), `${JSON.stringify(snapshot, undefined, 2)}\n`);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return path;
}

function unreadable(path: string, reason: unknown): MigrationError {
  const text = reason instanceof Error ? `${reason.message}.` : String(reason);
  return MigrationError.of("migrate/unreadable-revision", { path, reason: text }, { cause: reason });
}
