#!/usr/bin/env node
"use strict";

/**
 * Measures Joinery against hand-written driver code and against its peers: see README.md.
 *
 *   node scripts/bench/run.js [--only W1,W5] [--db sqlite,postgres] [--peers drizzle,kysely,prisma,typeorm,mikro-orm|none]
 *                             [--rounds 30] [--json FILE] [--svg FILE] [--callers 16] [--cpu] [--quick] [--check] [--node 24] [--profile joinery]
 */
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { buildJoinery } = require("./build-joinery.js");
const { inDatabase } = require("./in-database.js");
const { currentMajor, installPeers } = require("./peers.js");
const { renderPlot } = require("./plot.js");
const { findLimit, renderTable } = require("./report.js");
const { summarizeProfile } = require("./summarize-profile.js");
const { workloads } = require("./workloads.js");

const root = path.resolve(__dirname, "../..");
const modelFile = path.join(root, "schemas", "movies.model");
const peerNames = {
  drizzle: ["drizzle", "drizzle prepared"],
  kysely: ["kysely"],
  prisma: ["prisma"],
  typeorm: ["typeorm"],
  "mikro-orm": ["mikro-orm"],
};
/** What the newest peers need; all run under it then. */
const nodeOfPeers = 24;

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      db: { type: "string", default: "sqlite,postgres" },
      peers: { type: "string" },
      rounds: { type: "string" },
      json: { type: "string" },
      svg: { type: "string" },
      quick: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      node: { type: "string" },
      callers: { type: "string", default: "1" },
      cpu: { type: "boolean", default: false },
      profile: { type: "string" },
    },
  });
  const allPeers = Object.keys(peerNames);
  const peers = choose(values.peers ?? (values.check || values.profile ? "none" : allPeers.join()), allPeers);
  const node = Number(values.node ?? (peers.length > 0 ? Math.max(nodeOfPeers, currentMajor()) : currentMajor()));
  const needsInstall = peers.length > 0 || node !== currentMajor();
  const installed = needsInstall ? installPeers(node) : { folder: undefined, node: process.execPath, drivers: root };
  const joinery = buildJoinery();
  const job = {
    peers: installed.folder,
    drivers: installed.drivers,
    competitors:
      values.profile === undefined
        ? ["limit", ...(joinery.client ? ["joinery"] : []), ...peers.flatMap((name) => peerNames[name])]
        : [values.profile],
    workloads: choose(values.only ?? "W1..W9", Object.keys(workloads)),
    isQuick: values.quick,
    isCheck: values.check,
    rounds: Number(values.rounds ?? (values.quick ? 5 : 30)),
    callers: Number(values.callers),
    isCpuTime: values.cpu,
    client: joinery.client,
    profile: values.profile,
  };

  const report = { date: new Date().toISOString(), machine: describeMachine(installed.node), results: {} };
  for (const database of choose(values.db, ["sqlite", "postgres"])) {
    const ddl = joinery.createTables(modelFile, database === "sqlite" ? "sqlite" : "postgresql");
    const results = await inDatabase(database, (place) =>
      runJob({ ...job, ...forDatabase(database, job), ddl, ...place }, installed.node),
    );
    report.results[database] = results;
    if (values.check) console.log(`${database}: all answers agree: ${Object.keys(results).join(", ")}`);
    else if (values.profile === undefined) console.log(`\n${renderTable(database, results)}`);
  }
  if (values.json !== undefined) fs.writeFileSync(values.json, JSON.stringify(report, undefined, 2));
  if (values.svg !== undefined) fs.writeFileSync(values.svg, renderPlot(report, findLimit));
}

/** Where many call at once, a pool is what hand-written code has. */
function forDatabase(database, { competitors, callers }) {
  const hasPool = database === "postgres" && callers > 1;
  return { database, competitors: hasPool ? [...competitors, "raw pool"] : competitors };
}

/** Names out of a list: `W1,W3`, `W1..W5`, `none`. @param {string} text @param {string[]} all */
function choose(text, all) {
  const chosen = text.split(",").flatMap((word) => {
    const [from = "", to = from] = word.split("..");
    return word === "none" ? [] : all.slice(indexIn(all, from), indexIn(all, to) + 1);
  });
  return chosen;
}

function indexIn(all, name) {
  const index = all.indexOf(name);
  if (index === -1) throw new Error(`There is no ${name}: choose among ${all.join(", ")}.`);
  return index;
}

/** Runs a job in a process of its own. @param {import("./measure-database.js").Job} job @param {string} node */
async function runJob(job, node) {
  const profiles = path.join(job.folder, "profile");
  const flags = job.profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profiles];
  const child = spawn(node, [...flags, path.join(__dirname, "measure-database.js")], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.send(job);
  const results = await new Promise((resolve, reject) => {
    let received;
    child.on("message", (message) => {
      if ("progress" in message) process.stderr.write(`${message.progress}\n`);
      else received = message.results;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 && received !== undefined ? resolve(received) : reject(new Error(`The ${job.database} run failed.`)),
    );
  });
  if (job.profile !== undefined) {
    for (const name of fs.readdirSync(profiles)) console.log(summarizeProfile(path.join(profiles, name)));
  }
  return results;
}

/** @param {string} node */
function describeMachine(node) {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  return `${os.cpus()[0]?.model ?? "unknown"}, ${os.cpus().length} cores, Node ${version}`;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
