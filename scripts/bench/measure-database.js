"use strict";

/**
 * One database, in a process of its own: loads the rows, opens the competitors, compares their answers, takes the times, and
 * sends them to `run.js`. A process for each database keeps what the compiler learns from one away from the other.
 *
 * @typedef {object} Job
 * @property {"sqlite" | "postgres"} database
 * @property {string} [url] An empty PostgreSQL database.
 * @property {string[]} ddl What makes the tables.
 * @property {string} folder For files of this run alone.
 * @property {string} drivers Where the drivers are installed.
 * @property {string} [peers] Where the peers are installed.
 * @property {string[]} competitors
 * @property {string[]} workloads
 * @property {boolean} isQuick
 * @property {boolean} isCheck
 * @property {number} rounds
 * @property {boolean} isCpuTime Takes the time that the process works, not the time that passes.
 * @property {number} callers How many call at once.
 * @property {string} [client] Joinery's client, built.
 * @property {string} [profile] Runs this competitor alone, for a profile.
 */
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { fullSize, generateMovies, smallSize } = require("./data/generate-movies.js");
const { loadPostgres, loadSqlite } = require("./data/load.js");
const { createRandom } = require("./data/random.js");
const { compareAnswers, measure } = require("./measure.js");
const { shareDrivers } = require("./peers.js");
const { workloads } = require("./workloads.js");

/** @param {Job} job */
async function measureDatabase(job) {
  const size = job.isQuick ? smallSize : fullSize;
  const source = await prepareSource(job, size);
  const competitors = [];
  for (const name of job.competitors) competitors.push(await openCompetitor(name, job, source));

  const results = {};
  for (const name of job.workloads) {
    const entries = competitors.flatMap((competitor) => entriesOf(competitor, name));
    if (entries.length < 2 && job.profile === undefined) continue;
    const { argument, operations, writes, toComparable } = workloads[name];
    const count = Math.max(job.callers, Math.round(operations[job.database] / (job.isQuick ? 10 : 1)));
    const argumentsOfRound = (round) => {
      const random = createRandom(round * 7919 + 1);
      return Array.from({ length: count }, () => argument(random, size));
    };
    const cleanUp = writes ? () => source.cleanUp(size.events) : undefined;
    if (job.profile === undefined) {
      await compareAnswers(entries, argumentsOfRound(-1).slice(0, 10), toComparable, cleanUp);
    }
    results[name] = job.isCheck
      ? entries.map((entry) => entry.name)
      : await measure(entries, {
          rounds: job.rounds,
          callers: job.callers,
          isCpuTime: job.isCpuTime,
          argumentsOfRound,
          cleanUp,
        });
    if (writes) await source.settle();
    process.send?.({ progress: `${job.database} ${name}` });
  }
  for (const { close } of competitors) await close();
  await source.close();
  return results;
}

/** @param {import("./measure.js").Competitor} competitor @param {string} workload @returns {import("./measure.js").Entry[]} */
function entriesOf({ name, run, toPlain }, workload) {
  return Object.entries(run)
    .filter(([key]) => key.split(" ")[0] === workload)
    .map(([key, work]) => ({
      name: [name, ...key.split(" ").slice(1)].join(" "),
      run: work,
      isLimit: name === "limit",
      ...(toPlain === undefined ? {} : { toPlain }),
    }));
}

/** The rows: for SQLite a file, of which each competitor gets a copy, so that no one's writes empty another's cache. */
async function prepareSource(job, size) {
  const tables = generateMovies({ size });
  if (job.database === "sqlite") {
    const original = path.join(job.folder, "movies.db");
    loadSqlite(original, job.ddl, tables);
    const Database = require("better-sqlite3");
    const copies = [];
    return {
      copy: (name) => {
        const file = path.join(job.folder, `${name.replaceAll(" ", "-")}.db`);
        fs.copyFileSync(original, file);
        copies.push(new Database(file));
        return { file };
      },
      // The log is emptied too: otherwise it is chance whose sample has to do it.
      cleanUp: (from) =>
        copies.forEach((copy) => {
          copy.prepare("delete from events where id > ?").run(from);
          copy.pragma("wal_checkpoint(restart)");
        }),
      settle: () => {},
      close: () => copies.forEach((copy) => copy.close()),
    };
  }
  const { Client } = require("pg");
  const client = new Client({ connectionString: job.url });
  await client.connect();
  await loadPostgres(client, job.ddl, tables);
  return {
    copy: () => ({ url: job.url }),
    cleanUp: (from) => client.query("delete from events where id > $1", [from]),
    settle: () => client.query("vacuum analyze"),
    close: () => client.end(),
  };
}

function openCompetitor(name, job, source) {
  const { database, peers = "", client } = job;
  const requirePeer = createRequire(path.resolve(peers, "index.js"));
  const place = { database, ...source.copy(name) };
  switch (name) {
    case "limit":
      return database === "sqlite"
        ? require("./competitors/limit-sqlite.js").openLimitSqlite(place)
        : require("./competitors/limit-postgres.js").openLimitPostgres(place);
    case "raw pool":
      return require("./competitors/limit-postgres.js").openRawPool(place);
    case "joinery":
      return require("./competitors/joinery.js").openJoinery({ ...place, client });
    case "drizzle":
    case "drizzle prepared":
      return require("./competitors/drizzle.js").openDrizzle({
        ...place,
        requirePeer,
        isPrepared: name !== "drizzle",
      });
    case "kysely":
      return require("./competitors/kysely.js").openKysely({ ...place, requirePeer });
    case "prisma":
      return require("./competitors/prisma.js").openPrisma({ ...place, requirePeer, folder: peers });
    case "typeorm":
      return require("./competitors/typeorm.js").openTypeorm({ ...place, requirePeer });
    case "mikro-orm":
      return require("./competitors/mikro-orm.js").openMikroOrm({ ...place, requirePeer });
    default:
      throw new Error(`No competitor is called ${name}.`);
  }
}

process.once("message", (/** @type {Job} */ job) => {
  shareDrivers(job.drivers);
  measureDatabase(job).then(
    (results) => process.send?.({ results }, () => process.disconnect()),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
