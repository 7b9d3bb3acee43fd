#!/usr/bin/env node
import { createTerminal } from "./output/terminal.js";
import { runCommandLine } from "./program/run-command-line.js";

// A reader that has seen enough (`joinery migrate status | head -1`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

void runCommandLine(process.argv.slice(2), createTerminal(process)).then((code) => {
  process.exitCode = code;
});
