import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** The databases that every contract runs on. A third one is added here, and what lacks an expectation for it stops compiling. */
export const dialectNames = ["postgresql", "sqlite"] as const;

/** One of the databases that every contract runs on, by the name that a config gives it. */
export type DialectName = (typeof dialectNames)[number];

/** An empty database of its own, for one suite. */
export interface TestDatabase {
  readonly dialect: DialectName;
  /** What a user would pass to `connect`. */
  readonly url: string;
  /** Removes it, with whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database that no other test sees. `copyOf` fills it with what another one holds, which is faster than
 * migrating again; nobody may be connected to that one meanwhile.
 */
export function createTestDatabase(
  dialect: DialectName,
  options: { copyOf?: TestDatabase } = {},
): Promise<TestDatabase> {
  return creators[dialect](options.copyOf?.url);
}

const creators: Record<DialectName, (source: string | undefined) => Promise<TestDatabase>> = {
  postgresql: createPostgresDatabase,
  sqlite: createSqliteDatabase,
};

async function createPostgresDatabase(source: string | undefined): Promise<TestDatabase> {
  const name = `joinery_test_${randomUUID().replaceAll("-", "")}`;
  const template = source === undefined ? "template0" : new URL(source).pathname.slice(1);
  await administer(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    dialect: "postgresql",
    url: url.href,
    drop: () => administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function createSqliteDatabase(source: string | undefined): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "joinery-test-"));
  const file = join(folder, "test.db");
  if (source !== undefined) await copySqliteFile(source.slice("sqlite:".length), file);
  return {
    dialect: "sqlite",
    url: `sqlite:${file}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function copySqliteFile(from: string, to: string): Promise<void> {
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(from);
  try {
    // Not a copy of the file: part of what was written may still stand in the write-ahead log.
    await database.backup(to);
  } finally {
    database.close();
  }
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env["JOINERY_TEST_POSTGRES_URL"];
  if (url === undefined) {
    throw new Error(
      "These tests need PostgreSQL, and none was started: run them with Jest from the repository's root, in a project that says `needsPostgres` in jest.config.js.",
    );
  }
  return url;
}
