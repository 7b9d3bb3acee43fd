import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

/**
 * Adds the variables of `folder`'s `.env` to the environment, where there is one. What the environment has already is
 * kept: the shell that started the command knows better.
 */
export function loadEnvironment(folder: string, environment: NodeJS.ProcessEnv): void {
  const file = join(folder, ".env");
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) environment[name] ??= value;
}
