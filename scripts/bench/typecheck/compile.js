"use strict";

const { execFile } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../../..");

/** The compilers that generated code is held to, each by its command. The first is the oldest. */
/** @type {Record<string, string>} */
const compilers = Object.fromEntries(
  ["typescript-5.9", "typescript", "typescript-7"].map((name) => {
    const folder = path.join(root, "node_modules", name);
    /** @type {{ version: string, bin: { tsc: string } }} */
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    return [manifest.version, path.join(folder, manifest.bin.tsc)];
  }),
);

/**
 * What a compiler says of the project in a folder: its errors, and what checking it cost.
 *
 * @param {string} version  one of `compilers`
 * @param {string} folder
 * @returns {Promise<{ errors: string[], instantiations: number, types: number, megabytes: number, seconds: number }>}
 */
function compile(version, folder) {
  const args = [compilers[version] ?? "", "-p", folder, "--extendedDiagnostics", "--pretty", "false"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1e8 }, (_, output) => {
      /** @param {string} label */
      const number = (label) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(output)?.[1] ?? Number.NaN);
      resolve({
        errors: output.split("\n").filter((line) => /error TS\d+/.test(line)),
        instantiations: number("Instantiations"),
        types: number("Types"),
        megabytes: Math.round(number("Memory used") / 1024),
        seconds: number("Total time"),
      });
    });
  });
}

module.exports = { compilers: Object.keys(compilers), compile };
