import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blockAttributes, fieldAttributes } from "../../src/check/attribute-table.js";
import { defaultFunctions } from "../../src/check/default-value.js";
import { scalarNames } from "../../src/check/program.js";
import { compile } from "../../src/index.js";
import { options } from "../dialects.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { printCodes } from "./print-codes.js";
import { printGrammar } from "./print-grammar.js";
import { printAttributes, printFunctions } from "./print-tables.js";
import { formatModelBlocks, readModelBlocks } from "./read-blocks.js";
import { leaveOutRegions, writeRegions } from "./regions.js";

/**
 * The reference says what the code does: every example is compiled, for both databases at once, and what can be listed is
 * made from the code. `UPDATE_REFERENCE=1` writes the lists anew and formats the examples. What it shows of DDL is a test of
 * `conformance`.
 */
const path = join(__dirname, "../../REFERENCE.md");

test("its lists are those of the code, its examples as the formatter writes them", () => {
  const text = readFileSync(path, "utf8");
  const written = writeRegions(formatModelBlocks(text), {
    "field attributes": () => printAttributes("@", fieldAttributes),
    "block attributes": () => printAttributes("@@", blockAttributes),
    "default functions": () => printFunctions(defaultFunctions),
    diagnostics: printCodes,
    grammar: printGrammar,
  });
  if (process.env["UPDATE_REFERENCE"] === undefined) expect(text).toBe(written);
  else writeFileSync(path, written);
});

const reference = readFileSync(path, "utf8");

describe.each(readModelBlocks(reference))("the example at line $line", ({ text, codes }) => {
  const source = { path: "example.model", text };
  const { diagnostics } = compile([source], options);

  test(codes.length > 0 ? `gives ${codes.join(", ")} and nothing else` : "has no mistake", () => {
    const found = diagnostics.map(({ code }) => code);
    // What was not expected is worth reading.
    expect(found.join() === codes.join() ? "" : printDiagnostics(diagnostics, [source])).toBe("");
  });
});

test("its links within the page lead somewhere", () => {
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-");
  const anchors = [...reference.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
  const links = [...reference.matchAll(/\]\(#([^)]*)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  expect(links.length).toBeGreaterThan(20);
});

const prose = leaveOutRegions(reference);

test.each([...scalarNames])("says what %s is in the databases", (name) => {
  expect(prose).toMatch(new RegExp(`^\\| \`${name}\\b.*\\|`, "m"));
});

test.each(Object.keys(fieldAttributes))("speaks of @%s", (name) => {
  expect(prose).toMatch(new RegExp(`(?<!@)@${name}\\b`));
});

test.each(Object.keys(blockAttributes))("speaks of @@%s", (name) => {
  expect(prose).toMatch(new RegExp(`@@${name}\\b`));
});
