"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** How many models a file holds. */
const modelsPerFile = 10;

/**
 * Writes a schema of any size as a project would have it: ten models a file, related within their file and to the file before it, each
 * with a mixin, an enum, keys, indexes and documentation. Returns the paths of the files.
 *
 * @param {string} folder
 * @param {number} count  of models
 */
function writeModels(folder, count) {
  fs.mkdirSync(folder, { recursive: true });
  const shared = path.join(folder, "shared.model");
  fs.writeFileSync(
    shared,
    "mixin Timestamps {\n  createdAt DateTime  @default(now())\n  updatedAt DateTime? @updatedAt\n}\n",
  );
  const files = [shared];
  for (let first = 0; first < count; first += modelsPerFile) {
    const numbers = Array.from({ length: Math.min(modelsPerFile, count - first) }, (_, index) => first + index);
    const file = path.join(folder, `area-${first / modelsPerFile}.model`);
    fs.writeFileSync(file, [writeEnum(first), ...numbers.map((number) => writeModel(number, first))].join("\n"));
    files.push(file);
  }
  return files;
}

/** @param {number} group */
function writeEnum(group) {
  return `enum Status${group} {\n  DRAFT\n  OPEN @map("open")\n  CLOSED\n}\n`;
}

/** @param {number} number @param {number} group */
function writeModel(number, group) {
  const parent = Math.max(group, number - 1);
  const owner = Math.max(0, group - modelsPerFile);
  return `/// The item number ${number}: what a team of the size of this schema works with.
model Item${number} with Timestamps {
  id       Int          @id @default(autoincrement())
  email    String(255)  @unique @email
  secret   String(255)  @hidden
  name     String(100)? // as people say it
  isActive Boolean      @default(true)
  status   Status${group}      @default(DRAFT)
  score    Int          @default(0) @min(0)
  price    Decimal(12, 2)?
  title    Text         @nonEmpty @trim
  tags     String[]     @default([])
  parent   Item${parent}?      @relation(onDelete: SetNull)
  owner    Item${owner}       @relation(onDelete: Cascade)

  @@index([status, createdAt(sort: desc)])
  @@unique([owner, name])
}
`;
}

module.exports = { writeModels };
