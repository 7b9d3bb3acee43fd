import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compile } from "@joinery/language";
import {
  applyRevisions,
  createRevision,
  diffCatalogs,
  lowerSchema,
  pushSchema,
  readStatus,
  revertRevisions,
  stateTables,
} from "@joinery/migrate";
import type { Schema } from "@joinery/schema";
import { resolveDialect, type Driver } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { onEveryDialect } from "../fixture/index.js";

const folder = resolve(__dirname, "../../../schemas");

function readSchema(file: string): Schema {
  const { schema, diagnostics } = compile([{ path: file, text: readFileSync(join(folder, file), "utf8") }]);
  if (schema === undefined) throw new Error(`${file}: ${diagnostics[0]?.message}`);
  return schema;
}

const files = readdirSync(folder).filter((file) => file.endsWith(".model"));

onEveryDialect((fixture) => {
  let driver: Driver;
  let migrations: string;
  beforeEach(async () => {
    const { url } = await fixture.createDatabase();
    driver = await resolveDialect(url).open({ url });
    migrations = mkdtempSync(join(tmpdir(), "joinery-migrations-"));
  });
  afterEach(async () => {
    await driver.close();
    rmSync(migrations, { recursive: true });
  });

  it.each(files)("takes %s through revisions, a push and back", async (file) => {
    const schema = readSchema(file);
    const dialect = resolveDialect(fixture.url);
    const context = { dialect, driver, folder: migrations };
    const introspect = async () => {
      const connection = await driver.acquire();
      try {
        return await ddlOf(dialect).introspect(connection, { excludeTables: stateTables });
      } finally {
        await connection.release();
      }
    };
    const { name } = await createRevision({ ...context, schema, name: "first" });
    expect(await applyRevisions(context)).toEqual([name]);
    const connection = await driver.acquire();
    const wanted = await ddlOf(dialect).canonicalize(connection, lowerSchema(schema, dialect));
    await connection.release();
    expect(diffCatalogs(await introspect(), wanted)).toEqual([]);
    expect(await pushSchema({ dialect, driver, schema })).toEqual([]);
    expect(await revertRevisions(context, { kind: "base" })).toEqual([name]);
    expect(await introspect()).toMatchObject({ tables: [], enums: [] });
    expect(await readStatus(context)).toMatchObject({ applied: [], pending: [name] });
  });
});
