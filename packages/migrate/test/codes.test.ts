import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { acceptableLosses } from "../src/index.js";
import { hazard, hazardRegistry } from "../src/plan/hazard.js";
import { migrationErrors } from "../src/migration-error.js";
import { readScript, writeHazard } from "../src/files/script.js";

const texts = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(test\.ts|sql)$/.test(file) && file !== "codes.test.ts")
  .map((file) => readFileSync(join(__dirname, file), "utf8"));

it.each([...Object.keys(migrationErrors), ...Object.keys(hazardRegistry)])("%s has a case", (code) => {
  const name = code.slice("migrate/".length);
  expect(texts.some((text) => text.includes(code) || text.includes(`accept: ["${name}`))).toBe(true);
});

it("lists the losses that can be accepted", () => {
  expect(acceptableLosses).toEqual(["drops-data", "narrows-type", "drops-unknown", "adopts-table"]);
});

it("reads back the hazards that it writes", () => {
  const hazards = [
    hazard(
      "migrate/drops-data",
      { what: 'column "a: b" of c.\nd' },
      "select count(*) as \"rows\" from t where a = '-- x'",
    ),
    hazard("migrate/requires-unique", { what: "a, b of c" }),
  ];
  const comments = hazards.flatMap(writeHazard).map((line) => `-- ${line}\n`);
  const { statements } = readScript(`-- 1. Do it.\r\n${comments.join("")}select 1;`, "up.sql");
  expect(statements).toEqual([{ sql: "select 1", start: expect.any(Number) as number, description: "Do it", hazards }]);
});
