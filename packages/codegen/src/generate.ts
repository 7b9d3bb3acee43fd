import type { Schema } from "@joinery/schema";

import { type CodeFile, compareText } from "./code-file.js";
import type { GeneratedFile } from "./generated-file.js";

export interface GenerateOptions {
  /** What to generate; all of it if left out. */
  readonly targets?: readonly Target[];
  /** The longest line, as Prettier's option of this name. 120 if left out. */
  readonly printWidth?: number;
}

export type Target = "client" | "zod";

/** Loaded when they are asked for: who wants only the client does not wait for the others. */
const targets: Record<Target, (schema: Schema) => Promise<Iterable<CodeFile>>> = {
  client: async (schema) => (await import("./targets/client/generate-client.js")).generateClient(schema),
  zod: async (schema) => (await import("./targets/zod/generate-zod.js")).generateZod(schema),
};

/** The code for a schema, sorted by path. The same schema and options give the same text, byte for byte. */
export async function generate(schema: Schema, options: GenerateOptions = {}): Promise<GeneratedFile[]> {
  const { targets: names = ["client", "zod"], printWidth = 120 } = options;
  const files: GeneratedFile[] = [];
  for (const name of names) {
    for (const file of await targets[name](schema)) files.push({ path: file.path, text: file.print(printWidth) });
  }
  return files.sort((a, b) => compareText(a.path, b.path));
}
