"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const { createRequire, Module } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const root = path.resolve(__dirname, "../..");

/** What a newer Node needs of its own: itself, and a driver compiled for it. Whoever asks for another version gets these. */
const newerNode = { "better-sqlite3": "13.0.1", pg: "8.23.1" };

/**
 * A folder under `.tmp` with the peers of package.json in it, installed where it is missing or out of date. Nothing of theirs
 * runs while they are installed: Prisma would download an engine that it does not need.
 *
 * @param {number} nodeMajor
 */
function installPeers(nodeMajor) {
  const folder = path.join(root, ".tmp", "bench", `node-${nodeMajor}`);
  const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, "package.json"), "utf8"));
  const isOwnNode = nodeMajor !== currentMajor();
  if (isOwnNode) {
    Object.assign(manifest.dependencies, newerNode, { node: String(nodeMajor) });
    manifest.overrides = newerNode;
  }
  const text = JSON.stringify(manifest, undefined, 2);
  const installed = path.join(folder, "installed.json");
  if (!fs.existsSync(installed) || fs.readFileSync(installed, "utf8") !== text) {
    console.error(`Installing the peers into ${path.relative(root, folder)}.`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "package.json"), text);
    runNpm(folder, [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
      "--legacy-peer-deps",
    ]);
    if (isOwnNode) runNpm(folder, ["rebuild", "node"]);
    fs.writeFileSync(installed, text);
  }
  return {
    folder,
    node: isOwnNode ? path.join(folder, "node_modules", "node", "bin", "node") : process.execPath,
    drivers: isOwnNode ? folder : root,
  };
}

/** @param {string} folder @param {string[]} words */
function runNpm(folder, words) {
  execFileSync("npm", [...words, "--loglevel", "error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}

function currentMajor() {
  return Number(process.versions.node.split(".")[0]);
}

/** All competitors get the same copy of each driver, whatever they were installed with. @param {string} folder */
function shareDrivers(folder) {
  const parent = pathToFileURL(path.join(folder, "index.js")).href;
  const { resolve } = createRequire(parent);
  const drivers = new Map(["better-sqlite3", "pg"].map((name) => [name, resolve(name)]));
  if (Module.registerHooks !== undefined) {
    Module.registerHooks({
      resolve(request, context, next) {
        const file = drivers.get(request);
        if (file === undefined) return next(request, context);
        // Who imports may get another file of the same package than who requires.
        if (context.conditions.includes("import")) return next(request, { ...context, parentURL: parent });
        return { url: pathToFileURL(file).href, format: "commonjs", shortCircuit: true };
      },
    });
    return;
  }
  // Node 20 has no public hook for this.
  const original = Module["_resolveFilename"];
  Module["_resolveFilename"] = (request, ...rest) => drivers.get(request) ?? original.call(Module, request, ...rest);
}

module.exports = { installPeers, shareDrivers, currentMajor };
