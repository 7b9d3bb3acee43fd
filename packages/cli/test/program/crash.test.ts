import { spawn } from "node:child_process";
import { join } from "node:path";
import { collect } from "../run-joinery.js";

/** Runs the built command line with a stage that breaks: the formatter, at the moment when it is called. */
function runBroken(...words: string[]) {
  const language = join(__dirname, "../../../language/dist/format/format.js");
  const main = join(__dirname, "../../dist/main.js");
  const breakIt = `
    Object.defineProperty(require(${JSON.stringify(language)}), "formatModelFile", {
      value: () => { throw new TypeError("x of postgresql://ada:s3cret@host/db is undefined"); },
    });
    process.argv.splice(1, 0, ${JSON.stringify(main)});
    require(${JSON.stringify(main)});`;
  const schema = join(__dirname, "../../../../schemas/blog.model");
  return collect(spawn(process.execPath, ["-e", breakIt, "--", "format", "--check", schema, ...words]));
}

it("exits with 2, asks for a report, and shows neither a stack nor a password", async () => {
  expect(await runBroken()).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "✗ Joinery crashed: x of postgresql://ada:***@host/db is undefined [cli/crash]\n" +
      "  help: This is a bug of Joinery, not a mistake of yours. Please report it, with what the same command prints under --debug.\n",
  });
});

it("shows the stack under --debug, without the password", async () => {
  const { code, stderr } = await runBroken("--debug");
  expect(code).toBe(2);
  expect(stderr).toMatch(/\n {4}at /);
  expect(stderr).not.toContain("s3cret");
});

it("is one object under --json", async () => {
  const { code, stdout } = await runBroken("--json");
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ command: "format", ok: false, problem: { code: "cli/crash" } });
});
