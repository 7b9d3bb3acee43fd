import { Command } from "commander";
import type { CommandDefinition } from "../commands/command.js";
import type { SettingKey } from "../config/settings.js";

/** Runs one command with what commander has parsed. */
export type Run = (
  definition: CommandDefinition,
  values: readonly unknown[],
  flags: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** The flags of each key of the config. */
const settingFlags: Readonly<Record<SettingKey, readonly (readonly [syntax: string, description: string])[]>> = {
  schema: [["--schema <path>", "the .model files: a folder, a file or a glob"]],
  output: [["--output <folder>", "where generated code goes"]],
  migrations: [["--migrations <folder>", "where revisions are kept"]],
  database: [["--url <url>", "the database: postgresql://… or sqlite:./file.db"]],
  dialects: [["--dialect <names>", "postgresql, sqlite, or both with a comma"]],
  naming: [
    ["--table-names <style>", "snake_plural, snake or preserve"],
    ["--column-names <style>", "snake or preserve"],
  ],
};

/** What a group of commands is about. */
const groups: Readonly<Record<string, string>> = {
  migrate: "Write revisions and apply them to a database",
  db: "Work on a database without revisions",
};

/** Makes the command line from the definitions. Parsing throws a `CommanderError` where commander would end the process. */
export function buildProgram(definitions: readonly CommandDefinition[], version: string, run: Run): Command {
  const program = prepare(new Command("joinery"))
    .description("A schema-first data layer for TypeScript.")
    .version(version, "-v, --version", "print the version");
  for (const definition of definitions) {
    const words = definition.name.split(" ");
    const parent = words.slice(0, -1).reduce(findGroup, program);
    addCommand(parent, words.at(-1) ?? "", definition, run);
  }
  return program;
}

function findGroup(parent: Command, name: string): Command {
  const existing = parent.commands.find((command) => command.name() === name);
  return existing ?? prepare(parent.command(name)).description(groups[name] ?? "");
}

function addCommand(parent: Command, name: string, definition: CommandDefinition, run: Run): void {
  const command = prepare(parent.command(name)).description(definition.summary);
  for (const { syntax, description } of definition.arguments ?? []) command.argument(syntax, description);
  for (const { syntax, description } of definition.flags ?? []) command.option(syntax, description);
  for (const [syntax, description] of definition.settings.flatMap((key) => settingFlags[key])) {
    command.option(syntax, description);
  }
  if (definition.settings.length > 0) command.option("--config <file>", "the config, where it is not found upwards");
  command.option("--json", "print one JSON object").option("--debug", "show the stack of a crash");
  const examples = definition.examples.map((example) => `  $ ${example}`).join("\n");
  command.addHelpText("after", `\nExample${definition.examples.length === 1 ? "" : "s"}:\n${examples}`);
  command.action(async () => run(definition, command.processedArgs, command.opts()));
}

/** Help is a result; errors are left to the caller, who also knows `--json`. */
function prepare(command: Command): Command {
  return command
    .exitOverride()
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: false });
}
