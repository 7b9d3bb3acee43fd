#!/usr/bin/env node
import { createTerminal } from "./output/terminal.js";
import { reportThrown, runCommandLine } from "./program/run-command-line.js";

const words = process.argv.slice(2);
const terminal = createTerminal(process);

// A reader that has seen enough (`joinery migrate status | head -1`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

// What is thrown where nobody awaits it is reported as any other crash.
process.on("uncaughtException", (error) => process.exit(reportThrown(error, "", words, terminal)));

void runCommandLine(words, terminal).then((code) => {
  process.exitCode = code;
});
