"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const main = path.resolve(__dirname, "../../../packages/cli/dist/main.js");

/**
 * The CPU time of the command itself, all threads, in milliseconds: `joinery generate` from nothing, once more with nothing changed, and in
 * `--watch` after one file changed. Reads /proc, and so runs on Linux alone.
 *
 * @param {string} folder  of the project, its schema in `schema/`
 */
async function measureCommand(folder) {
  const first = await runToEnd(folder);
  const unchanged = await runToEnd(folder);
  const watched = await runWatched(folder);
  return { first, unchanged, watched };
}

/** What it prints is long, and nobody reads it: a full pipe would stop it. @type {["ignore", "ignore", "pipe"]} */
const stdio = ["ignore", "ignore", "pipe"];
const settings = ["--schema", "schema", "--output", "out"];

/** @param {string} folder @returns {Promise<number>} */
function runToEnd(folder) {
  const report = path.join(folder, "usage.json");
  const hook = path.join(folder, "usage.js");
  fs.writeFileSync(
    hook,
    `process.on("exit", () => { const { userCPUTime, systemCPUTime } = process.resourceUsage();
      require("node:fs").writeFileSync(${JSON.stringify(report)}, String((userCPUTime + systemCPUTime) / 1000)); });`,
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--require", hook, main, "generate", ...settings], { cwd: folder, stdio });
    let errors = "";
    child.stderr.on("data", (data) => (errors += data));
    child.on("close", (code) =>
      code === 0 ? resolve(Number(fs.readFileSync(report, "utf8"))) : reject(new Error(errors)),
    );
  });
}

/** @param {string} folder @returns {Promise<number>} */
async function runWatched(folder) {
  const child = spawn(process.execPath, [main, "generate", "--watch", ...settings], { cwd: folder, stdio });
  const { pid } = child;
  /** @type {() => void} */
  let wake = () => {};
  child.stderr.on("data", (data) => {
    if (String(data).includes("Watching")) wake();
  });
  const report = () => new Promise((/** @type {(value?: undefined) => void} */ resolve) => (wake = resolve));
  try {
    await report();
    const file = path.join(folder, "schema/area-0.model");
    const samples = [];
    for (const bound of [1, 2, 3]) {
      const before = readTicks(pid);
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/@min\(\d\)/, `@min(${bound})`));
      await report();
      samples.push((readTicks(pid) - before) * 10);
    }
    return samples.sort((a, b) => a - b)[1] ?? Number.NaN;
  } finally {
    child.kill("SIGTERM");
  }
}

/** Hundredths of a second that a process has worked. @param {number | undefined} pid */
function readTicks(pid) {
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

module.exports = { measureCommand };
