import { createProject } from "../run-joinery.js";

const schema = "model User {\n  id Int @id\n}\n";

it("says when there is no config, and how to get one", async () => {
  const project = createProject();
  const { code, stderr } = await project.run("check");
  expect(code).toBe(1);
  expect(stderr).toContain(
    `✗ There is no joinery.config.{ts,mjs,js,json} in ${project.folder} or in a folder above it. [cli/config-not-found]\n` +
      "  help: Run `joinery init` to make a project here, or name a config with --config FILE.\n",
  );
});

it("names the key and the file where a config is wrong, all keys at once", async () => {
  const config = { shema: "x", naming: { tables: "snake_plurals" } };
  const project = createProject({ "joinery.config.json": JSON.stringify(config) });
  expect((await project.run("check")).stderr).toBe(
    "✗ The config joinery.config.json is not valid:\n" +
      '  naming.tables: must be snake_plural or snake or preserve, not "snake_plurals" (did you mean snake_plural?)\n' +
      "  shema: there is no such key (did you mean schema?) [cli/config-invalid]\n" +
      '  help: Mend the keys named above; `defineConfig` from "joinery" lets your editor check them as you type.\n',
  );
});

it("says where JSON breaks", async () => {
  const project = createProject({ "joinery.config.json": "{ schema }" });
  expect((await project.runJson("check")).problem).toMatchObject({
    code: "cli/config-failed",
    message: expect.stringMatching(/^The config joinery\.config\.json failed while it was loaded: .*JSON/),
  });
});

describe.each([
  [
    "joinery.config.ts",
    'import { defineConfig, type Config } from "joinery";\nconst config: Config = { schema: "models" };\nexport default defineConfig(config);',
  ],
  [
    "joinery.config.mjs",
    'import { defineConfig } from "joinery";\nexport default defineConfig({ schema: await Promise.resolve("models") });',
  ],
  ["joinery.config.js", 'module.exports = require("joinery").defineConfig({ schema: "models" });'],
  ["joinery.config.js", 'module.exports = { schema: "models" };'],
  ["joinery.config.json", '{ "schema": "models" }'],
])("%s", (name, text) => {
  const project = createProject({ [name]: text, "models/a.model": schema, "deep/er/x.txt": "" });

  it("is read", async () => {
    expect(await project.runJson("check")).toMatchObject({ ok: true, result: { files: ["models/a.model"] } });
  });
});

it("reads an ESM config in a module's folder", async () => {
  const project = createProject({
    "package.json": '{ "type": "module" }',
    "joinery.config.js": 'import { schema } from "./where.js";\nexport default { schema };',
    "where.js": 'export const schema = "models";',
    "models/a.model": schema,
  });
  expect((await project.runJson("check")).ok).toBe(true);
});

it("says what failed while a module was loaded", async () => {
  const project = createProject({ "joinery.config.ts": 'throw new Error("no luck");' });
  expect((await project.runJson("check")).problem).toMatchObject({
    code: "cli/config-failed",
    message: "The config joinery.config.ts failed while it was loaded: no luck",
  });
});

it("says that a module exports nothing", async () => {
  const project = createProject({ "joinery.config.ts": "export const schema = 1;" });
  expect((await project.runJson("check")).problem?.message).toContain("the module has no default export");
});

describe("in a folder below", () => {
  const project = createProject({
    "joinery.config.ts": "export default { schema: process.env.SCHEMA_FOLDER };",
    ".env": "SCHEMA_FOLDER=models",
    "models/a.model": schema,
    "deep/er/x.txt": "",
  });
  const below = createProject();

  it("finds the config upwards, reads the .env beside it, and shows paths from where it is called", async () => {
    const run = await project.runJson("check", "--config", "joinery.config.ts");
    expect(run.result).toMatchObject({ files: ["models/a.model"] });
    const child = project.start(["check", "--json"], {}, "deep/er");
    expect(JSON.parse((await project.collect(child)).stdout)).toMatchObject({
      ok: true,
      result: { files: ["../../models/a.model"] },
    });
  });

  it("prefers the environment to .env", async () => {
    const child = project.start(["check"], { SCHEMA_FOLDER: "elsewhere" });
    expect((await project.collect(child)).stderr).toContain("The schema elsewhere does not exist.");
  });

  it("takes a config from elsewhere", async () => {
    const run = await below.runJson("check", "--config", `${project.folder}/joinery.config.ts`);
    expect(run.ok).toBe(true);
  });
});

describe("flags", () => {
  const project = createProject({ "a.model": schema, "joinery.config.json": '{ "schema": "nowhere" }' });

  it("win over the config", async () => {
    expect((await project.runJson("check", "--schema", "a.model")).ok).toBe(true);
  });

  it("are checked by the same rules", async () => {
    const { code, stderr } = await project.run("check", "--schema", "a.model", "--table-names", "Snake");
    expect(code).toBe(1);
    expect(stderr).toBe(
      "✗ A flag has a value it cannot have:\n" +
        '  --table-names: must be snake_plural or snake or preserve, not "Snake" (did you mean snake?) [cli/flag-invalid]\n' +
        "  help: Add --help to see what each flag takes.\n",
    );
  });

  it("make a config unnecessary", async () => {
    const bare = createProject({ "a.model": schema });
    expect((await bare.runJson("generate", "--schema", "a.model", "--output", "out")).ok).toBe(true);
  });
});
