import { readdirSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../src/index.js";

/** That a case provokes the code it is named after is a test of the cases (`cases.test.ts`). */
const codesWithCase = new Set(
  readdirSync(join(__dirname, "cases")).map((name) => name.replace("-", "/").replace(/\..*/, "")),
);

test.each(Object.keys(registry))("a case provokes %s", (code) => {
  expect(codesWithCase).toContain(code);
});
