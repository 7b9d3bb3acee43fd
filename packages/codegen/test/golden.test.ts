import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compareFiles, generate, type GeneratedFile } from "../src/index.js";
import { formatCode } from "./format-code.js";
import { readSchema } from "./read-schema.js";

/**
 * A case is a folder: `input.model`, and under `expected` what is generated from it. `UPDATE_GOLDEN=1` writes what is
 * expected anew, to be read before it is committed. What is expected is type-checked with all tests.
 */
const root = join(__dirname, "golden");

describe.each(readdirSync(root).sort())("%s", (name) => {
  const folder = join(root, name);
  const schema = readSchema(join(folder, "input.model"));
  let files: GeneratedFile[];

  beforeAll(async () => {
    files = await generate(schema);
  });

  test("gives what is expected", () => {
    const expected = join(folder, "expected");
    if (process.env["UPDATE_GOLDEN"]) writeFolder(expected, files);
    expect(compareFiles(files, readFolder(expected))).toEqual({ write: [], remove: [], blocked: [] });
  });

  test("gives the same bytes every time", async () => {
    const copy: typeof schema = JSON.parse(JSON.stringify(schema));
    expect(await generate(copy)).toEqual(files);
  });

  test.each([80, 120])("leaves Prettier nothing to change, in lines of %d", async (printWidth) => {
    for (const { path, text } of await generate(schema, { printWidth })) {
      expect({ path, text: await formatCode(text, printWidth) }).toEqual({ path, text });
    }
  });
});

function readFolder(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  const paths = names.filter((name) => statSync(name).isFile());
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

function writeFolder(folder: string, files: readonly GeneratedFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
