import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../src/files/write-files.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "joinery-write-"))));
afterEach(() => rmSync(folder, { recursive: true }));
const show = (path: string) => path.slice(folder.length + 1);

it("writes files and the folders they need, and leaves nothing else", () => {
  writeFiles([{ path: join(folder, "a", "b", "c.ts"), text: "c" }], show);
  expect(readFileSync(join(folder, "a", "b", "c.ts"), "utf8")).toBe("c");
  expect(readdirSync(join(folder, "a", "b"))).toEqual(["c.ts"]);
});

it("writes nothing when one cannot be written, and names that one", () => {
  writeFileSync(join(folder, "a.ts"), "before");
  writeFileSync(join(folder, "file"), "");
  const files = [
    { path: join(folder, "a.ts"), text: "after" },
    { path: join(folder, "file", "b.ts"), text: "b" },
  ];
  expect(() => writeFiles(files, show)).toThrow(/^file\/b\.ts cannot be written: /);
  expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("before");
  expect(readdirSync(folder).sort()).toEqual(["a.ts", "file"]);
});

it("leaves no temporary file when a rename fails", () => {
  mkdirSync(join(folder, "a.ts"));
  expect(() => writeFiles([{ path: join(folder, "a.ts"), text: "" }], show)).toThrow(
    /^a\.ts cannot be written: it is a folder/,
  );
  expect(readdirSync(folder)).toEqual(["a.ts"]);
});
