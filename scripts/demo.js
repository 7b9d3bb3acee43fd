#!/usr/bin/env node
"use strict";

/**
 * Shows the whole of Joinery at work on the schemas of this repository: checks, generates, migrates, and lets the generated clients
 * write and read, on an embedded SQLite database or on the PostgreSQL of DATABASE_URL (in databases of the demo's own).
 * Whatever it makes it removes, but for `generated/`.
 */
const { spawnSync } = require("node:child_process");
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { buildSync } = require("esbuild");
const { Client } = require("pg");

const root = path.resolve(__dirname, "..");
const isColored = process.stdout.isTTY && !process.env["NO_COLOR"];
/** @param {number} code @param {string} text */
const paint = (code, text) => (isColored ? `\u001b[${code}m${text}\u001b[0m` : text);

let chapters = 0;
/** @param {string} title */
function chapter(title) {
  console.log(`\n${paint(7, ` ${++chapters}. ${title} `)}\n`);
}

/** Runs a script of Node as a person would a command, and shows what it prints. @param {string} shown @param {string[]} script @param {string} cwd */
function run(shown, script, cwd) {
  console.log(`  ${paint(1, `$ ${shown}`)}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd, encoding: "utf8" });
  console.log(`${stdout}${stderr}`.replace(/^\n+|\s+$/g, "").replaceAll(/^(?=.)/gm, "    "));
  console.log("");
  if (status !== 0) throw new Error(`"${shown}" ended with ${status}.`);
}

/** @param {string[]} words @param {string} cwd */
function joinery(words, cwd) {
  const shown = words.map((word) => (word.includes(" ") ? JSON.stringify(word) : word)).join(" ");
  run(`joinery ${shown}`, [path.join(root, "packages/cli/dist/main.js"), ...words], cwd);
}

/** A database for each schema, and how to remove it. @param {string} folder */
async function createDatabase(folder) {
  const server = process.env["DATABASE_URL"];
  if (server === undefined || !/^postgres(ql)?:/.test(server)) {
    return { url: `sqlite:${path.join(folder, "app.db")}`, drop: async () => {} };
  }
  const name = `joinery_demo_${randomUUID().slice(0, 8)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  /** @param {string} sql */
  const administer = async (sql) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await administer(`create database "${name}"`);
  return { url: url.href, drop: () => administer(`drop database if exists "${name}" with (force)`) };
}

/** A project for one of the repository's schemas. @param {string} workshop @param {string} name */
async function createProject(workshop, name) {
  const folder = path.join(workshop, name);
  fs.mkdirSync(folder);
  const database = await createDatabase(folder);
  const relative = (/** @type {string} */ file) => path.relative(folder, path.join(root, file));
  const config = { schema: relative(`schemas/${name}.model`), output: relative(`generated/${name}`), database };
  fs.writeFileSync(
    path.join(folder, "joinery.config.json"),
    JSON.stringify({ ...config, database: { url: database.url } }),
  );
  return { folder, ...database };
}

/** The tours are TypeScript, as a user's program would be; the drivers stay outside of the bundle. */
function buildTours() {
  const outfile = path.join(root, ".tmp", "demo.js");
  buildSync({
    entryPoints: [path.join(root, "scripts/demo/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    charset: "utf8",
    external: ["better-sqlite3", "pg", "pg-native"],
    alias: { "@joinery/generated": path.join(root, "generated") },
    logLevel: "error",
  });
  return outfile;
}

async function main() {
  // Ctrl-C ends the command that is running, and with it the demo: what was made is still removed.
  process.on("SIGINT", () => {});
  const workshop = fs.mkdtempSync(path.join(os.tmpdir(), "joinery-demo-"));
  /** @type {(() => Promise<void>)[]} */
  const cleanUp = [async () => fs.rmSync(workshop, { recursive: true, force: true, maxRetries: 3 })];
  try {
    /** @type {Record<string, { folder: string, url: string }>} */
    const projects = {};
    for (const name of ["blog", "movies", "shop"]) {
      const project = await createProject(workshop, name);
      projects[name] = project;
      cleanUp.unshift(project.drop);
    }
    const { blog, movies, shop } = /** @type {Record<"blog" | "movies" | "shop", { folder: string, url: string }>} */ (
      projects
    );

    chapter("The schemas are checked, and code is generated from them");
    for (const name of Object.keys(projects)) {
      joinery(["check", `schemas/${name}.model`], root);
      joinery(["generate", "--schema", `schemas/${name}.model`, "--output", `generated/${name}`], root);
    }
    chapter("A migration is written, read and applied");
    joinery(["migrate", "new", "first tables"], blog.folder);
    const [revision = ""] = fs.readdirSync(path.join(blog.folder, "migrations"));
    const sql = fs.readFileSync(path.join(blog.folder, "migrations", revision, "up.sql"), "utf8").split("\n");
    console.log(`  ${paint(1, `up.sql, of ${sql.length} lines:`)}`);
    console.log(`${sql.slice(0, 16).join("\n")}\n…`.replaceAll(/^/gm, "    "));
    console.log("");
    joinery(["migrate", "up"], blog.folder);
    joinery(["migrate", "status"], blog.folder);

    const tours = buildTours();
    chapter("The generated client writes, reads and changes rows");
    run("node blog", [tours, "blog", blog.url], blog.folder);
    chapter("Relations are loaded in a number of statements that does not depend on the rows");
    joinery(["db", "push"], movies.folder);
    run("node movies", [tours, "movies", movies.url], movies.folder);
    chapter("A schema of twenty tables is in the database with one command, and out again with another");
    joinery(["migrate", "new", "shop"], shop.folder);
    joinery(["migrate", "up"], shop.folder);
    joinery(["migrate", "down", "base"], shop.folder);
  } finally {
    for (const step of cleanUp) await step();
  }
  console.log(paint(32, "All of it ran on real rows, and everything but generated/ is removed again."));
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
