#!/usr/bin/env node
"use strict";

/**
 * What a session costs: for each object that it reads, and of a flush beside the same rows written without one.
 *
 *   node scripts/bench/session/run.js                    both databases
 *   node scripts/bench/session/run.js --db sqlite --only I1,I2 --rounds 20
 *   node scripts/bench/session/run.js --cpu              the time that the process works instead of the time that passes
 *   node --cpu-prof scripts/bench/session/run.js --db sqlite --only I1 --form session       one form alone, for a profile
 */
const { spawnSync } = require("node:child_process");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { buildJoinery } = require("../build-joinery.js");
const { fullSize, generateMovies } = require("../data/generate-movies.js");
const { loadPostgres, loadSqlite } = require("../data/load.js");
const { inDatabase } = require("../in-database.js");
const { cpuTime, summarize, wallTime } = require("../measure.js");
const { createWorkloads } = require("./workloads.js");

/** @import { Form, SessionWorkload } from "./workloads.js" */

const modelFile = path.resolve(__dirname, "../../../schemas/movies.model");

const { values: options } = parseArgs({
  options: {
    db: { type: "string" },
    only: { type: "string" },
    form: { type: "string" },
    rounds: { type: "string", default: "15" },
    cpu: { type: "boolean", default: false },
  },
});

async function main() {
  if (options.db === undefined) {
    // A process each: what the compiler learns from one database stays away from the other.
    for (const db of ["sqlite", "postgres"]) {
      spawnSync(process.execPath, [__filename, ...process.argv.slice(2), "--db", db], { stdio: "inherit" });
    }
    return;
  }
  const database = options.db === "sqlite" ? "sqlite" : "postgres";
  await inDatabase(database, async ({ folder, url }) => {
    const joinery = buildJoinery();
    const ddl = joinery.createTables(modelFile, database === "sqlite" ? "sqlite" : "postgresql");
    const tables = generateMovies({ size: fullSize });
    const file = path.join(folder, "movies.db");
    if (url === undefined) loadSqlite(file, ddl, tables);
    else await load(url, ddl, tables);
    const { connect, ...classes } = require(String(joinery.client));
    const db = connect(url ?? `sqlite:${file}`);
    console.log(`| ${database} | form | time | × | µs an object |\n| --- | --- | --- | --- | --- |`);
    for (const [name, workload] of Object.entries(createWorkloads(db, classes))) {
      if (options.only === undefined || options.only.split(",").includes(name)) await report(name, workload, db);
    }
    await db.dispose();
  });
}

async function load(url, ddl, tables) {
  const { Client } = require("pg");
  const client = new Client({ connectionString: url });
  await client.connect();
  await loadPostgres(client, ddl, tables);
  await client.end();
}

/** @param {string} name @param {SessionWorkload} workload @param {any} db */
async function report(name, workload, db) {
  const forms = workload.forms.filter((form) => options.form === undefined || form.name === options.form);
  const samples = forms.map(() => /** @type {number[]} */ ([]));
  const rounds = Number(options.rounds);
  for (let round = -5; round < rounds; round++) {
    for (let turn = 0; turn < forms.length; turn++) {
      const index = (turn + round + 5) % forms.length;
      const time = await sample(forms[index], workload, round + 5);
      if (round >= 0) samples[index]?.push(time);
      await db.events.deleteMany({ where: { id: { gt: fullSize.events } } });
    }
  }
  const objects = await workload.countObjects?.(await forms[0]?.run(workload.argument(fullSize, 0)));
  const [first] = samples.map((times) => summarize(times).median);
  samples.forEach((times, index) => {
    const { median, low, high } = summarize(times);
    const ratio = `${(median / first).toFixed(2)} (${(low / first).toFixed(2)}–${(high / first).toFixed(2)})`;
    const each = objects === undefined || index === 0 ? "" : ((median - first) / objects).toFixed(2);
    const cells = [index === 0 ? `${name} ${workload.title}` : "", forms[index]?.name, render(median)];
    console.log(`| ${[...cells, index === 0 ? "" : ratio, each].join(" | ")} |`);
  });
}

/** Microseconds. @param {Form} form @param {SessionWorkload} workload @param {number} round */
async function sample({ prepare, run }, { argument, repeat }, round) {
  const prepared = [];
  for (let turn = 0; turn < repeat; turn++) {
    const given = argument(fullSize, round * repeat + turn);
    prepared.push(prepare === undefined ? given : await prepare(given));
  }
  const now = options.cpu ? cpuTime : wallTime;
  const start = now();
  for (const each of prepared) await run(each);
  return (now() - start) / repeat;
}

function render(time) {
  return time < 1000 ? `${time.toFixed(0)} µs` : `${(time / 1000).toFixed(2)} ms`;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
