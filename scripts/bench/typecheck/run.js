#!/usr/bin/env node
"use strict";

/**
 * What it costs to type-check a file of fifty queries against schemas of growing size, under every compiler we support; and what it costs
 * with the peers. Needs a build. `node scripts/bench/typecheck/run.js 100 500 1000`, `… --peers none 100`
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { generate } = require("../../../packages/codegen/dist/index.js");
const { currentMajor, installPeers } = require("../peers.js");
const { compile, compilers } = require("./compile.js");
const { writeFiftyQueries } = require("./fifty-queries.js");
const { writeDrizzleProject } = require("./peers/drizzle.js");
const { writePrismaProject } = require("./peers/prisma.js");
const { writePeerProject, writeProject } = require("./project.js");
const { createSyntheticSchema } = require("./synthetic-schema.js");

/** @import { Schema } from "../../../packages/schema/src/index.js" */

/** Each lays out a project in a folder. @type {Record<string, (schema: Schema, folder: string) => Promise<void>>} */
const competitors = {
  joinery: async (schema, folder) =>
    writeProject(folder, await generate(schema), { "queries.ts": writeFiftyQueries() }),
  drizzle: async (schema, folder) => writePeerProject(folder, writeDrizzleProject(schema), peersFolder()),
  prisma: async (schema, folder) =>
    writePeerProject(folder, writePrismaProject(schema, folder, peersFolder()), peersFolder()),
};

const peersFolder = () => installPeers(currentMajor()).folder;

/** @param {string} name @param {number} count */
async function measure(name, count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "joinery-typecheck-"));
  try {
    await competitors[name]?.(createSyntheticSchema(count), folder);
    for (const version of compilers) {
      const { errors, ...costs } = await compile(version, folder);
      if (errors.length > 0) throw new Error(errors.slice(0, 10).join("\n"));
      console.log([count, name, version, costs.instantiations, costs.types, costs.megabytes, costs.seconds].join("\t"));
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main() {
  const { values, positionals } = parseArgs({ options: { peers: { type: "string" } }, allowPositionals: true });
  const peers = values.peers === undefined ? ["drizzle", "prisma"] : values.peers.split(",");
  const names = ["joinery", ...peers].filter((name) => name in competitors);
  const counts = positionals.length > 0 ? positionals.map(Number) : [100, 500, 1000];
  console.log(["models", "client", "compiler", "instantiations", "types", "MB", "seconds"].join("\t"));
  for (const count of counts) for (const name of names) await measure(name, count);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
