import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createProject, type Project } from "../run-joinery.js";

const user = "model User {\n  id Int @id\n}\n";
const post = "model Post {\n  id Int @id\n}\n";

function listFiles(project: Project, folder: string): string[] {
  return readdirSync(join(project.folder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

describe("generate", () => {
  const project = createProject({
    "joinery.config.json": '{ "schema": "schema", "output": "out" }',
    "schema/user.model": user,
    "schema/post.model": post,
  });
  const path = (name: string) => join(project.folder, name);

  it("writes the client", async () => {
    const { code, stdout, stderr } = await project.run("generate");
    expect(code).toBe(0);
    expect(stdout).toContain("written out/models/user.ts\n");
    expect(stderr).toMatch(/^✓ 2 models to \d+ files in out: \d+ written, 0 removed\.\n$/);
    expect(listFiles(project, "out")).toContain("client.ts");
  });

  it("writes nothing when nothing changed", async () => {
    const before = statSync(path("out/client.ts")).mtimeMs;
    const { result } = await project.runJson("generate");
    expect(result).toMatchObject({ output: "out", written: [], removed: [] });
    expect(statSync(path("out/client.ts")).mtimeMs).toBe(before);
  });

  it("removes what it made for a model that is gone, and nothing else", async () => {
    mkdirSync(path("out/mine"));
    project.write({ "out/mine/notes.ts": "// mine\n", "schema/post.model": "// no more\n" });
    const { result } = await project.runJson("generate");
    expect(result).toMatchObject({ removed: expect.arrayContaining(["out/models/post.ts"]) });
    expect(existsSync(path("out/models/post.ts"))).toBe(false);
    expect(existsSync(path("out/mine/notes.ts"))).toBe(true);
  });

  it("writes nothing when the schema has a mistake", async () => {
    const before = listFiles(project, "out").map((name) => readFileSync(path(`out/${name}`), "utf8"));
    project.write({ "schema/post.model": "model Post {\n  id Int @id\n  tags Tag[]\n}\n" });
    const { code, stdout, stderr } = await project.run("generate");
    expect([code, stderr]).toEqual([1, "✗ 1 error in 1 file: nothing was generated.\n"]);
    expect(stdout).toContain("error[check/unknown-type]");
    expect(listFiles(project, "out").map((name) => readFileSync(path(`out/${name}`), "utf8"))).toEqual(before);
  });

  it("does not overwrite a file that it did not make, and then writes nothing", async () => {
    project.write({ "schema/post.model": post, "out/models/post.ts": "export const mine = 1;\n" });
    const { code, stderr } = await project.run("generate");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^✗ These files are in the way .*:\n {2}out\/models\/post\.ts \[cli\/foreign-file\]\n/);
    expect(readFileSync(path("out/models/post.ts"), "utf8")).toBe("export const mine = 1;\n");
    expect(readFileSync(path("out/client.ts"), "utf8")).not.toContain("post");
  });

  it("gives the same bytes wherever it runs", async () => {
    const other = createProject({ "s.model": `${post}${user}` });
    await other.run("generate", "--schema", "s.model", "--output", "made");
    await project.run("generate", "--output", "again");
    for (const name of ["client.ts", "models/user.ts", "models/post.ts"]) {
      const [here, there] = [path(`again/${name}`), join(other.folder, "made", name)];
      expect(readFileSync(here, "utf8")).toBe(readFileSync(there, "utf8"));
    }
  });
});

describe("generate --watch", () => {
  it("generates again after each change, outlives mistakes, and ends cleanly on Ctrl-C", async () => {
    const project = createProject({
      "joinery.config.json": '{ "schema": "schema", "output": "out" }',
      "schema/user.model": user,
    });
    const child = project.start(["generate", "--watch"]);
    const ended = project.collect(child);
    let talk = "";
    let times = 0;
    child.stderr?.on("data", (chunk: Buffer) => (talk += chunk));
    const generatedAgain = async () => {
      times++;
      for (let waited = 0; talk.split("Watching for changes").length <= times; waited += 50) {
        if (waited > 15_000) throw new Error(`It did not react:\n${talk}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await generatedAgain();
    project.write({ "schema/deep/post.model": post });
    await generatedAgain();
    expect(listFiles(project, "out")).toContain("models/post.ts");
    project.write({ "schema/deep/post.model": "model Post {" });
    await generatedAgain();
    expect(talk).toContain("nothing was generated");
    project.write({ "joinery.config.json": "{" });
    await generatedAgain();
    expect(talk).toContain("cli/config-failed");
    project.write({
      "joinery.config.json": '{ "schema": "schema", "output": "elsewhere" }',
      "schema/deep/post.model": post,
    });
    await generatedAgain();
    expect(listFiles(project, "elsewhere")).toContain("models/post.ts");
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect([code, stderr.trimEnd().split("\n").at(-1)]).toEqual([0, "✓ Stopped watching."]);
  });

  it("refuses --json, which is one object", async () => {
    const project = createProject({ "a.model": user });
    const report = await project.runJson("generate", "--watch", "--schema", "a.model", "--output", "out");
    expect(report.problem?.code).toBe("cli/usage");
  });
});
