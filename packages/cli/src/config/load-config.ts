import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeSystemError } from "../output/describe-system-error.js";
import { problem } from "../problem.js";
import type { Config } from "./config.js";

/**
 * Reads and checks one config file. `shownAs` is its path in messages.
 *
 * @throws UserProblem when it cannot be read, fails while it runs, or does not hold a config.
 */
export async function loadConfig(file: string, shownAs: string): Promise<Config> {
  const text = readText(file, shownAs);
  const value = file.endsWith(".json") ? parseJson(text, shownAs) : await runModule(file, shownAs);
  const { checkConfig } = await import("./config-schema.js");
  const check = checkConfig(value);
  if ("issues" in check) throw problem("cli/config-invalid", { file: shownAs, issues: check.issues });
  return check.config;
}

function readText(file: string, shownAs: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw problem("cli/config-unreadable", { file: shownAs, reason: describeSystemError(error) }, { cause: error });
  }
}

function parseJson(text: string, shownAs: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem("cli/config-failed", { file: shownAs, reason: (error as Error).message }, { cause: error });
  }
}

/**
 * Node 20 runs no TypeScript, so jiti compiles the module (and what it imports). Nothing is cached: `generate --watch`
 * loads a config again after every change. `joinery` is this very package, so that a config works before it is installed.
 */
async function runModule(file: string, shownAs: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(file, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    alias: { joinery: join(__dirname, "..", "index.js") },
  });
  let module: unknown;
  try {
    module = await jiti.import(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw problem("cli/config-failed", { file: shownAs, reason }, { cause: error });
  }
  if (!isModule(module)) return module;
  if (module.default !== undefined) return module.default;
  const issues = ["the module has no default export; write `export default defineConfig({ … })`"];
  throw problem("cli/config-invalid", { file: shownAs, issues });
}

/** What `module.exports` was set to has neither mark of an ES module. */
function isModule(value: unknown): value is { readonly default?: unknown } {
  if (typeof value !== "object" || value === null) return false;
  return "__esModule" in value || "default" in value || Reflect.get(value, Symbol.toStringTag) === "Module";
}
