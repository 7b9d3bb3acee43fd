import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { CommandDefinition } from "../../src/commands/command.js";
import { checkCommand } from "../../src/commands/check.js";
import { generateCommand } from "../../src/commands/generate.js";
import { resolveSettings } from "../../src/config/settings.js";
import { createTerminal, type Terminal } from "../../src/output/terminal.js";
import { createProject } from "../run-joinery.js";

const project = createProject({
  "joinery.config.json": '{ "schema": "schema", "output": "out" }',
  ...Object.fromEntries(
    ["User", "Post", "Tag"].map((name) => [`schema/${name}.model`, `model ${name} {\n  id Int @id\n}\n`]),
  ),
});

/** Runs a command on a terminal whose clock says that half a second went by whenever it is asked. */
async function watch<Arguments extends readonly unknown[]>(
  command: CommandDefinition<Arguments, object>,
  words: Arguments,
): Promise<readonly string[]> {
  const heard: string[] = [];
  let time = 0;
  const terminal: Terminal = {
    ...createTerminal(process),
    folder: project.folder,
    isWatched: true,
    now: () => (time += 500),
    talk: (text) => void heard.push(text),
  };
  const flags = { config: join(project.folder, "joinery.config.json") };
  const readSettings = (needs = command.settings) => resolveSettings(flags, terminal, needs);
  const { isDone } = await command.run({ arguments: words, flags, terminal, readSettings });
  expect(isDone).toBe(true);
  expect(heard.at(-1)).toBe("\r\u001b[K");
  return heard.slice(0, -1).map((line) => stripVTControlCharacters(line).replace(/^\r\S |[█░]+ | ?\d+ s$/g, ""));
}

const checking = ["Parsing 66 %", "Parsing 100 %", "Building 33 %", "Building 66 %", "Building 100 %", "Checking 1 %"];

it("generate shows how far it is from the first file read to the last one written", async () => {
  const lines = await watch(generateCommand, []);
  expect(lines).toEqual(expect.arrayContaining([...checking, "Checking 100 %", "Generating", "Writing"]));
});

it("check shows how far it is from the first file read to the last rule", async () => {
  const lines = await watch(checkCommand, [[]]);
  expect(lines.slice(0, checking.length)).toEqual(checking);
  expect(lines.at(-1)).toBe("Checking 100 %");
});
