#!/usr/bin/env node
"use strict";

/**
 * What must hold before a change lands, after a build: every check, then (with `--with-tests`) every test. All of it runs
 * even when something fails, so that one run tells everything. Ends with the plain `N passed, N failed` that CI reads, in
 * which a check counts as one test. Names run only those: `node scripts/run-checks lint format`.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");

/** Each check is a script of this repository and its arguments. The native compiler is the one that is fast. */
/** @type {Record<string, string[]>} */
const checks = {
  lint: ["node_modules/oxlint/bin/oxlint", "--type-aware", "packages", "scripts", "jest.config.js"],
  format: ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
  "types of the tests": ["node_modules/typescript-7/bin/tsc", "-p", "scripts/tsconfig.test.json"],
  "types of the scripts": ["node_modules/typescript-7/bin/tsc", "-p", "scripts"],
  imports: ["scripts/check-imports.js"],
  "generated code": ["scripts/check-generated.js"],
  packages: ["scripts/check-packages.js"],
  size: ["scripts/check-size.js"],
  unused: ["node_modules/knip/bin/knip.js", "--config", "scripts/knip.json", "--no-progress", "--no-config-hints"],
};

/**
 * @param {string[]} script
 * @param {"inherit" | "pipe"} output
 * @returns {Promise<{ isGood: boolean, text: string }>}
 */
function run(script, output) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, script, { cwd: root, stdio: ["ignore", output, output] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += chunk));
    child.on("error", (error) => resolve({ isGood: false, text: error.message }));
    child.on("close", (code) => resolve({ isGood: code === 0, text }));
  });
}

/** Runs the checks, two at a time. @param {string[]} names */
async function runChecks(names) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const start = performance.now();
      const { isGood, text } = await run(checks[name] ?? [], "pipe");
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${isGood ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      if (!isGood) console.log(text.trimEnd().replaceAll(/^/gm, "       "));
      counts[isGood ? "passed" : "failed"]++;
    }
  };
  await Promise.all([work(), work()]);
  return counts;
}

/** Runs Jest. A file that does not even load is a failure, though none of its tests was counted. */
async function runTests() {
  const report = path.join(root, ".tmp", "jest.json");
  fs.rmSync(report, { force: true });
  const { isGood } = await run(["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`], "inherit");
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(fs.readFileSync(report, "utf8"));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !isGood ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** @param {string[]} words */
async function main(words) {
  const names = words.filter((word) => !word.startsWith("--"));
  const unknown = names.find((name) => !(name in checks));
  if (unknown !== undefined) throw new Error(`No check is called ${unknown}: ${Object.keys(checks).join(", ")}.`);

  const parts = [await runChecks(names.length > 0 ? names : Object.keys(checks))];
  if (words.includes("--with-tests")) parts.push(await runTests());
  /** @param {"passed" | "failed" | "skipped"} key */
  const total = (key) => parts.reduce((sum, part) => sum + part[key], 0);
  const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
  console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
  process.exitCode = total("failed") === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
