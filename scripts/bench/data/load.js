"use strict";

/** @typedef {import("./generate-movies.js").TableData} TableData */

/**
 * A fresh SQLite file with the rows in it.
 *
 * @param {string} file @param {readonly string[]} ddl @param {TableData[]} tables
 */
function loadSqlite(file, ddl, tables) {
  const Database = require("better-sqlite3");
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = OFF");
  database.transaction(() => {
    for (const statement of ddl) database.exec(statement);
    for (const { name, columns, rows } of tables) {
      const places = columns.map(() => "?").join(", ");
      const insert = database.prepare(`insert into ${name} (${columns.join(", ")}) values (${places})`);
      for (const row of rows) insert.run(row.map(toSqlite));
    }
  })();
  database.exec("analyze");
  database.pragma("wal_checkpoint(truncate)");
  database.close();
}

function toSqlite(value) {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "boolean" ? Number(value) : value;
}

/**
 * Fills an empty PostgreSQL database.
 *
 * @param {import("pg").Client} client @param {readonly string[]} ddl @param {TableData[]} tables
 */
async function loadPostgres(client, ddl, tables) {
  for (const statement of ddl) await client.query(statement);
  const rowsOfChunk = 10_000;
  for (const { name, columns, rows } of tables) {
    const list = columns.join(", ");
    for (let start = 0; start < rows.length; start += rowsOfChunk) {
      const chunk = rows.slice(start, start + rowsOfChunk);
      const objects = chunk.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
      await client.query(
        `insert into ${name} (${list}) overriding system value select ${list} from json_populate_recordset(null::${name}, $1)`,
        [JSON.stringify(objects)],
      );
    }
    if (columns.includes("id")) {
      await client.query(`select setval(pg_get_serial_sequence('${name}', 'id'), (select max(id) from ${name}))`);
    }
  }
  await client.query("vacuum analyze");
}

module.exports = { loadSqlite, loadPostgres };
