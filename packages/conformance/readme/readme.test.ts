import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../newcomer/install-packages.js";
import { joinPrograms, readSnippets } from "./read-snippets.js";

/**
 * What the README says is done, in its order: shell lines are run, the schema and the config are put in their places, and
 * the TypeScript becomes one program that is type-checked and run. Only what installs is not: the modules are linked from
 * the workspace (`newcomer` installs for real). Blocks of ```text are shown, not run.
 */
const root = join(__dirname, "../../..");
const workshop = mkdtempSync(join(tmpdir(), "joinery-readme-"));
const app = join(workshop, "blog");
const snippets = readSnippets("README.md");
const isConfig = (text: string) => text.includes("defineConfig(");

afterAll(() => rmSync(workshop, { recursive: true, force: true, maxRetries: 3 }));
jest.setTimeout(120_000);

function linkModules(folder: string): void {
  const links = {
    joinery: "packages/cli",
    "@joinery/runtime": "packages/runtime",
    zod: "packages/cli/node_modules/zod",
    "better-sqlite3": "node_modules/better-sqlite3",
    typescript: "node_modules/typescript",
    fastify: "packages/conformance/node_modules/fastify",
    "@types/node": "node_modules/@types/node",
    ".bin/joinery": "packages/cli/dist/main.js",
    ".bin/tsc": "node_modules/typescript/bin/tsc",
  };
  for (const scope of ["@joinery", "@types", ".bin"])
    mkdirSync(join(folder, "node_modules", scope), { recursive: true });
  for (const [name, target] of Object.entries(links))
    symlinkSync(join(root, target), join(folder, "node_modules", name));
  // As npm does with what a package names as its commands.
  chmodSync(join(root, "packages/cli/dist/main.js"), 0o755);
}

it("has only snippets that this test knows how to run", () => {
  expect([...new Set(snippets.map(({ language }) => language))].sort()).toEqual(["model", "sh", "text", "ts"]);
});

it("runs every command, with the schema and the config in their places", () => {
  linkModules(workshop);
  const schema = snippets.find(({ language }) => language === "model")?.text ?? "";
  let folder = workshop;
  for (const { language, text } of snippets) {
    if (language === "ts" && isConfig(text)) writeFileSync(join(app, "joinery.config.ts"), text);
    if (language !== "sh") continue;
    for (const command of text.trimEnd().split("\n")) {
      if (command === "cd blog") folder = app;
      // The first commands work on what `init` made; the schema takes its place where the text says so.
      else if (command === "npx joinery format") writeFileSync(join(app, "schema/blog.model"), schema);
      if (/^(cd|npm install) ?/.test(command)) continue;
      run("sh", ["-ec", command.replace(/^npx /, "npx --no ")], folder);
    }
  }
});

it("formats the schema as the formatter does", () => {
  const schema = snippets.find(({ language }) => language === "model")?.text ?? "";
  writeFileSync(join(workshop, "readme.model"), schema);
  run("npx", ["--no", "joinery", "format", "--check", "readme.model"], workshop);
});

it("type-checks and runs every program", () => {
  const programs = snippets.filter(({ language, text }) => language === "ts" && !isConfig(text));
  writeFileSync(join(app, "src/readme.ts"), joinPrograms(programs));
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], app);
  expect(run(process.execPath, ["dist/src/readme.js"], app).split("\n")).toEqual([
    "Ada Lovelace EDITOR 1 1",
    "1",
    "[ 'Notes' ]",
    "[ { name: 'Ada Lovelace', posts: 2 } ]",
    "2",
    "2",
    "0",
    "Ada Lovelace",
    "1 0 Notes",
    expect.stringMatching(/^1 20\S+Z \d+ 2$/),
    "3",
    expect.stringMatching(/^select .* from "users" as "t0"$/),
    "SEARCH t0 USING INDEX posts_author_id_idx (author_id=?)",
    "LIST SUBQUERY 1",
    "  SCAN json_each VIRTUAL TABLE INDEX 1:",
    "1",
    "undefined",
    "ada@example.com 1",
    "ada@lovelace.org 2",
    "[ 'Notes: 0' ]",
    "[ { title: 'First notes', views: 2 }, { title: 'Notes', views: 1 } ]",
    expect.stringContaining('"seo":{"title":"Notes"}'),
    "1000 of 2000",
    "2000 of 2000",
    "query/unique-violation The email of User must be unique, and this one is taken.",
    "false",
    "[ 'data.email', 'data.posts.create.title' ]",
    "0",
    "true",
    "201",
    "{ code: 'query/unique-violation' }",
    "{ email: [ 'Invalid email address' ] }",
    "",
  ]);
});
