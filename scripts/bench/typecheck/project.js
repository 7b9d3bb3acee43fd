"use strict";

const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../../..");

const compilerOptions = {
  target: "es2023",
  lib: ["es2023"],
  types: [],
  module: "node20",
  moduleResolution: "node16",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * A project like a user's in `folder`: generated code, files of their own, the runtime and zod as installed packages.
 *
 * @param {string} folder
 * @param {readonly { path: string, text: string }[]} generated
 * @param {Record<string, string>} files  the user's own, by path
 */
function writeProject(folder, generated, files) {
  for (const file of generated) writeFile(path.join(folder, "generated", file.path), file.text);
  writeConfiguredFiles(folder, files, compilerOptions, path.join(root, "generated"));
}

/**
 * The same for a peer, whose code needs the types of Node.
 *
 * @param {string} folder
 * @param {Record<string, string>} files
 * @param {string} peers  where it is installed
 */
function writePeerProject(folder, files, peers) {
  const options = { ...compilerOptions, types: ["node"], typeRoots: [path.join(root, "node_modules/@types")] };
  writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeConfiguredFiles(folder, files, options, peers);
}

/** @param {string} folder @param {Record<string, string>} files @param {object} options @param {string} installed */
function writeConfiguredFiles(folder, files, options, installed) {
  for (const [name, text] of Object.entries(files)) writeFile(path.join(folder, name), text);
  const tsconfig = { compilerOptions: options, files: Object.keys(files).filter((name) => name.endsWith(".ts")) };
  writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(tsconfig, undefined, 2));
  fs.symlinkSync(path.join(installed, "node_modules"), path.join(folder, "node_modules"));
}

/** @param {string} file @param {string} text */
function writeFile(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

module.exports = { writePeerProject, writeProject };
