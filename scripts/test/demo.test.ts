import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

const root = join(__dirname, "..", "..");

async function runDemo(environment: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["scripts/demo"], { cwd: root, env: { ...process.env, ...environment } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

async function listDatabases(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>("select datname from pg_database");
  await client.end();
  return rows.map(({ datname }) => datname);
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("joinery-demo-"));

it("shows the whole of it on an embedded database, and cleans up", async () => {
  const before = leftovers();
  const { code, output } = await runDemo({ DATABASE_URL: "" });
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('$ joinery migrate new "first tables"');
  expect(output).toContain("UniqueViolation: The email of User must be unique");
  expect(output).toContain("{ users: 1, posts: 1, comments: 0 }");
  expect(leftovers()).toEqual(before);
}, 120_000);

it("shows it on a PostgreSQL, in databases that it drops again", async () => {
  const url = process.env["JOINERY_TEST_POSTGRES_URL"] ?? "";
  const { code, output } = await runDemo({ DATABASE_URL: url });
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain("Add foreign key posts_author_id_fkey to posts");
  expect((await listDatabases(url)).filter((name) => name.startsWith("joinery_demo_"))).toEqual([]);
}, 120_000);
