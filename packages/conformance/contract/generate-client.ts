import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generate, type GenerateOptions } from "@joinery/codegen";
import { compileModels } from "./create-tables.js";

/** A client as it is generated, in a folder of its own. */
export interface GeneratedClient<Database> {
  readonly connect: (url: string) => Database;
  remove(): void;
}

/** Generates the client of these models and loads it. */
export async function generateClient<Database>(
  models: string,
  options: GenerateOptions = {},
): Promise<GeneratedClient<Database>> {
  const folder = mkdtempSync(join(tmpdir(), "joinery-client-"));
  for (const { path, text } of await generate(compileModels(models), { targets: ["client"], ...options })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { connect } = (await import(join(folder, "client.ts"))) as { connect: (url: string) => Database };
  return { connect, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
