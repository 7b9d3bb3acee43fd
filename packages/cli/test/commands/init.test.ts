import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createProject } from "../run-joinery.js";

it("makes a project whose schema is right and formatted, and says what comes next", async () => {
  const project = createProject();
  const { code, stdout, stderr } = await project.run("init", "my app");
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n").sort()).toEqual([
    "created my app/.gitignore",
    "created my app/joinery.config.ts",
    "created my app/package.json",
    "created my app/schema/blog.model",
    "created my app/src/first-query.ts",
    "created my app/tsconfig.json",
  ]);
  expect(stderr).toBe(
    "✓ A project for sqlite is ready. Next:\n" +
      '  cd "my app"\n  npm install\n  npx joinery generate\n  npx joinery migrate new init\n  npx joinery migrate up\n  npm start\n',
  );
  const manifest: unknown = JSON.parse(readFileSync(join(project.folder, "my app/package.json"), "utf8"));
  expect(manifest).toMatchObject({
    name: "my-app",
    private: true,
    type: "module",
    scripts: { migrate: "joinery migrate up" },
  });

  for (const command of [
    ["check"],
    ["format", "--check"],
    ["generate"],
    ["migrate", "new", "init"],
    ["migrate", "up"],
  ]) {
    const run = await project.collect(project.start(command, {}, "my app"));
    expect([command, run.code, run.stderr.startsWith("✓")]).toEqual([command, 0, true]);
  }
});

it("overwrites nothing: it lists what is in the way and writes nothing at all", async () => {
  const project = createProject({ "joinery.config.mjs": "", "schema/blog.model": "" });
  expect(await project.run("init")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "✗ These files exist already, and nothing was written:\n  joinery.config.mjs\n  schema/blog.model [cli/files-exist]\n" +
      "  help: Move them away, or run `joinery init FOLDER` with another folder.\n",
  });
  expect(existsSync(join(project.folder, "package.json"))).toBe(false);
});

it("adds to a project that is there, and clobbers nothing", async () => {
  const project = createProject({
    "package.json": '{\n  "name": "mine",\n  "scripts": { "generate": "mine" }\n}\n',
    "tsconfig.json": "{}",
    ".gitignore": "node_modules/",
  });
  const { result } = await project.runJson("init");
  expect(result).toMatchObject({ folder: ".", dialect: "sqlite", changed: ["package.json", ".gitignore"] });
  const read = (name: string) => readFileSync(join(project.folder, name), "utf8");
  expect(JSON.parse(read("package.json"))).toMatchObject({ name: "mine", scripts: { generate: "mine", build: "tsc" } });
  expect(read("tsconfig.json")).toBe("{}");
  expect(read(".gitignore")).toMatch(/^node_modules\/\ndist\/\n\.env\n/);
});

it("keeps the URL, which may hold a password, out of what is committed", async () => {
  const project = createProject();
  const { result } = await project.runJson("init", "--url", "postgresql://ada:s3 cret@host/db");
  expect(result).toMatchObject({ dialect: "postgresql", created: expect.arrayContaining([".env"]) });
  const read = (name: string) => readFileSync(join(project.folder, name), "utf8");
  expect(read(".env")).toBe("DATABASE_URL='postgresql://ada:s3 cret@host/db'\n");
  expect(read(".gitignore")).toContain(".env\n");
  for (const name of ["package.json", "joinery.config.ts", "src/first-query.ts"])
    expect(read(name)).not.toContain("cret");
});

it.each([
  [["--dialect", "mysql"], '--dialect: must be postgresql or sqlite, not "mysql"'],
  [["--dialect", "sqlite", "--url", "postgresql://h/d"], "--url: is a URL of postgresql, and --dialect says sqlite"],
])("refuses %s", async (flags, issue) => {
  const project = createProject();
  expect((await project.runJson("init", ...flags)).problem).toMatchObject({
    code: "cli/flag-invalid",
    message: `A flag has a value it cannot have:\n  ${issue}`,
  });
});

it("names a manifest that it cannot add to", async () => {
  const project = createProject({ "package.json": "{ broken" });
  const { problem } = await project.runJson("init");
  expect(problem?.message).toMatch(/^package\.json cannot be added to: /);
  expect(existsSync(join(project.folder, "schema"))).toBe(false);
});
