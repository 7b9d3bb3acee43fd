"use strict";

const { buildSync } = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");

/**
 * Joinery from source, each entry as one readable file: no build is needed, and a profile shows the functions by name.
 *
 * @returns {{ client: string | undefined, createTables: (modelFile: string, dialect: string) => string[] }} The generated client of
 *   `schemas/movies.model` as a file (until there is one, nothing), and what makes its tables.
 */
function buildJoinery() {
  const client = path.join(root, "generated", "movies", "index.ts");
  return {
    client: fs.existsSync(client) ? bundle(client) : undefined,
    createTables: require(bundle(path.join(__dirname, "data", "create-tables.ts"))).createTables,
  };
}

/** @param {string} entry */
function bundle(entry) {
  const outfile = path.join(root, ".tmp", "bench", "joinery", `${path.basename(entry, ".ts")}.js`);
  const packages = ["schema", "language", "sql", "migrate", "runtime"];
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["pg", "better-sqlite3"],
    nodePaths: [path.join(root, "packages", "language", "node_modules")],
    alias: {
      ...Object.fromEntries(
        packages.map((name) => [`@joinery/${name}`, path.join(root, "packages", name, "src", "index.ts")]),
      ),
      "@joinery/sql/ddl": path.join(root, "packages", "sql", "src", "ddl.ts"),
    },
    logLevel: "error",
  });
  return outfile;
}

module.exports = { buildJoinery };
