import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEveryDialect } from "../fixture/index.js";
import { compilers, createApp, installPackages, run } from "./install-packages.js";

/**
 * The way of somebody who has nothing but Node and npm: packages from tarballs, a project from `joinery init`, and then
 * what it told them to do next.
 */
const workshop = mkdtempSync(join(tmpdir(), "joinery-newcomer-"));
beforeAll(() => installPackages(workshop), 300_000);
afterAll(() => rmSync(workshop, { recursive: true, force: true, maxRetries: 3 }));

const query = (load: string) => `${load}

async function main() {
  const { schema } = defineConfig({ schema: "schema" });
  const db = connect(process.env.DATABASE_URL);
  const users = await db.users.findMany({ include: { posts: true } });
  await db.dispose();
  console.log(schema, users.map((user) => [user.email, user.posts.length]));
}
main();
`;
const answer = "schema [ [ 'ada@example.com', 1 ] ]\n";

onEveryDialect((fixture) => {
  jest.setTimeout(120_000);
  let app = "";
  const joinery = (...words: string[]) => run("npx", ["--no", "joinery", ...words], app);
  const node = (...words: string[]) => run(process.execPath, [`--env-file=${join(app, ".env")}`, ...words], app);
  const manifest = () => JSON.parse(readFileSync(join(app, "package.json"), "utf8")) as Record<string, unknown>;
  const setType = (type: string) => {
    writeFileSync(join(app, "package.json"), JSON.stringify({ ...manifest(), type }));
  };

  it("makes a project, generates, migrates", () => {
    app = createApp(workshop, fixture.dialect);
    expect(joinery("init", "--url", fixture.url)).toContain("created schema/blog.model");
    expect(manifest()["dependencies"]).toMatchObject({
      [fixture.pick({ postgresql: "pg", sqlite: "better-sqlite3" })]: expect.any(String),
    });
    expect(joinery("generate")).toContain("written generated/client.ts");
    expect(joinery("migrate", "new", "init")).toContain("Create table users");
    expect(joinery("migrate", "up")).toMatch(/^applied \d+_init\n$/);
  });

  it.each(compilers)("type-checks and builds as ES modules and as CommonJS with %s", (compiler) => {
    for (const type of ["commonjs", "module"]) {
      setType(type);
      run(process.execPath, [compiler], app);
    }
  });

  it("runs its first query", () => {
    expect(node("dist/src/first-query.js")).toBe("Ada Lovelace wrote Notes on the engine\n");
  });

  it("queries from an ES module", () => {
    const imports = 'import { defineConfig } from "joinery";\nimport { connect } from "./dist/generated/client.js";';
    writeFileSync(join(app, "query.mjs"), query(imports));
    expect(node("query.mjs")).toBe(answer);
  });

  it("queries from CommonJS", () => {
    setType("commonjs");
    run(process.execPath, [compilers[2] ?? ""], app);
    const requires =
      'const { defineConfig } = require("joinery");\nconst { connect } = require("./dist/generated/client.js");';
    writeFileSync(join(app, "query.cjs"), query(requires));
    expect(node("query.cjs")).toBe(answer);
  });
});
