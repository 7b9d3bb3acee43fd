import { CommanderError } from "commander";
import type { CommandCall, CommandDefinition } from "../commands/command.js";
import { commands } from "../commands/commands.js";
import { resolveSettings } from "../config/settings.js";
import { describeFailure } from "../output/describe-failure.js";
import { readVersion } from "../output/read-version.js";
import { reportFailure, reportOutcome } from "../output/report.js";
import type { Terminal } from "../output/terminal.js";
import { buildProgram } from "./build-program.js";

/**
 * Runs the command that `words` name and reports how it went. Never throws.
 *
 * @returns the exit code: 0 done, 1 a problem of the user's was found, 2 a crash of ours.
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = words.includes("--json");
  let name = "";
  let code = 0;
  const run = async (definition: CommandDefinition, values: readonly unknown[], flags: object): Promise<void> => {
    name = definition.name;
    const outcome = await definition.run(makeCall(definition, values, flags, terminal));
    reportOutcome(terminal, name, outcome, isJson);
    code = outcome.isDone ? 0 : 1;
  };
  const program = buildProgram(commands, readVersion(), run);
  program.configureOutput({ writeOut: terminal.print, writeErr: terminal.talk, outputError: () => {} });
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    // Help and the version are results that commander has printed.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === "commander.help") return 1;
    return reportThrown(error, name, words, terminal);
  }
}

/** Reports what was thrown, in the form that the words ask for. @returns the exit code. */
export function reportThrown(error: unknown, name: string, words: readonly string[], terminal: Terminal): number {
  const failure = describeFailure(error, terminal.show);
  const [isJson, isDebug] = [words.includes("--json"), words.includes("--debug")];
  reportFailure(terminal, name, failure, { isJson, isDebug });
  return failure.isCrash ? 2 : 1;
}

function makeCall(
  definition: CommandDefinition,
  values: readonly unknown[],
  flags: object,
  terminal: Terminal,
): CommandCall<readonly unknown[], unknown> {
  return {
    arguments: values,
    flags,
    terminal,
    readSettings: (needs = definition.settings) => resolveSettings(flags, terminal, needs),
  };
}
