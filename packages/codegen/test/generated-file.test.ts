import { compareFiles, generate, type GeneratedFile } from "../src/index.js";
import { createSyntheticSchema } from "../../../scripts/bench/typecheck/synthetic-schema.js";

const asFolder = (files: readonly GeneratedFile[]) => new Map(files.map(({ path, text }) => [path, text]));

describe("compareFiles", () => {
  let files: GeneratedFile[];
  let fewer: GeneratedFile[];

  beforeAll(async () => {
    files = await generate(createSyntheticSchema(20));
    fewer = await generate(createSyntheticSchema(10));
  });

  test("writes all of it into an empty folder", () => {
    expect(compareFiles(files, new Map())).toEqual({ write: files, remove: [], blocked: [] });
  });

  test("leaves alone what is right", () => {
    expect(compareFiles(files, asFolder(files))).toEqual({ write: [], remove: [], blocked: [] });
  });

  test("removes what an earlier run generated, and nothing else", () => {
    const existing = asFolder(files).set("models/notes.txt", "mine").set("mine.ts", "export {};");
    const { remove, blocked } = compareFiles(fewer, existing);
    expect(remove).toContain("models/item19.ts");
    expect(remove).not.toContain("models/item9.ts");
    expect(remove.every((path) => /item1\d\.ts$/.test(path))).toBe(true);
    expect(blocked).toEqual([]);
  });

  test("does not write over what it did not generate", () => {
    const existing = new Map([["client.ts", "export {};"]]);
    const { write, blocked } = compareFiles(files, existing);
    expect(blocked).toEqual(["client.ts"]);
    expect(write.map(({ path }) => path)).not.toContain("client.ts");
  });
});

test("a model costs at most 250 lines", async () => {
  const files = await generate(createSyntheticSchema(100));
  const lines = files.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
  expect(lines / 100).toBeLessThanOrEqual(250);
});
