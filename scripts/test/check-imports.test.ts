import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkImports } from "../check-imports.js";

/** A house of these files; a package is there once one of its files is. Gives what departs from the rules. */
function departuresOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "joinery-house-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      const full = join(root, "packages", file);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      writeFileSync(join(root, "packages", file.split("/")[0] ?? "", "package.json"), "{}");
    }
    return checkImports(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe("accepts", () => {
  it.each<[string, Record<string, string>]>([
    ["an arrow", { "migrate/src/diff.ts": `import { Catalog } from "@joinery/sql";` }],
    ["schema from anywhere", { "cli/src/main.ts": `import type { Schema } from "@joinery/schema";` }],
    ["chevrotain in the parser", { "language/src/parse/lexer.ts": `import { Lexer } from "chevrotain";` }],
    ["a driver in its dialect", { "sql/src/postgres/driver.ts": `const load = () => import("pg");` }],
    ["the process in the CLI", { "cli/src/main.ts": `process.exit(console.log("done"));` }],
    ["the file system for migration files", { "migrate/src/files/migration-file.ts": `import "node:fs/promises";` }],
    ["a property that is called process", { "schema/src/step.ts": `export const steps = { process: 1 }.process;` }],
    [
      "named exports in an index",
      { "schema/src/index.ts": `export { span } from "./span.js";`, "schema/src/span.ts": "" },
    ],
    [
      "a test of everything",
      { "language/test/a.test.ts": `import "@joinery/conformance"; import "node:fs"; import "pg";` },
    ],
    ["generated code in a test", { "runtime/test/a.test.ts": `import "@joinery/generated/blog/client.js";` }],
    [
      "files that share an import",
      {
        "schema/src/a.ts": `import "./c.js"; import "./b.js";`,
        "schema/src/b.ts": `import "./c.js";`,
        "schema/src/c.ts": "",
      },
    ],
  ])("%s", (_, files) => {
    expect(departuresOf(files)).toEqual([]);
  });
});

describe("catches", () => {
  it.each<[string, string, Record<string, string>]>([
    ["an arrow backwards", "sql/src/a.ts:1: imports migrate", { "sql/src/a.ts": `import "@joinery/migrate";` }],
    [
      "language meeting runtime",
      "runtime/src/a.ts:1: imports language",
      { "runtime/src/a.ts": `import "@joinery/language";` },
    ],
    [
      "an import of a type only",
      "codegen/src/a.ts:1: imports sql",
      { "codegen/src/a.ts": `type A = import("@joinery/sql").Catalog;` },
    ],
    [
      "the CLI as a library",
      "codegen/src/a.ts:1: imports cli",
      { "codegen/src/a.ts": `import { defineConfig } from "joinery";` },
    ],
    [
      "the tests in the source",
      "sql/src/a.ts:1: imports conformance",
      { "sql/src/a.ts": `import "@joinery/conformance";` },
    ],
    [
      "the inside of a package",
      "imported by its name alone",
      { "migrate/test/a.test.ts": `import "@joinery/sql/src/catalog.js";` },
    ],
    [
      "a path into another package",
      "may not leave packages/migrate/",
      { "migrate/src/a.ts": `import "../../sql/src/catalog.js";` },
    ],
    [
      "the same in a test",
      "may not leave packages/migrate/",
      { "migrate/test/a.test.ts": `import "../../sql/src/catalog.js";` },
    ],
    [
      "chevrotain elsewhere",
      `imports "chevrotain" outside language/src/parse/`,
      { "language/src/check/bind.ts": `import "chevrotain";` },
    ],
    [
      "pg beside its driver",
      `imports "pg" outside`,
      { "sql/src/postgres/codec.ts": `import type { Client } from "pg";` },
    ],
    [
      "better-sqlite3 beside its driver",
      `imports "better-sqlite3" outside`,
      { "sql/src/sqlite/ddl.ts": `require("better-sqlite3");` },
    ],
    ["commander", `imports "commander" outside cli/src/`, { "migrate/src/a.ts": `import "commander";` }],
    ["the file system", `imports "node:fs" outside`, { "codegen/src/a.ts": `import fs = require("node:fs");` }],
    ["process", "schema/src/a.ts:2: uses process", { "schema/src/a.ts": `\nconst { env } = process;` }],
    ["console", "uses console", { "schema/src/a.ts": `globalThis.console.log(1);` }],
    ["a database's name", `names a database ("PostgreSQL")`, { "runtime/src/a.ts": `// for PostgreSQL` }],
    [
      "a sibling dialect",
      "a dialect never imports its sibling",
      { "sql/src/sqlite/ddl.ts": `import "../postgres/ddl.js";` },
    ],
    ["a star export", "says export *", { "schema/src/index.ts": `export * from "./span.js";` }],
    ["a barrel", "re-exports", { "schema/src/a.ts": `export { span } from "./span.js";` }],
    ["a second index", "is a second index", { "language/src/check/index.ts": `` }],
    ["a drawer", `has "utils" in its name`, { "schema/src/string-utils.ts": `` }],
    ["a drawer that is a folder", `has "helpers" in its name`, { "schema/src/helpers/trim.ts": `` }],
    ["another case", "is not in kebab-case", { "schema/src/sourceFile.ts": `` }],
    ["a long file", "has 401 lines", { "schema/src/a.ts": "\n".repeat(401) }],
    [
      "a cycle",
      "is in a cycle: a.ts -> b.ts -> a.ts",
      { "schema/src/a.ts": `import "./b.js";`, "schema/src/b.ts": `import type { A } from "./a.js";` },
    ],
  ])("%s", (_, message, files) => {
    expect(departuresOf(files)).toEqual([expect.stringContaining(message)]);
  });
});
