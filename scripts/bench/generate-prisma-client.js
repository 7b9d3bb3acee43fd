"use strict";

const { execFileSync } = require("node:child_process");
const path = require("node:path");

/**
 * Runs `prisma generate`. The CLI wants an engine that `generate` does not use, and would download it: any program will do.
 *
 * @param {string} peers  where Prisma is installed
 * @param {string} schema  the path of the schema
 */
function generatePrismaClient(peers, schema) {
  const cli = path.join(peers, "node_modules", "prisma", "build", "index.js");
  execFileSync(process.execPath, [cli, "generate", "--schema", schema, "--no-hints"], {
    cwd: path.dirname(schema),
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

module.exports = { generatePrismaClient };
