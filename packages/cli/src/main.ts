#!/usr/bin/env node
import { tuneEngine } from "./program/tune-engine.js";

tuneEngine();
void import("./program/run-program.js").then(({ runProgram }) => runProgram(process.argv.slice(2)));
