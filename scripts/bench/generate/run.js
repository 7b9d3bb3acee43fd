#!/usr/bin/env node
"use strict";

/**
 * What it costs to go from `.model` files to code, for schemas of growing size: CPU time of all threads and peak memory, a fresh process for
 * each. Needs a build. `node scripts/bench/generate/run.js 100 500 1000 5000`
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { measureCommand } = require("./measure-command.js");
const { writeModels } = require("./write-models.js");

const stages = path.join(__dirname, "measure-stages.js");

/** @param {readonly (string | number)[]} cells */
function printRow(cells) {
  console.log(cells.map((cell) => (typeof cell === "number" ? String(Math.round(cell)) : cell)).join("\t"));
}

/** @param {number} count */
async function measure(count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "joinery-generate-"));
  try {
    writeModels(path.join(folder, "schema"), count);
    const output = execFileSync(process.execPath, [stages, path.join(folder, "schema")], { encoding: "utf8" });
    const { load, read, parse, check, elapsed, generate, again, remade, megabytes, lines, files } = JSON.parse(output);
    const { first, unchanged, watched } = await measureCommand(folder);
    const perModel = lines / count;
    printRow([
      count,
      load + read,
      parse,
      check,
      elapsed,
      generate,
      again,
      `${remade}/${files}`,
      megabytes,
      perModel,
      first,
      unchanged,
      watched,
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main() {
  const counts = process.argv.slice(2).map(Number);
  printRow([
    "models",
    "load",
    "parse",
    "check",
    "elapsed",
    "generate",
    "again",
    "remade",
    "peak MB",
    "lines/model",
    "command",
    "unchanged",
    "--watch",
  ]);
  for (const count of counts.length > 0 ? counts : [100, 500, 1000, 5000]) await measure(count);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
