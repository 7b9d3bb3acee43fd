import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { buildProgram, programEnvironment } from "./build-program.js";
import { schema } from "./ledger.js";

/** A process that writes to a ledger (`writer-process.ts`). */
export class Writer {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = "";

  constructor(script: string, url: string, counter: number, first: number, count: number) {
    this.#child = spawn(
      process.execPath,
      [script, url, JSON.stringify(schema), ...[counter, first, count].map(String)],
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: programEnvironment,
      },
    );
    this.#child.stdout!.on("data", (chunk) => (this.#output += String(chunk)));
    this.#child.stderr!.on("data", (chunk) => (this.#output += String(chunk)));
    this.#ended = once(this.#child, "close");
  }

  /** What it has acknowledged so far. What it printed of anything else is no number. */
  get acknowledged(): readonly number[] {
    return this.#output.split("\n").slice(0, -1).map(Number);
  }

  /** Once it has acknowledged something. */
  async hasBegun(): Promise<void> {
    await Promise.race([once(this.#child.stdout!, "data"), this.#ended]);
  }

  /** Ends it wherever it is. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** @returns what it printed that is no number */
  async finish(): Promise<string> {
    await this.#ended;
    return this.#output.replace(/^\d+\n/gm, "");
  }
}

/** Builds the program of the writers, once for all. */
export async function buildWriter() {
  const program = await buildProgram("writer-process");
  return {
    start: (url: string, counter: number, first: number, count: number) =>
      new Writer(program.script, url, counter, first, count),
    remove: () => program.remove(),
  };
}
