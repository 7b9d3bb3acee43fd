import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import { resolveDialect, type Driver } from "@joinery/sql";
import { build } from "esbuild";
import { applyRevisions, createRevision, readStatus, revertRevisions, type RevisionContext } from "../src/index.js";
import { field, id, model, schema } from "./build-schema.js";

const root = resolve(__dirname, "../../..");
const one = schema([model("User", [id(), field("name", "Text")])]);

onEveryDialect((fixture) => {
  let url: string;
  let driver: Driver;
  let folder: string;
  let context: RevisionContext;

  beforeEach(async () => {
    ({ url } = await fixture.createDatabase());
    const dialect = resolveDialect(url);
    driver = await dialect.open({ url });
    folder = await mkdtemp(join(tmpdir(), "joinery-migrations-"));
    context = { dialect, driver, folder };
  });
  afterEach(async () => {
    await driver.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rows = async (sql: string) => {
    const connection = await driver.acquire();
    try {
      return await connection.queryRaw(sql);
    } finally {
      await connection.release();
    }
  };
  const create = async (name: string) => {
    const created = await createRevision({ ...context, schema: one, name, isEmptyAllowed: true });
    return { name: created.name, up: join(created.path, "up.sql"), down: join(created.path, "down.sql") };
  };

  it("can be killed in the middle of a revision, which then has not begun", async () => {
    const { name, up } = await create("one");
    const text = await readFile(up, "utf8");
    const slow = fixture.pick({
      postgresql: "select pg_sleep(2)",
      sqlite: "with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n where x < 0",
    });
    await writeFile(up, `${text}insert into users (name) values ('a');\n${slow};\n`);
    const child = await startChild(url, folder);
    let output = "";
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes("statement 2")) break;
    }
    child.kill("SIGKILL");
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    expect(output).toContain("statement 2");

    await writeFile(up, text);
    expect(await applyRevisions(context)).toEqual([name]);
    expect(await rows("select * from users")).toEqual([]);
    expect((await readStatus(context)).applied).toEqual([expect.objectContaining({ revision: name })]);
  });

  it("goes on behind the last statement that stays, up and down, when some cannot share a transaction", async () => {
    await create("one");
    await applyRevisions(context);
    const { name, up, down } = await create("by hand");
    const insert = (value: string) => `insert into users (name) values ('${value}');\n`;
    const standalone = "-- standalone: as if it could not be in a transaction\n";
    await writeFile(up, `${insert("a")}${standalone}${insert("b")}${insert("c")}insert into nowhere values (1);\n`);
    await writeFile(
      down,
      `delete from users where name = 'a';\n${standalone}delete from nowhere;\ndelete from users;\n`,
    );
    await expect(applyRevisions(context)).rejects.toThrow(/nowhere[\s\S]*goes on from there/);
    expect(await rows("select name from users order by name")).toEqual([{ name: "a" }, { name: "b" }]);
    expect(await readStatus(context)).toMatchObject({ unfinished: [name], pending: [] });
    await expect(revertRevisions(context, { kind: "steps", count: 1 })).rejects.toThrow(/same direction/);

    await writeFile(up, `${insert("A")}${standalone}${insert("b")}${insert("c")}`);
    await expect(applyRevisions(context)).rejects.toMatchObject({ code: "migrate/changed-while-unfinished" });
    await writeFile(up, `${insert("a")}${standalone}${insert("b")}${insert("c")}`);
    expect(await applyRevisions(context)).toEqual([name]);
    expect(await rows("select name from users order by name")).toEqual([{ name: "a" }, { name: "b" }, { name: "c" }]);
    expect(await readStatus(context)).toMatchObject({ unfinished: [], changed: [] });

    await expect(revertRevisions(context, { kind: "steps", count: 1 })).rejects.toThrow(/down.sql:3:\d+: .*nowhere/);
    expect(await rows("select name from users order by name")).toEqual([{ name: "b" }, { name: "c" }]);
    await expect(applyRevisions(context)).rejects.toMatchObject({ code: "migrate/unfinished" });
    await writeFile(
      down,
      `delete from users where name = 'a';\n${standalone}delete from users where name = 'b';\ndelete from users;\n`,
    );
    expect(await revertRevisions(context, { kind: "steps", count: 1 })).toEqual([name]);
    expect(await rows("select name from users")).toEqual([]);
    expect(await readStatus(context)).toMatchObject({ unfinished: [], pending: [name] });
  });
});

async function startChild(url: string, folder: string) {
  const script = join(folder, "apply-in-child.js");
  await build({
    entryPoints: [join(__dirname, "apply-in-child.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    external: ["pg", "better-sqlite3"],
    alias: {
      "@joinery/schema": join(root, "packages/schema/src/index.ts"),
      "@joinery/sql": join(root, "packages/sql/src/index.ts"),
      "@joinery/sql/ddl": join(root, "packages/sql/src/ddl.ts"),
    },
  });
  return spawn(process.execPath, [script, url, folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_PATH: join(root, "node_modules") },
  });
}
