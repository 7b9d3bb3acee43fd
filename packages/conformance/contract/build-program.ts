import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(__dirname, "../../..");

/** What a process of a program needs to find the drivers. */
export const programEnvironment = { ...process.env, NODE_PATH: join(root, "node_modules") };

/** Builds a file beside this one into a script that runs as a process of its own. */
export async function buildProgram(name: string): Promise<{ readonly script: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "joinery-program-"));
  const script = join(folder, "program.js");
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile: script,
    bundle: true,
    platform: "node",
    external: ["pg", "better-sqlite3"],
    alias: Object.fromEntries(
      ["schema", "sql", "runtime"].map((each) => [`@joinery/${each}`, join(root, `packages/${each}/src/index.ts`)]),
    ),
  });
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}
