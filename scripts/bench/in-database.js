"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { Client } = require("pg");
const { startPostgres } = require("../start-postgres.js");

/**
 * A place of this run's own, removed afterwards: a folder, and for PostgreSQL an empty database.
 *
 * @template Result
 * @param {"sqlite" | "postgres"} database
 * @param {(place: { folder: string, url?: string }) => Promise<Result>} work
 */
async function inDatabase(database, work) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "joinery-bench-"));
  try {
    return database === "sqlite" ? await work({ folder }) : await inPostgres((url) => work({ folder, url }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function inPostgres(work) {
  const server = await startPostgres();
  const name = `joinery_bench_${process.pid}`;
  const client = new Client({ connectionString: server.url });
  try {
    await client.connect();
    await client.query(`create database ${name}`);
    try {
      return await work(Object.assign(new URL(server.url), { pathname: `/${name}` }).href);
    } finally {
      await client.query(`drop database ${name} with (force)`);
    }
  } finally {
    await client.end();
    await server.stop();
  }
}

module.exports = { inDatabase };
