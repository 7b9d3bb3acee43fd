import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import { createProject, type Project } from "../run-joinery.js";

const user = "model User {\n  id    Int    @id\n  email String @unique\n}\n";
const userWithName = "model User {\n  id    Int    @id\n  email String @unique\n  name  String?\n}\n";

onEveryDialect((fixture) => {
  let project: Project;
  beforeAll(() => {
    project = createProject({
      "joinery.config.json": "{}",
      ".env": `DATABASE_URL=${fixture.url}\n`,
      "schema/user.model": user,
    });
  });
  let first = "";

  it("writes a revision without asking the database", async () => {
    const { result } = await project.runJson("migrate", "new", "First", "tables!");
    const [revision] = (result?.["revisions"] ?? []) as {
      name: string;
      path: string;
      dialect: string;
      steps: object[];
    }[];
    first = revision?.name ?? "";
    expect(first).toMatch(/^\d{14}_first_tables$/);
    expect(revision).toMatchObject({ dialect: fixture.dialect, path: `migrations/${first}` });
    expect(revision?.steps).toMatchObject([{ description: "Create table users", hazards: [] }]);
    for (const file of ["up.sql", "down.sql", "snapshot.json"]) {
      expect(existsSync(join(project.folder, "migrations", first, file))).toBe(true);
    }
  });

  it("has nothing to write when the schema did not change", async () => {
    const { code, stderr } = await project.run("migrate", "new", "again");
    expect(code).toBe(1);
    expect(stderr).toMatch(/\[migrate\/nothing-to-do\]\n {2}help: Add --empty /);
  });

  it("shows what is pending", async () => {
    expect(await project.run("migrate", "status")).toEqual({
      code: 0,
      stdout: `pending    ${first}\n`,
      stderr: "✓ 0 applied, 1 pending.\n",
    });
  });

  it("applies, once", async () => {
    expect(await project.run("migrate", "up")).toEqual({
      code: 0,
      stdout: `applied ${first}\n`,
      stderr: "✓ 1 revision applied.\n",
    });
    expect(await project.run("migrate", "up")).toEqual({ code: 0, stdout: "", stderr: "✓ Nothing to apply.\n" });
  });

  it("shows what is applied, in an object whose shape is stable", async () => {
    expect(await project.runJson("migrate", "status")).toEqual({
      command: "migrate status",
      ok: true,
      result: {
        applied: [
          {
            revision: first,
            appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
            durationMs: expect.any(Number),
            appliedBy: expect.stringMatching(/.+/),
          },
        ],
        pending: [],
        changed: [],
        unknown: [],
        unfinished: [],
        heads: [first],
      },
      diagnostics: [],
      problem: null,
    });
  });

  it("goes up and down by steps and names", async () => {
    project.write({ "schema/user.model": userWithName });
    const { result } = await project.runJson("migrate", "new", "name");
    const [second] = (result?.["revisions"] ?? []) as { name: string }[];
    expect((await project.runJson("migrate", "up", "+1")).result).toEqual({ applied: [second?.name] });
    expect((await project.runJson("migrate", "down", "-1")).result).toEqual({ reverted: [second?.name] });
    expect((await project.runJson("migrate", "up", "head")).result).toEqual({ applied: [second?.name] });
    expect((await project.runJson("migrate", "down", first)).result).toEqual({ reverted: [second?.name] });
    expect((await project.runJson("migrate", "down", "base")).result).toEqual({ reverted: [first] });
    expect((await project.runJson("migrate", "up", "no_such")).problem?.code).toBe("migrate/unknown-revision");
    expect((await project.runJson("migrate", "up")).result).toEqual({ applied: [first, second?.name] });
  });

  it("says that an applied file was changed", async () => {
    const file = join(project.folder, "migrations", first, "up.sql");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}-- changed\nselect 1;\n`);
    const { code, stdout, stderr } = await project.run("migrate", "status");
    expect(code).toBe(1);
    expect(stdout).toContain(`changed    ${first}`);
    expect(stderr).toContain("1 revision changed after being applied: put the files back.");
    expect((await project.runJson("migrate", "up")).problem?.code).toBe("migrate/changed-file");
    writeFileSync(file, text);
  });

  it("names a loss that does not exist", async () => {
    expect((await project.runJson("migrate", "up", "--accept", "drop-data")).problem?.message).toContain(
      '--accept: must be drops-data or narrows-type or drops-unknown or adopts-table, not "drop-data" (did you mean drops-data?)',
    );
  });
});

onEveryDialect((fixture) => {
  let project: Project;
  const push = (...words: string[]) => project.runJson("db", "push", "--url", fixture.url, ...words);
  beforeAll(() => (project = createProject({ "joinery.config.json": "{}", "schema/user.model": user })));

  it("pushes: says what it would do, does it, and has then nothing to do", async () => {
    const steps = [expect.objectContaining({ description: "Create table users" })];
    expect((await push("--dry-run")).result).toEqual({ isDryRun: true, steps });
    expect((await push()).result).toEqual({ isDryRun: false, steps });
    expect((await push()).result).toEqual({ isDryRun: false, steps: [] });
  });

  it("renames instead of dropping, where it is told to", async () => {
    project.write({ "schema/user.model": user.replace("email", "mail ") });
    const { result } = await push("--rename", "users.email=mail");
    expect(JSON.stringify(result)).toContain("Rename column email");
    expect((await push("--rename", "users:mail")).problem?.code).toBe("cli/flag-invalid");
  });

  it("touches nothing when the schema has a mistake", async () => {
    project.write({ "schema/user.model": "model User {\n" });
    const { ok, diagnostics } = await push();
    expect([ok, diagnostics.length > 0]).toEqual([false, true]);
  });
});

describe("with two dialects", () => {
  const project = createProject({
    "joinery.config.json": '{ "dialects": ["postgresql", "sqlite"], "database": { "url": "sqlite:./app.db" } }',
    "schema/user.model": user,
  });

  it("writes a revision for each, and applies that of the database", async () => {
    const { result } = await project.runJson("migrate", "new", "init");
    const revisions = (result?.["revisions"] ?? []) as { path: string }[];
    expect(revisions.map(({ path }) => path.replace(/\d{14}/, "T"))).toEqual([
      "migrations/postgresql/T_init",
      "migrations/sqlite/T_init",
    ]);
    expect((await project.run("migrate", "up")).code).toBe(0);
    expect(existsSync(join(project.folder, "app.db"))).toBe(true);
  });

  it("writes for the one that is behind alone", async () => {
    project.write({ "schema/post.model": "model Post {\n  id Int @id\n}\n" });
    await project.runJson("migrate", "new", "post", "--dialect", "sqlite", "--migrations", "migrations/sqlite");
    const { result } = await project.runJson("migrate", "new", "post");
    expect(result?.["revisions"]).toMatchObject([{ dialect: "postgresql" }]);
  });

  it("refuses a database that it is not for", async () => {
    const { problem } = await project.runJson("migrate", "up", "--dialect", "postgresql");
    expect(problem).toMatchObject({
      code: "cli/other-dialect",
      message: "The database is sqlite, and the project is for postgresql alone.",
    });
  });
});

describe("without a database", () => {
  const project = createProject({ "joinery.config.json": "{}", "schema/user.model": user });

  it.each([
    ["no URL", ["migrate", "up"], "cli/no-database-url"],
    ["nothing to write for", ["migrate", "new", "x"], "cli/no-dialect"],
    ["an unknown URL", ["migrate", "up", "--url", "mysql://ada:s3cret@h/d"], "database/connection-failed"],
    [
      "one that is not there",
      ["migrate", "up", "--url", "postgresql://ada:s3cret@127.0.0.1:1/d"],
      "migrate/unreachable-database",
    ],
    ["a folder that is not there", ["db", "push", "--url", "sqlite:./nowhere/app.db"], "database/connection-failed"],
  ])("says so, without a password: %s", async (_what, words, code) => {
    const { stdout, code: exit } = await project.run(...words, "--json");
    expect([exit, (JSON.parse(stdout) as { problem: { code: string } }).problem.code]).toEqual([1, code]);
    expect(stdout).not.toContain("s3cret");
  });

  it("takes DATABASE_URL where the config names none", async () => {
    const run = await project.collect(project.start(["db", "push"], { DATABASE_URL: "sqlite:./here.db" }));
    expect(run.code).toBe(0);
    expect(existsSync(join(project.folder, "here.db"))).toBe(true);
  });
});
