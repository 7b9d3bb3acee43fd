import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "@joinery/schema";
import { compile, fixSources } from "../../src/index.js";
import { options } from "../dialects.js";

const cases = join(__dirname, "..", "cases");
const readCase = (name: string): SourceFile[] =>
  readdirSync(join(cases, name))
    .filter((file) => file.endsWith(".model"))
    .map((path) => ({ path, text: readFileSync(join(cases, name, path), "utf8") }));

/** Cases of which every diagnostic carries a fix. */
const fixable = readdirSync(cases).filter((name) => {
  const { diagnostics } = compile(readCase(name), options);
  return diagnostics.length > 0 && diagnostics.every(({ fixes }) => fixes.length > 0);
});

it("finds cases to fix", () => expect(fixable.length).toBeGreaterThan(5));

/**
 * What hid behind the mistakes of a case and no edit can mend: cases are fragments, and some of them use nothing of what they declare.
 */
const hidden: Readonly<Record<string, readonly string[]>> = {
  "check-endless-type": ["check/endless-default"],
  "parse-missing-brace.alone": ["check/missing-id", "check/empty-enum"],
};

it.each(fixable)("leaves no mistake in %s", (name) => {
  const { repairs, compilation } = fixSources(readCase(name), options);
  const mistakes = compilation.diagnostics.filter(({ severity }) => severity === "error");
  expect(mistakes.map(({ code }) => code)).toEqual(hidden[name] ?? []);
  expect(repairs.length).toBeGreaterThan(0);
});

it.each(readdirSync(cases))("makes %s no worse, and is done in the end", (name) => {
  const sources = readCase(name);
  const before = compile(sources, options).diagnostics;
  const { sources: fixed, repairs, compilation } = fixSources(sources, options);
  const errors = (list: typeof before) => list.filter(({ severity }) => severity === "error").length;
  expect(errors(compilation.diagnostics)).toBeLessThanOrEqual(errors(before));
  if (repairs.length === 0) expect(fixed).toBe(sources);
  expect(compilation.diagnostics.flatMap(({ fixes }) => fixes)).toEqual([]);
});

const fix = (text: string) => fixSources([{ path: "x.model", text }], options);

it("puts off what touches another repair, and says what it did in order", () => {
  const { sources, repairs, compilation } = fix(
    "model Post {\n  id Int @id\n}\n\nmodel Tag {\n  id Int @id\n  post Pots\n  posts Post[]\n  more Post[]\n}\n",
  );
  expect(repairs.map(({ fix: { title } }) => title)).toEqual(["Change to `Post`", "Add the field `tag Tag` to `Post`"]);
  expect(sources[0]?.text).toContain("  tag Tag\n");
  expect(compilation.diagnostics.map(({ code }) => code)).toEqual(["check/ambiguous-relation"]);
});

it("goes on where a mistake hid behind another", () => {
  const { sources, repairs, compilation } = fix("modle User {\n  id Int @id;\n  name Strng?;\n}\n");
  expect(compilation.diagnostics).toEqual([]);
  expect(sources[0]?.text).toBe("model User {\n  id Int @id\n  name String?\n}\n");
  expect(repairs).toHaveLength(4);
});

it("removes comments that silence nothing with their lines, at every line end", () => {
  for (const lineEnd of ["\n", "\r\n", "\r"]) {
    const lines = [
      "// joinery-ignore check/unused-enum, check/unused-mixin",
      "model User { // joinery-ignore check/unused-enum",
      "  id Int @id",
      "}",
      "// joinery-ignore",
    ];
    expect(fix(lines.join(lineEnd)).sources[0]?.text).toBe(`model User {${lineEnd}  id Int @id${lineEnd}}${lineEnd}`);
  }
});

it("touches only files with something to fix", () => {
  const good = { path: "good.model", text: "model Good  {\n id Int @id\n}\n" };
  const { sources } = fixSources([good, { path: "bad.model", text: "model Bad {\n  id Itn @id\n}\n" }], options);
  expect(sources[0]).toBe(good);
  expect(sources[1]?.text).toBe("model Bad {\n  id Int @id\n}\n");
});
