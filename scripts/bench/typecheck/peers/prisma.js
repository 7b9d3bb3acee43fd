"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { generatePrismaClient } = require("../../generate-prisma-client.js");
const { writeFiftyQueries } = require("../fifty-queries.js");

/** @import { Schema, Model } from "../../../../packages/schema/src/index.js" */

/**
 * The synthetic schema and the fifty queries as a user of Prisma has them; its client is generated.
 *
 * @param {Schema} schema @param {string} folder  of the project @param {string} peers  where Prisma is installed
 */
function writePrismaProject(schema, folder, peers) {
  const file = path.join(folder, "schema.prisma");
  fs.writeFileSync(file, writeSchema(schema));
  generatePrismaClient(peers, file);
  return { "queries.ts": writeQueries() };
}

/** @param {Schema} schema */
function writeSchema({ models, enums }) {
  const header = `generator client {
  provider = "prisma-client"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
}
`;
  const members = enums.map(
    ({ name, members: list }) => `enum ${name} {\n${list.map((each) => `  ${each.name}`).join("\n")}\n}\n`,
  );
  return [header, ...members, ...models.map(writeModel)].join("\n");
}

/** @param {Model} model */
function writeModel({ name, table, fields, relations }) {
  const role = fields.find(({ type }) => type.kind === "enum")?.type.name;
  const [parent = "", owner = "", children = "", owned = ""] = relations.map(({ target }) => target);
  return `model ${name} {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  secret    String
  name      String?
  isActive  Boolean  @default(true)
  role      ${role} @default(READER)
  createdAt DateTime @default(now())
  score     Int
  title     String
  parentId  Int
  ownerId   Int?
  parent    ${parent} @relation("${name}Parent", fields: [parentId], references: [id], onDelete: Cascade)
  owner     ${owner}? @relation("${name}Owner", fields: [ownerId], references: [id], onDelete: Cascade)
  children  ${children}[] @relation("${children}Parent")
  owned     ${owned}[] @relation("${owned}Owner")

  @@map("${table.name}")
}
`;
}

/** The same calls: Prisma has other words for a few of the arguments. */
function writeQueries() {
  return writeFiftyQueries()
    .replace('import { connect } from "./generated/client.js";', 'import { PrismaClient } from "./client/client.js";')
    .replace('const db = connect("");', "const db = new PrismaClient({ adapter: undefined as never });")
    .replaceAll(/\bdb\.items(\d)/g, "db.item$1")
    .replaceAll(/\blimit:/g, "take:")
    .replaceAll(/\boffset:/g, "skip:")
    .replaceAll(/getByEmail\(("[^"]+"), \{/g, "findUnique({ where: { email: $1 },");
}

module.exports = { writePrismaProject };
