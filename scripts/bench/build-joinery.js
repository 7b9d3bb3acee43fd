"use strict";

const { buildSync } = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");

/**
 * The generated client of `schemas/movies.model` and what it takes to make its tables, from source, as one readable file
 * each: no build is needed, and a profile shows the functions by name.
 *
 * @returns {{ client: string, ddl: string }}
 */
function buildJoinery() {
  if (!fs.existsSync(path.join(root, "generated/movies/client.ts"))) return undefined;
  const folder = path.join(root, ".tmp", "bench", "joinery");
  fs.mkdirSync(folder, { recursive: true });
  const build = (entry, name) => {
    const outfile = path.join(folder, name);
    buildSync({
      entryPoints: [path.join(root, entry)],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      external: ["pg", "better-sqlite3"],
      alias: Object.fromEntries(
        ["schema", "language", "sql", "migrate", "runtime"].map((name) => [
          `@joinery/${name}`,
          path.join(root, "packages", name, "src", "index.ts"),
        ]),
      ),
      logLevel: "error",
    });
    return outfile;
  };
  return { client: build("generated/movies/client.ts", "client.js"), ddl: "" };
}

module.exports = { buildJoinery };
