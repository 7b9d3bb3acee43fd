"use strict";

/**
 * Child of run.js: takes one schema through the stages, from a cold process and then once more after one file changed, and
 * prints what each took as JSON. CPU time in milliseconds, all threads; `elapsed` is what passed while it parsed and checked. Node is
 * tuned as the command tunes it.
 */
const fs = require("node:fs");

const [folder = ""] = process.argv.slice(2);

/** @type {Record<string, number>} */
const costs = {};
let last = process.cpuUsage();

/** @param {string} name */
function note(name) {
  const { user, system } = process.cpuUsage(last);
  costs[name] = (user + system) / 1000;
  last = process.cpuUsage();
}

async function main() {
  require("../../../packages/cli/dist/program/tune-engine.js").tuneEngine();
  const { compile, parseModelFile } = require("../../../packages/language/dist/index.js");
  const { createGenerationMemory, generate } = require("../../../packages/codegen/dist/index.js");
  note("load");
  const sources = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".model"))
    .map((name) => ({ path: name, text: fs.readFileSync(`${folder}/${name}`, "utf8") }));
  note("read");
  const started = performance.now();
  /** @type {import("../../../packages/language/dist/index.js").ParseMemory} */
  const parsed = new Map(sources.map((source) => [source.path, { text: source.text, parsed: parseModelFile(source) }]));
  note("parse");
  const first = compile(sources, { memory: parsed });
  note("check");
  const elapsed = performance.now() - started;
  if (first.schema === undefined) throw new Error(JSON.stringify(first.diagnostics[0]));
  const generated = createGenerationMemory();
  const files = await generate(first.schema, { memory: generated });
  note("generate");
  const megabytes = process.resourceUsage().maxRSS / 1024;

  const changed = sources.map((source, index) =>
    index === 1 ? { ...source, text: source.text.replace("@min(0)", "@min(1)") } : source,
  );
  const second = compile(changed, { memory: parsed });
  if (second.schema === undefined) throw new Error(JSON.stringify(second.diagnostics[0]));
  const again = await generate(second.schema, { memory: generated });
  note("again");
  const before = new Set(files);
  const lines = files.reduce((count, { text }) => count + text.split("\n").length, 0);
  const remade = again.filter((file) => !before.has(file)).length;
  console.log(JSON.stringify({ ...costs, elapsed, megabytes, lines, files: files.length, remade }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
