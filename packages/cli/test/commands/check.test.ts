import { randomBytes } from "node:crypto";
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
    expect((await project.runJson("check", "{good,none}.model")).result).toEqual({ files: ["good.model"], models: 1 });
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
      result: { files: ["bad.model"], models: null },
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

it("speaks in colour where it is asked for, and not where it is refused", async () => {
  const project = createProject({ "bad.model": bad });
  const run = async (environment: NodeJS.ProcessEnv) =>
    project.collect(project.start(["check", "bad.model"], environment));
  expect((await run({ FORCE_COLOR: "1" })).stdout).toContain("\u001b[1;31merror");
  expect(JSON.stringify(await run({ NO_COLOR: "1" }))).not.toContain("\\u001b");
});
