import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

// A run takes a third of a second of one core; a test may need ten, beside another suite.
const bin = join(__dirname, "..", "dist", "main.js");

/** How a run of the command line ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files, outside the repository; removed after the suite. */
export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  /** Runs the built command line in it, without a terminal. */
  run(...words: string[]): Promise<Run>;
  /** The same, with the object that `--json` prints. */
  runJson(...words: string[]): Promise<Report>;
  /** Starts it, in a folder of the project if that is given, without waiting. */
  start(words: readonly string[], environment?: NodeJS.ProcessEnv, inside?: string): ChildProcess;
  /** Waits for the end of what was started. */
  collect(child: ChildProcess): Promise<Run>;
}

/** What `--json` prints. */
export interface Report {
  readonly command: string;
  readonly ok: boolean;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly diagnostics: readonly Readonly<Record<string, unknown>>[];
  readonly problem: { readonly code: string; readonly message: string; readonly help: string } | null;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Makes a project in a new temporary folder. */
export function createProject(files: Readonly<Record<string, string | Buffer>> = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), "joinery-cli-"));
  folders.push(folder);
  const start: Project["start"] = (words, environment = {}, inside = ".") => {
    const { DATABASE_URL: _url, FORCE_COLOR: _color, ...inherited } = process.env;
    return spawn(process.execPath, [bin, ...words], {
      cwd: join(folder, inside),
      env: { ...inherited, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  const run: Project["run"] = (...words) => collect(start(words));
  const write: Project["write"] = (contents) => {
    for (const [name, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  write(files);
  const runJson: Project["runJson"] = async (...words) => {
    const { stdout, stderr } = await run(...words, "--json");
    expect(stderr).toBe("");
    return JSON.parse(stdout) as Report;
  };
  return { folder, write, run, runJson, start, collect };
}

/** Waits for the end of a process and for all it said. */
export async function collect(child: ChildProcess): Promise<Run> {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name]?.on("data", (chunk) => (output[name] += chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  return { code, ...output };
}
