import { readdirSync } from "node:fs";
import { onEveryDialect } from "@joinery/conformance";
import { createProject, type Project } from "../run-joinery.js";

const schema = `model User {
  id   Int    @id
  name String

  @@check("named", "nmae <> ''")
  @@check("short", "length(name) < 10")
}
`;

onEveryDialect((fixture) => {
  let project: Project;
  beforeAll(() => {
    project = createProject({
      "joinery.config.json": "{}",
      ".env": `DATABASE_URL=${fixture.url}\n`,
      "schema/user.model": schema,
      "fine.model": schema.replace("nmae", "name"),
      "broken.model": "model User {\n  id Itn @id\n}\n",
    });
  });

  it("points at the SQL that the configured database refuses", async () => {
    const { code, stdout, stderr } = await project.run("check", "--database");
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: fixture.pick({
        postgresql:
          'error[check/refused-sql] postgresql does not take this: column "nmae" does not exist.\n' +
          "  --> schema/user.model:5:21\n" +
          "  |\n" +
          '5 |   @@check("named", "nmae <> \'\'")\n' +
          "  |                     ^^^^\n" +
          "\n",
        sqlite:
          "error[check/refused-sql] sqlite does not take this: no such column: nmae.\n" +
          "  --> schema/user.model:5:20\n" +
          "  |\n" +
          '5 |   @@check("named", "nmae <> \'\'")\n' +
          "  |                    ^^^^^^^^^^^^\n" +
          "\n",
      }),
      stderr: "✗ 1 error in 1 file.\n",
    });
    expect((await project.run("check")).code).toBe(0);
  });

  it("asks the database that is given", async () => {
    const { url } = await fixture.createDatabase();
    const { code, stderr } = await project.run("check", "fine.model", "--database", url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "✓ 1 model in 1 file: no mistakes.\n" });
  });

  it("does not ask about a schema with mistakes", async () => {
    const { diagnostics } = await project.runJson("check", "broken.model", "--database");
    expect(diagnostics.map(({ code }) => code)).toEqual(["check/unknown-type"]);
  });
});

it("makes no file of a database that is not there", async () => {
  const project = createProject({ "fine.model": 'model User {\n  id Int @id\n\n  @@check("c", "id > 0")\n}\n' });
  expect((await project.run("check", "fine.model", "--database", "sqlite:./new.db")).code).toBe(0);
  expect(readdirSync(project.folder)).toEqual(["fine.model"]);
});

it("says that it needs a database", async () => {
  const project = createProject({ "fine.model": "model User {\n  id Int @id\n}\n" });
  const { code, stderr } = await project.run("check", "fine.model", "--database");
  expect(code).toBe(1);
  expect(stderr).toMatch(/\[cli\/no-database-url\]/);
  const wrong = await project.run("check", "--database", "fine.model");
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).not.toMatch(/crash/);
});
