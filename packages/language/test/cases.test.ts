import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyTextEdits, type Diagnostic } from "@joinery/schema";
import { compile } from "../src/index.js";
import { compileCase } from "./compile-case.js";
import { options } from "./dialects.js";
import { printDiagnostics } from "./print-diagnostics.js";

/**
 * A case is a folder: its `.model` files, and what compiling them must give, `diagnostics.txt` and `schema.json`. One
 * that is named after a code (`check-unknown-type`, or `check-unknown-type.in-a-query`) provokes it. `UPDATE_CASES=1`
 * writes what is expected anew, to be read before it is committed. With a `refused.json` the diagnostics are those of what a
 * database is said to refuse, with a `queries.json` those of what it is said to make of the queries.
 */
const root = join(__dirname, "cases");

describe.each(readdirSync(root).sort())("%s", (name) => {
  const folder = join(root, name);
  const { sources, schema, diagnostics } = compileCase(folder);

  test("gives what is expected", () => {
    const printed = diagnostics.length > 0 ? printDiagnostics(diagnostics, sources) : undefined;
    expect(printed).toBe(readExpected(join(folder, "diagnostics.txt"), printed));
    const json = schema && JSON.stringify(schema, undefined, 2);
    const expected = readExpected(join(folder, "schema.json"), json);
    expect(json && JSON.parse(json)).toEqual(expected && JSON.parse(expected));
  });

  const code = name.replace(/^(check|parse)-/, "$1/").replace(/\..*/, "");
  if (code !== name) {
    test("provokes its code", () => expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code));
  }

  test("is mended by each fix", () => {
    const fixes = diagnostics.flatMap((diagnostic) => diagnostic.fixes.map((fix) => ({ diagnostic, fix })));
    for (const { diagnostic, fix } of fixes) {
      const mended = sources.map(({ path, text }) => {
        const edits = fix.edits.filter((edit) => edit.span.file === path);
        return { path, text: applyTextEdits(text, edits) };
      });
      const left = compile(mended, options).diagnostics;
      expect({ fix: fix.title, has: countLike(left, diagnostic) }).toEqual({
        fix: fix.title,
        has: countLike(diagnostics, diagnostic) - 1,
      });
      // One that was held back as a consequence may come forward.
      expect(left.length).toBeLessThanOrEqual(diagnostics.length);
    }
  });

  test("does not depend on the order of the files", () => {
    expect(compile([...sources].reverse())).toEqual(compile(sources));
  });
});

function countLike(diagnostics: readonly Diagnostic[], { code, message }: Diagnostic): number {
  return diagnostics.filter((each) => each.code === code && each.message === message).length;
}

/** The text of an expected file, absent where nothing is expected; written first when cases are updated. */
function readExpected(path: string, actual: string | undefined): string | undefined {
  if (process.env["UPDATE_CASES"] !== undefined) {
    if (actual === undefined) rmSync(path, { force: true });
    else writeFileSync(path, actual);
  }
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
