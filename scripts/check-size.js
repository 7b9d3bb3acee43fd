#!/usr/bin/env node
"use strict";

/**
 * How much code a program takes along that uses a generated client: what is there after a build, bundled and minified as a bundler does it for
 * a program of one database. Nothing of it may define tables or read what tables there are, nor may a process load that, or another
 * database's code. Prints the sizes, and one line for each departure.
 */
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const { gzipSync } = require("node:zlib");
const { buildSync } = require("esbuild");

const root = path.resolve(__dirname, "..");

/** The folder of each dialect, and how the URLs of its databases begin. */
const dialects = { postgres: "postgresql", sqlite: "sqlite" };

/** Kilobytes of 1,000 bytes, minified, without the generated code: a tenth above what is reached. Whoever raises it says in the commit for what. */
const most = 440;

const definition = /^packages\/sql\/dist\/(.+\/)?(ddl|introspect|catalog-queries|render-[\w-]+)\.js$/;

/** @param {string} dialect */
function bundleFor(dialect) {
  const others = Object.keys(dialects).filter((name) => name !== dialect);
  const { metafile, outputFiles } = buildSync({
    entryPoints: [path.join(root, "generated", "movies", "client.ts")],
    outfile: path.join(root, ".tmp", "client.js"),
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["pg", "better-sqlite3", ...others.map((name) => `./${name}/dialect.js`)],
    logLevel: "error",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const own = inputs.filter(([file]) => file.startsWith("packages/"));
  return {
    bytes: own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0),
    files: own.map(([file]) => file),
    zipped: gzipSync(outputFiles[0]?.contents ?? "").length,
  };
}

/** What of this repository a process has loaded once it knows its database. @param {string} url */
function listLoaded(url) {
  const program = `
    require("@joinery/runtime");
    require("@joinery/sql").resolveDialect(${JSON.stringify(url)});
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const cwd = path.join(root, "packages", "runtime");
  const text = execFileSync(process.execPath, ["-e", program], { cwd, encoding: "utf8" });
  return /** @type {string[]} */ (JSON.parse(text)).map((file) => path.relative(root, file).split(path.sep).join("/"));
}

/** @param {string} dialect @param {string[]} files @returns {string[]} */
function findStrangers(dialect, files) {
  return files.filter((file) => {
    const folder = /^packages\/sql\/dist\/(\w+)\/./.exec(file)?.[1];
    return definition.test(file) || (folder !== undefined && folder in dialects && folder !== dialect);
  });
}

for (const [dialect, scheme] of Object.entries(dialects)) {
  const { bytes, files, zipped } = bundleFor(dialect);
  const loaded = listLoaded(`${scheme}:`);
  const kilobytes = (/** @type {number} */ count) => (count / 1000).toFixed(1);
  console.log(`${scheme}: ${kilobytes(bytes)} kB minified (${kilobytes(zipped)} kB zipped), ${loaded.length} modules`);
  const departures = [
    ...(bytes > most * 1000
      ? [`${most} kB is the most: look for what has come into the import graph of a client`]
      : []),
    ...findStrangers(dialect, files).map((file) => `${file} is in the bundle`),
    ...findStrangers(dialect, loaded).map((file) => `${file} is loaded`),
  ];
  for (const departure of departures) console.error(`${scheme}: ${departure}`);
  if (departures.length > 0) process.exitCode = 1;
}
