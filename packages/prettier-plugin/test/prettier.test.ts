import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatModelFile } from "@joinery/language";

// A run takes half a second of one core.
const prettierFolder = dirname(require.resolve("prettier/package.json"));
const plugin = join(__dirname, "..", "dist", "index.js");
const schemas = join(__dirname, "..", "..", "..", "schemas");

/** CI and FORCE_COLOR would colour what Prettier says. */
const env = { ...process.env, CI: "", FORCE_COLOR: "0", NO_COLOR: "1" };
const folder = mkdtempSync(join(tmpdir(), "joinery-prettier-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Prettier's own command line, with the built plugin. */
function prettier(...words: string[]) {
  const command = [join(prettierFolder, "bin", "prettier.cjs"), "--plugin", plugin, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: "utf8" });
  return { status, stdout, stderr };
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const read = (name: string) => readFileSync(join(folder, name), "utf8");
const canonical = (text: string) => formatModelFile({ path: "a.model", text }).text;

/** The same schema as somebody in a hurry would have written it. */
function spoil(text: string): string {
  return text.replaceAll(/ {2,}(?=[\w@])/g, " ").replaceAll(/\n\n(?=\w)/g, "\n\n\n\n");
}

describe("prettier --write", () => {
  const names = readdirSync(schemas).filter((name) => name.endsWith(".model"));
  const spoilt = new Map(names.map((name) => [name, spoil(readFileSync(join(schemas, name), "utf8"))]));
  const endings = { crlf: "model  User{\r\n id   Int @id\r\n}\r\n", lf: "model  User{\n id   Int @id\n}\n" };

  beforeAll(() => {
    for (const [name, text] of spoilt) write(`all/${name}`, text);
    write("endings/crlf.model", endings.crlf);
    write("endings/lf.model", endings.lf);
  });

  it("finds every .model file and formats it as Joinery does, byte for byte", () => {
    expect(prettier("--check", "all/**/*.model")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("[warn]"),
    });
    const { status, stdout } = prettier("--write", "all/**/*.model");
    expect([status, stdout.split("\n").filter((line) => line.includes(".model ")).length]).toEqual([0, names.length]);
    for (const [name, text] of spoilt) {
      expect(canonical(text)).not.toBe(text);
      expect(read(`all/${name}`)).toBe(canonical(text));
    }
  });

  it("has nothing to do the second time", () => {
    const before = names.map((name) => read(`all/${name}`));
    expect(prettier("--check", "all/**/*.model").status).toBe(0);
    expect(prettier("--list-different", "--write", "all/**/*.model")).toMatchObject({ status: 0, stdout: "" });
    expect(names.map((name) => read(`all/${name}`))).toEqual(before);
  });

  it("keeps the line ends of each file when it is told to", () => {
    expect(prettier("--write", "--end-of-line", "auto", "endings").status).toBe(0);
    expect(read("endings/crlf.model")).toBe(canonical(endings.crlf));
    expect(read("endings/crlf.model")).toBe("model User {\r\n  id Int @id\r\n}\r\n");
    expect(read("endings/lf.model")).toBe(canonical(endings.lf));
  });
});

it("leaves what cannot be parsed as it is, and says where and why", () => {
  const broken = "model User {\n  id Int @id\n  email String @@@\n}\n\nmodel {\n}\n";
  write("broken/broken.model", broken);
  const { status, stdout, stderr } = prettier("--write", "broken/broken.model");
  expect([status, stdout, read("broken/broken.model")]).toEqual([2, "", broken]);
  const [first] = formatModelFile({ path: "broken/broken.model", text: broken }).diagnostics;
  expect(stderr).toContain(`SyntaxError: ${first?.message} [${first?.code}] (and `);
  expect(stderr).toContain("(3:16)\n");
  expect(stderr).toMatch(/> 3 \| {3}email String @@@\n\S* +\| {16}\^\^\^\n/);
});

it("formats what parses but does not check", () => {
  write("unchecked/unchecked.model", "model Post{ author Nobody }\n");
  expect(prettier("unchecked/unchecked.model")).toMatchObject({
    status: 0,
    stdout: canonical(read("unchecked/unchecked.model")),
  });
});

it("formats the code blocks of Markdown", () => {
  write("guide/guide.md", "# Guide\n\n```model\nmodel   User{\n id Int @id\n}\n```\n");
  expect(prettier("guide/guide.md").stdout).toBe("# Guide\n\n```model\nmodel User {\n  id Int @id\n}\n```\n");
});

it("is taken from a config", () => {
  write("config/.prettierrc.json", JSON.stringify({ plugins: [plugin] }));
  write("config/a.model", "model  A{ id Int @id }\n");
  const command = [join(prettierFolder, "bin", "prettier.cjs"), "a.model"];
  const { stdout } = spawnSync(process.execPath, command, { cwd: join(folder, "config"), env, encoding: "utf8" });
  expect(stdout).toBe(canonical("model  A{ id Int @id }\n"));
});
