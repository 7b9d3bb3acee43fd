"use strict";

const Database = require("better-sqlite3");
const { Pool } = require("pg");

/** A file as every competitor opens it that is given a driver's connection. @param {string | undefined} file */
function openSqlite(file) {
  const client = new Database(file);
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = NORMAL");
  client.pragma("foreign_keys = ON");
  return client;
}

/** As many connections as Joinery has. @param {string | undefined} url */
function openPool(url) {
  return new Pool({ connectionString: url, max: 5 });
}

module.exports = { openSqlite, openPool };
