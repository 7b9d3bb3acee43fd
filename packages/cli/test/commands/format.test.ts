import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createProject } from "../run-joinery.js";

const ugly = "model   User{\n id Int @id // key\n  email   String\n}";
const pretty = "model User {\n  id    Int    @id  // key\n  email String\n}\n";

const project = createProject({
  "joinery.config.json": '{ "schema": "schema" }',
  "schema/ugly.model": ugly,
  "schema/pretty.model": pretty,
  "broken/a.model": "model {\n",
  "broken/b.model": ugly,
  "unread/joinery.config.json": "{ broken",
  "unread/a.model": pretty,
});
const read = (name: string) => readFileSync(join(project.folder, name), "utf8");

it("says what would change, and changes nothing, with --check", async () => {
  expect(await project.run("format", "--check")).toEqual({
    code: 1,
    stdout: "would change schema/ugly.model\n",
    stderr: "✗ 1 file of 2 would change.\n",
  });
  expect(read("schema/ugly.model")).toBe(ugly);
});

it("formats, and has nothing to do the second time", async () => {
  expect((await project.runJson("format")).result).toEqual({
    files: 2,
    changed: ["schema/ugly.model"],
    isWritten: true,
  });
  expect(read("schema/ugly.model")).toBe(pretty);
  expect((await project.runJson("format")).result).toEqual({ files: 2, changed: [], isWritten: true });
  expect((await project.run("format", "--check")).code).toBe(0);
});

it("leaves what it cannot read as it is, says so, and formats the rest", async () => {
  const { code, stdout, stderr } = await project.run("format", "broken");
  expect(code).toBe(1);
  expect(stdout).toContain("broken/a.model:1:");
  expect(stderr).toMatch(/^✗ 1 file of 2 formatted\. \d errors? in 1 file: what cannot be read is left as it is\.\n$/);
  expect([read("broken/a.model"), read("broken/b.model")]).toEqual(["model {\n", pretty]);
});

it("reads no config when it is given paths", async () => {
  const run = await project.collect(project.start(["format", "a.model"], {}, "unread"));
  expect(run.code).toBe(0);
});
