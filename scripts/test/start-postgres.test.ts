import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { Client } from "pg";

const { JOINERY_TEST_POSTGRES_URL: _, DATABASE_URL: __, ...env } = process.env;
const startPostgres = require.resolve("../start-postgres.js");

/** A process that starts a server of its own, says where, and goes on. */
async function startInChild(): Promise<{ child: ChildProcess; url: string }> {
  const code = `require(${JSON.stringify(startPostgres)}).startPostgres().then(({ url }) => console.log(url))`;
  const child = spawn(process.execPath, ["-e", code], { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const url of createInterface({ input: child.stdout })) return { child, url };
  throw new Error("no server was started");
}

/** The folder that holds the data, by the server's own word; `undefined` when the server is gone. */
async function dataFolderOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query("SHOW data_directory")).rows[0].data_directory;
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
}

it("leaves neither a server nor its data when the process that started it is killed", async () => {
  const { child, url } = await startInChild();
  const folder = await dataFolderOf(url);
  expect(folder).toMatch(/joinery-postgres-/);

  child.kill("SIGKILL");
  await once(child, "exit");
  const deadline = Date.now() + 10_000;
  while (existsSync(folder ?? "") && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(existsSync(folder ?? "")).toBe(false);
  expect(await dataFolderOf(url)).toBeUndefined();
});
