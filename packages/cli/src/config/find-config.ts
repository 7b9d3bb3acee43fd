import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** In the order in which one wins over the next. */
export const configNames = ["joinery.config.ts", "joinery.config.mjs", "joinery.config.js", "joinery.config.json"];

/** The nearest config, from `folder` upwards; in one folder TypeScript wins over JavaScript, and that over JSON. */
export function findConfig(folder: string): string | undefined {
  const found = configNames.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : findConfig(parent);
}
