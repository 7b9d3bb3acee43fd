#!/usr/bin/env node
"use strict";

/**
 * Generates from `schemas/` again and compares with what is committed in `generated/`, byte by byte; then compiles that
 * with every TypeScript that Joinery supports. `--write` puts the new files in place instead.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const compilers = ["typescript-5.9", "typescript", "typescript-7"];

/** Runs one of the repository's scripts; what it printed when it failed. @param {string[]} script */
function run(...script) {
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: "utf8" });
  return status === 0 ? undefined : `${script.join(" ")} failed:\n${stdout}${stderr}`;
}

/** One client per example: `schemas/blog.model`, or the folder `schemas/blog`, becomes `generated/blog`. */
function examples() {
  return fs.readdirSync(path.join(root, "schemas")).filter((name) => !name.startsWith("."));
}

/** @param {string} output @returns {string[]} */
function generate(output) {
  return examples().flatMap((example) => {
    const target = path.join(output, path.basename(example, ".model"));
    const options = ["--schema", `schemas/${example}`, "--output", target];
    return run("packages/cli/dist/main.js", "generate", ...options) ?? [];
  });
}

/** Every file below a folder, with its text. @param {string} folder */
function readFolder(folder) {
  /** @type {Map<string, string>} */
  const files = new Map();
  if (!fs.existsSync(folder)) return files;
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, entry);
    if (fs.statSync(file).isFile()) files.set(entry, fs.readFileSync(file, "utf8"));
  }
  return files;
}

/** @param {string} fresh @returns {string[]} */
function differences(fresh) {
  return examples().flatMap((example) => {
    const name = path.basename(example, ".model");
    const expected = readFolder(path.join(fresh, name));
    const committed = readFolder(path.join(root, "generated", name));
    return [...new Set([...expected.keys(), ...committed.keys()])]
      .filter((file) => expected.get(file) !== committed.get(file))
      .map((file) => `generated/${name}/${file} is not what is generated: run "npm run generate"`);
  });
}

function main() {
  if (examples().length === 0) return [];
  if (process.argv.includes("--write")) {
    for (const example of examples()) {
      fs.rmSync(path.join(root, "generated", path.basename(example, ".model")), { recursive: true, force: true });
    }
    return generate(path.join(root, "generated"));
  }
  // Inside the repository, so that what is generated finds the same Prettier options and modules as the original.
  const fresh = path.join(root, ".tmp", "generated");
  fs.rmSync(fresh, { recursive: true, force: true });
  const failures = generate(fresh);
  if (failures.length > 0) return failures;
  return [
    ...differences(fresh),
    ...compilers.flatMap((compiler) => run(`node_modules/${compiler}/bin/tsc`, "-p", "generated") ?? []),
  ];
}

const problems = main();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
