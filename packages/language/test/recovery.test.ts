import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../src/index.js";
import { options } from "./dialects.js";
import { expandRepeats, parseRecoveryCases, printRecoveryCases } from "./recovery-cases.js";

/**
 * Broken inputs by theme, each with the lines on which a person sees a mistake, written by hand, and the diagnostics
 * they must give: one per mistake and no echo. `UPDATE_CASES=1` writes the diagnostics anew, never the lines.
 */
const root = join(__dirname, "recovery");
const themes = readdirSync(root).map((file) => {
  const path = join(root, file);
  return { theme: file.replace(".txt", ""), path, cases: parseRecoveryCases(readFileSync(path, "utf8")) };
});

/** Warnings are opinions. */
function findMistakes(text: string): { line: number; printed: string }[] {
  return compile([{ path: "a.model", text }], options)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, message, span }) => {
      const before = text.slice(0, span.start).split("\n");
      const quoted = JSON.stringify(text.slice(span.start, span.end));
      const shown = quoted.length > 60 ? `${quoted.slice(0, 60)}…` : quoted;
      const column = (before.at(-1)?.length ?? 0) + 1;
      return { line: before.length, printed: `${before.length}:${column} ${code} at ${shown}\n  ${message}` };
    });
}

test("every theme has its cases", () => {
  expect(themes.filter(({ cases }) => cases.length < 20)).toEqual([]);
});

describe.each(themes)("$theme", ({ path, cases }) => {
  const found = cases.map((one) => ({ ...one, mistakes: findMistakes(expandRepeats(one.input)) }));
  if (process.env["UPDATE_CASES"] !== undefined) {
    const rewritten = found.map((one) => ({ ...one, expected: one.mistakes.map(({ printed }) => printed).join("\n") }));
    writeFileSync(path, printRecoveryCases(rewritten));
  }
  const read = parseRecoveryCases(readFileSync(path, "utf8"));

  test.each(found.map((one, index) => [one.title, one, read[index]?.expected] as const))(
    "%s",
    (_, { lines, mistakes }, expected) => {
      expect(mistakes.map(({ line }) => line)).toEqual(lines);
      expect(mistakes.map(({ printed }) => printed).join("\n")).toBe(expected);
    },
  );
});
