import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createProject } from "../run-joinery.js";

const user =
  "/// Someone who reads.\nmodel User {\n  id Int @id\n  posts Post[]\n}\n\nmodel Session {\n  id Int @id\n  user User\n}\n";
const post = "model Post {\n  id Int @id\n  author User\n}\n\nmodel Tag {\n  id Int @id\n}\n";

const project = createProject({
  "joinery.config.json": '{ "schema": "schema" }',
  "schema/people.model": user,
  "schema/posts.model": post,
});
const read = (name: string) => readFileSync(join(project.folder, name), "utf8");

it("prints Mermaid, and nothing else on standard output", async () => {
  const { code, stdout, stderr } = await project.run("diagram");
  expect([code, stderr]).toEqual([0, "✓ 4 models drawn.\n"]);
  expect(stdout).toMatch(/^erDiagram\n {2}"User" \|\|--o\{ "Session" : "user"\n/);
});

it.each([
  ["schema.svg", "<svg "],
  ["docs/schema.html", "<!doctype html>"],
  ["schema.mmd", "erDiagram"],
])("takes the form from the name of %s", async (name, start) => {
  const { code, stdout, stderr } = await project.run("diagram", "--output", name);
  expect([code, stdout, stderr]).toEqual([0, `written ${name}\n`, `✓ 4 models drawn in ${name}.\n`]);
  expect(read(name).startsWith(start)).toBe(true);
});

it("takes the form from a flag before the file's name", async () => {
  await project.run("diagram", "--svg", "--output", "diagram.txt");
  expect(read("diagram.txt")).toMatch(/^<svg /);
});

it("gives one object with --json, with the text or where it was written", async () => {
  const { stdout } = await project.run("diagram", "--svg");
  expect(await project.runJson("diagram", "--svg")).toEqual({
    command: "diagram",
    ok: true,
    result: { format: "svg", models: 4, output: null, text: stdout },
    diagnostics: [],
    problem: null,
  });
  const { result } = await project.runJson("diagram", "--output", "again.html", "--title", "The <shop>");
  expect(result).toEqual({ format: "html", models: 4, output: "again.html", text: null });
  expect(read("again.html")).toContain("<title>The &lt;shop&gt;</title>");
});

it("groups by file where files hold several models each, or by what it is told", async () => {
  const groupsOf = async (...words: string[]) => {
    const { stdout } = await project.run("diagram", "--svg", ...words);
    return [...stdout.matchAll(/<g class="group [^>]*>.*?<text[^>]*>([^<]*)/g)].map(([, title]) => title);
  };
  expect(await groupsOf()).toEqual(["schema/people.model", "schema/posts.model"]);
  expect(await groupsOf("--group-by", "relations")).toEqual(["User", "Without relations"]);
  expect(await groupsOf("--group-by", "namespace")).toEqual([]);
});

it("gives the same bytes every time", async () => {
  const run = () => project.run("diagram", "--html");
  expect(await run()).toEqual(await run());
});

it.each([
  [["--svg", "--html"], "--svg and --html are two forms of the diagram, and a run draws one."],
  [["--group-by", "colour"], 'Models cannot be grouped by "colour".'],
])("refuses %s", async (words, message) => {
  const { ok, problem } = await project.runJson("diagram", ...words);
  expect([ok, problem?.code, problem?.message]).toEqual([false, "cli/usage", message]);
});

it("draws nothing of a schema with a mistake, and leaves the file as it was", async () => {
  const broken = createProject({ "a.model": "model User {\n  id Int @id\n  tags Tag[]\n}\n", "out.svg": "before" });
  const { code, stdout, stderr } = await broken.run("diagram", "--schema", "a.model", "--output", "out.svg");
  expect([code, stderr]).toEqual([1, "✗ 1 error in 1 file: nothing was drawn.\n"]);
  expect(stdout).toContain("error[check/unknown-type]");
  expect(readFileSync(join(broken.folder, "out.svg"), "utf8")).toBe("before");
});

it("says why it cannot write, and leaves nothing behind", async () => {
  project.write({ "taken/inside.txt": "" });
  const { code, stderr } = await project.run("diagram", "--output", "taken");
  expect(code).toBe(1);
  expect(stderr).toContain("[cli/write-failed]");
  expect(readdirSync(project.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(existsSync(join(project.folder, "taken/inside.txt"))).toBe(true);
});
