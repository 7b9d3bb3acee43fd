import { commands } from "../../src/commands/commands.js";
import { createProject } from "../run-joinery.js";

const project = createProject();

it("suggests the command that a typo means", async () => {
  expect(await project.run("chekc")).toEqual({
    code: 1,
    stdout: "",
    stderr: "✗ Unknown command 'chekc'. [cli/usage]\n  help: Did you mean check?\n",
  });
  expect((await project.run("migrate", "staus")).stderr).toContain("Did you mean status?");
});

it("suggests the flag that a typo means", async () => {
  expect((await project.run("check", "--tabel-names", "snake")).stderr).toBe(
    "✗ Unknown option '--tabel-names'. [cli/usage]\n  help: Did you mean --table-names?\n",
  );
});

it("says what is missing", async () => {
  expect(await project.run("migrate", "new")).toEqual({
    code: 1,
    stdout: "",
    stderr: "✗ Missing required argument 'name'. [cli/usage]\n  help: Add --help to see how the command is used.\n",
  });
});

it("lists the commands of a group that is called alone", async () => {
  const { code, stdout, stderr } = await project.run("migrate");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^Usage: joinery migrate .*\n\nWrite revisions/);
});

it("prints help and the version as results", async () => {
  expect(await project.run("--version")).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
  const help = await project.run("--help");
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toMatch(/^Usage: joinery/);
});

it.each(commands.map(({ name }) => name))("shows an example in the help of %s", async (name) => {
  const { code, stdout } = await project.run(...name.split(" "), "--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples?:\n  \\$ joinery ${name}`));
  expect(stdout).toContain("--json");
});

it("reports a mistake in the call as JSON too", async () => {
  expect(await project.runJson("chekc")).toEqual({
    command: "",
    ok: false,
    result: null,
    diagnostics: [],
    problem: { code: "cli/usage", message: "Unknown command 'chekc'.", help: "Did you mean check?" },
  });
});
