#!/usr/bin/env node
"use strict";

/**
 * What it costs to type-check a file of fifty queries against generated clients of growing size, under every compiler
 * we support. Needs a build. `node scripts/bench/typecheck/run.js 100 500 1000`
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { generate } = require("../../../packages/codegen/dist/index.js");
const { compile, compilers } = require("./compile.js");
const { writeFiftyQueries } = require("./fifty-queries.js");
const { writeProject } = require("./project.js");
const { createSyntheticSchema } = require("./synthetic-schema.js");

/** @param {number} count */
async function measure(count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "joinery-typecheck-"));
  try {
    const generated = await generate(createSyntheticSchema(count));
    writeProject(folder, generated, { "queries.ts": writeFiftyQueries() });
    for (const version of compilers) {
      const { errors, ...costs } = await compile(version, folder);
      if (errors.length > 0) throw new Error(errors.slice(0, 10).join("\n"));
      console.log([count, version, costs.instantiations, costs.types, costs.megabytes, costs.seconds].join("\t"));
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main() {
  const counts = process.argv.slice(2).map(Number);
  console.log(["models", "compiler", "instantiations", "types", "MB", "seconds"].join("\t"));
  for (const count of counts.length > 0 ? counts : [100, 500, 1000]) await measure(count);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
