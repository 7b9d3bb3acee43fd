#!/usr/bin/env node
"use strict";

/**
 * Packs every package that is published and looks at the tarballs as a user's tools would: publint reads the manifest,
 * attw resolves the types from `import` and `require` under each of TypeScript's module resolutions.
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const folder = path.join(root, ".tmp", "tarballs");
const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

function packAll() {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const filter = ["--filter", '"./packages/*"', "--filter", '"!@joinery/conformance"'];
  // One string, run by a shell: on Windows npx is a script.
  execFileSync(["npx", "-y", packageManager, "-r", ...filter, "pack", "--pack-destination", `"${folder}"`].join(" "), {
    cwd: root,
    shell: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return fs.readdirSync(folder).map((name) => path.join(folder, name));
}

/** @param {string} tarball @returns {Promise<string[]>} */
async function findProblems(tarball) {
  const [{ publint }, { formatMessage }, attw] = await Promise.all([
    import("publint"),
    import("publint/utils"),
    import("@arethetypeswrong/core"),
  ]);
  const data = new Uint8Array(fs.readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
  const analysis = await attw.checkPackage(attw.createPackageFromTarballData(data));
  const types = analysis.types === false ? ["has no types"] : "problems" in analysis ? analysis.problems : [];
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...types.map((problem) => (typeof problem === "string" ? problem : JSON.stringify(problem))),
  ];
}

async function main() {
  for (const tarball of packAll()) {
    for (const problem of await findProblems(tarball)) {
      console.error(`${path.basename(tarball)}: ${problem}`);
      process.exitCode = 1;
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
