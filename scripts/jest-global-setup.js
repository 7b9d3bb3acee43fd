"use strict";

const { startPostgres } = require("./start-postgres.js");

/** Starts one PostgreSQL for the run; Jest calls this once, and only when a project that asks for it has tests to run. */
module.exports = async function startTestPostgres() {
  const server = await startPostgres();
  Object.assign(globalThis, { joineryTestPostgres: server });
  process.env["JOINERY_TEST_POSTGRES_URL"] = server.url;
};
