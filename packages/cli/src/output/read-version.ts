import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of this package; all packages of Joinery have the same. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  return (manifest as { readonly version: string }).version;
}
