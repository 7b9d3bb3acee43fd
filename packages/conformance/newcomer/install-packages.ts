import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** The compilers that Joinery supports, as the workspace has them. */
export const compilers = ["typescript-5.9", "typescript", "typescript-7"].map((name) =>
  join(root, "node_modules", name, "bin", "tsc"),
);

/**
 * Packs every published package and installs the tarballs with plain npm into a folder, as a user would who has nothing
 * else. Only better-sqlite3 is taken from the workspace: compiling it again takes a minute and tells nothing of ours.
 */
export function installPackages(folder: string): void {
  const tarballs = packAll(join(folder, "tarballs"));
  const app = join(folder, "installed");
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, "package.json"), "{}\n");
  const { devDependencies } = readManifest(root);
  const others = ["zod", "pg", "@types/node"].map((name) => `${name}@${devDependencies[name]}`);
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs, ...others], app);
  symlinkSync(dirname(require.resolve("better-sqlite3/package.json")), join(app, "node_modules/better-sqlite3"), "dir");
}

/** Makes a folder in which these packages are installed; all such folders share them. */
export function createApp(folder: string, name: string): string {
  const app = join(folder, name);
  mkdirSync(app);
  symlinkSync(join(folder, "installed", "node_modules"), join(app, "node_modules"), "dir");
  writeFileSync(join(app, "package.json"), readFileSync(join(folder, "installed", "package.json")));
  return app;
}

function packAll(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const { packageManager } = readManifest(root);
  const filter = ["--filter", "./packages/*", "--filter", "!@joinery/conformance"];
  run("npx", ["-y", packageManager, "-r", ...filter, "pack", "--pack-destination", folder], root);
  return readdirSync(folder).map((name) => join(folder, name));
}

interface Manifest {
  readonly packageManager: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Runs a command, and gives what it printed on standard output. @throws Error with all of its output when it fails. */
export function run(command: string, words: readonly string[], folder: string): string {
  const { DATABASE_URL: _, ...env } = process.env;
  try {
    return execFileSync(command, words, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${command} ${words.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
