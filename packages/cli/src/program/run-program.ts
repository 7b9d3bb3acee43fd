import { createTerminal } from "../output/terminal.js";
import { reportThrown, runCommandLine } from "./run-command-line.js";

/** Runs the command that `words` name, as this process: on its terminal, and with its exit code. */
export async function runProgram(words: readonly string[]): Promise<void> {
  const terminal = createTerminal(process);

  // A reader that has seen enough (`joinery migrate status | head -1`) is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

  // What is thrown where nobody awaits it is reported as any other crash.
  process.on("uncaughtException", (error) => process.exit(reportThrown(error, "", words, terminal)));

  process.exitCode = await runCommandLine(words, terminal);
}
