import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createProject } from "../run-joinery.js";

const good = "model User {\n  id Int @id\n}\n";
const bad = "model Post {\n  id    Int    @id\n  title Strng\n  tags  Tag[]\n}\n";

describe("with paths", () => {
  const project = createProject({
    "good.model": good,
    "bad.model": bad,
    "folder/deep/more.model": "model More {\n  id Int @id\n}\n",
    "folder/node_modules/x/no.model": "nonsense",
    "folder/.hidden/no.model": "nonsense",
    "latin1.model": Buffer.from("// caf\xe9\n", "latin1"),
    "rubbish.model": Buffer.concat([Buffer.from("\0\x01\x02"), Buffer.from("abc")]),
    "empty/note.txt": "",
  });

  it("needs no config", async () => {
    expect(await project.run("check", "good.model", "folder")).toEqual({
      code: 0,
      stdout: "",
      stderr: "✓ 2 models in 2 files: no mistakes.\n",
    });
  });

  it("takes a glob", async () => {
    const result = { files: ["good.model"], models: 1, fixed: [], changed: [] };
    expect((await project.runJson("check", "{good,none}.model")).result).toEqual(result);
  });

  it("prints what is wrong with code frames, and how many", async () => {
    expect(await project.run("check", "bad.model")).toEqual({
      code: 1,
      stdout:
        "error[check/unknown-type] Unknown type `Strng`. Did you mean `String`?\n" +
        "  --> bad.model:3:9\n" +
        "  |\n" +
        "3 |   title Strng\n" +
        "  |         ^^^^^\n" +
        "help: Change to `String`\n" +
        "\n" +
        "error[check/unknown-type] Unknown type `Tag`.\n" +
        "  --> bad.model:4:9\n" +
        "  |\n" +
        "4 |   tags  Tag[]\n" +
        "  |         ^^^\n" +
        "\n",
      stderr: "✗ 2 errors in 1 file.\n",
    });
  });

  it("gives the same as one object, whose shape is stable", async () => {
    const report = await project.runJson("check", "bad.model");
    expect(report).toEqual({
      command: "check",
      ok: false,
      result: { files: ["bad.model"], models: null, fixed: [], changed: [] },
      diagnostics: [
        {
          code: "check/unknown-type",
          severity: "error",
          message: "Unknown type `Strng`. Did you mean `String`?",
          file: "bad.model",
          start: { offset: 40, line: 3, column: 9 },
          end: { offset: 45, line: 3, column: 14 },
          related: [],
          fixes: [
            {
              title: "Change to `String`",
              edits: [
                {
                  file: "bad.model",
                  start: { offset: 40, line: 3, column: 9 },
                  end: { offset: 45, line: 3, column: 14 },
                  newText: "String",
                },
              ],
            },
          ],
        },
        {
          code: "check/unknown-type",
          severity: "error",
          message: "Unknown type `Tag`.",
          file: "bad.model",
          start: { offset: 54, line: 4, column: 9 },
          end: { offset: 57, line: 4, column: 12 },
          related: [],
          fixes: [],
        },
      ],
      problem: null,
    });
  });

  it.each([
    ["nowhere.model", "The schema nowhere.model does not exist. [cli/schema-not-found]"],
    ["empty", "There are no .model files in empty. [cli/schema-empty]"],
    ["nowhere/*.model", "The schema nowhere/*.model does not exist. [cli/schema-not-found]"],
    ["x*.model", "There are no .model files in x*.model. [cli/schema-empty]"],
    [
      "latin1.model",
      "The schema latin1.model is not UTF-8 text: its byte 6 is part of no character. [cli/schema-not-text]",
    ],
  ])("refuses %s", async (path, message) => {
    const { code, stdout, stderr } = await project.run("check", path);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/\n {2}help: .+\n$/);
    expect(stderr.split("\n")[0]).toBe(`✗ ${message}`);
  });

  it("takes binary rubbish for what it is", async () => {
    const { code, stdout } = await project.run("check", "rubbish.model");
    expect(code).toBe(1);
    expect(stdout).toContain("error[parse/not-text]");
    project.write({ "random.model": randomBytes(100_000) });
    expect((await project.run("check", "random.model")).code).toBe(1);
  });

  it("shows no more mistakes than a person reads, and counts them all", async () => {
    const fields = Array.from({ length: 300 }, (_, index) => `  f${index} Wrong${index}\n`).join("");
    project.write({ "many.model": `model Many {\n  id Int @id\n${fields}}\n` });
    const { stdout, stderr } = await project.run("check", "many.model");
    expect(stdout.match(/^error\[/gm)).toHaveLength(200);
    expect(stdout).toContain("… and 100 more diagnostics; --json gives them all.");
    expect(stderr).toBe("✗ 300 errors in 1 file.\n");
    expect((await project.runJson("check", "many.model")).diagnostics).toHaveLength(300);
  });

  it("checks a schema of 5 MB", async () => {
    const model = (index: number) =>
      `model Model${index} {\n  id Int @id\n  name String(100) // ${"x".repeat(100)}\n}\n\n`;
    const text = Array.from({ length: 34_000 }, (_, index) => model(index)).join("");
    expect(text.length).toBeGreaterThan(5e6);
    project.write({ "large.model": text });
    const { code, stderr } = await project.run("check", "large.model");
    expect([code, stderr]).toEqual([0, "✓ 34000 models in 1 file: no mistakes.\n"]);
  });
});

describe("--fix", () => {
  const before = "modle User {\n  id Int @id;\n}\n";
  const after = "model User {\n  id Int @id\n}\n";

  it("writes what it can mend, says so, and leaves all other files alone", async () => {
    const project = createProject({ "schema/a.model": before, "schema/b.model": "model B {\n id Int @id }\n" });
    const untouched = join(project.folder, "schema/b.model");
    const { ino } = statSync(untouched);
    expect(await project.run("check", "schema", "--fix")).toEqual({
      code: 0,
      stdout:
        "fixed schema/a.model: Write `model` [parse/unknown-declaration]\n" +
        "fixed schema/a.model: Remove `;` [parse/stray-character]\n",
      stderr: "✓ 2 mistakes fixed in 1 file. 2 models in 2 files: no mistakes.\n",
    });
    expect(readFileSync(join(project.folder, "schema/a.model"), "utf8")).toBe(after);
    expect(statSync(untouched).ino).toBe(ino);
    expect((await project.run("check", "schema", "--fix")).stderr).toBe(
      "✓ 0 mistakes fixed in 0 files. 2 models in 2 files: no mistakes.\n",
    );
  });

  it("says what remains, in places of the file as it is now", async () => {
    const project = createProject({ "bad.model": `// joinery-ignore\n${bad}` });
    const report = await project.runJson("check", "bad.model", "--fix");
    expect(report.result).toEqual({
      files: ["bad.model"],
      models: null,
      fixed: [{ code: "check/unknown-type", file: "bad.model", title: "Change to `String`" }],
      changed: ["bad.model"],
    });
    expect(report.ok).toBe(false);
    expect(report.diagnostics).toMatchObject([{ code: "check/unknown-type", start: { line: 5, column: 9 } }]);
    expect((await project.run("check", "bad.model")).stderr).toBe("✗ 1 error in 1 file.\n");
  });
});

describe("warnings", () => {
  const project = createProject({
    "joinery.config.json": JSON.stringify({ schema: "idle.model", output: "out", database: { url: "sqlite:./a.db" } }),
    "idle.model": `${good}\nenum Idle {\n  ONE\n}\n`,
    "silenced.model": `${good}\n// joinery-ignore check/unused-enum -- soon\nenum Idle {\n  ONE\n}\n`,
  });
  const warning =
    "warning[check/unused-enum] No field is of the enum `Idle`.\n" +
    "  --> idle.model:5:6\n  |\n5 | enum Idle {\n  |      ^^^^\n\n";

  it("are talk, and no reason to fail", async () => {
    const summary = "✓ 1 model in 1 file: 1 warning in 1 file.\n";
    expect(await project.run("check")).toEqual({ code: 0, stdout: "", stderr: warning + summary });
    const { code, stdout, stderr } = await project.run("generate");
    expect([code, stdout.includes("warning")]).toEqual([0, false]);
    expect(stderr.startsWith(warning)).toBe(true);
  });

  it("are a reason to fail where that is asked for, unless they are silenced", async () => {
    expect((await project.run("check", "--strict")).code).toBe(1);
    expect(await project.run("check", "--strict", "silenced.model")).toEqual({
      code: 0,
      stdout: "",
      stderr: "✓ 1 model in 1 file: no mistakes.\n",
    });
  });
});

it("speaks in colour where it is asked for, and not where it is refused", async () => {
  const project = createProject({ "bad.model": bad });
  const run = async (environment: NodeJS.ProcessEnv) =>
    project.collect(project.start(["check", "bad.model"], environment));
  expect((await run({ FORCE_COLOR: "1" })).stdout).toContain("\u001b[1;31merror");
  expect(JSON.stringify(await run({ NO_COLOR: "1" }))).not.toContain("\\u001b");
});
