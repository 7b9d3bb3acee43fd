import { readFileSync } from "node:fs";
import { compile } from "@joinery/language";
import type { Schema } from "@joinery/schema";

/** The checked schema of a `.model` file that has no mistake. */
export function readSchema(path: string): Schema {
  const { schema, diagnostics } = compile([{ path, text: readFileSync(path, "utf8") }]);
  if (!schema) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return schema;
}
