#!/usr/bin/env node
"use strict";

/**
 * Installs what the lock file says, with the pnpm that `package.json` names: Node and npm are all that a machine needs.
 * Quiet when all is well; shows everything when not.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

/** Under `npm run -s` pnpm would be silent about its failures too. @type {NodeJS.ProcessEnv} */
const env = { ...process.env, npm_config_loglevel: "notice" };

// Where no prebuilt better-sqlite3 is to be had it is compiled, and node-gyp would fetch Node's headers from the network
// although Node mostly brings them.
const nodeFolder = path.resolve(fs.realpathSync(process.execPath), "../..");
if (env["npm_config_nodedir"] === undefined && fs.existsSync(path.join(nodeFolder, "include/node/node.h"))) {
  env["npm_config_nodedir"] = nodeFolder;
}

const isFirst = !fs.existsSync(path.join(root, "node_modules", ".modules.yaml"));
if (isFirst) console.log("Installing the dependencies; the first time takes about a minute.");

const command = `npx -y ${packageManager} install --frozen-lockfile --prefer-offline --reporter=append-only`;
const result = spawnSync(command, { cwd: root, env, shell: true, encoding: "utf8", maxBuffer: 1 << 28 });
if (result.status !== 0) {
  console.error(`${command} failed:\n${result.error?.message ?? ""}${result.stdout}${result.stderr}`);
  process.exitCode = 1;
}
