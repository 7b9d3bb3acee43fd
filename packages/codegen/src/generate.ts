import { setImmediate as letOthersRun } from "node:timers/promises";
import type { QueryCompiler } from "@joinery/runtime";
import { omitIgnored, type Schema } from "@joinery/schema";

import { compareText } from "./code-file.js";
import type { GeneratedFile } from "./generated-file.js";
import { openMemory, type GenerationMemory, type RecallFile } from "./generation-memory.js";
import type { PlannedFile } from "./planned-file.js";

export interface GenerateOptions {
  /** What to generate; all of it if left out. */
  readonly targets?: readonly Target[];
  /** The databases that queries are compiled for, by name; all that there are if left out. */
  readonly dialects?: readonly string[];
  /** The longest line, as Prettier's option of this name. 120 if left out. */
  readonly printWidth?: number;
  /** Where an earlier run left what it made: only what changed is made again. It is brought up to date. */
  readonly memory?: GenerationMemory;
  /** Told now and then how many of how many files are made; the event loop turns in between. */
  readonly onProgress?: (done: number, total: number) => void;
}

export type Target = "client" | "zod";

/** Loaded when they are asked for: who wants only the client does not wait for the others. */
const targets: Record<Target, (schema: Schema, dialects?: readonly string[]) => Promise<readonly PlannedFile[]>> = {
  async client(schema, dialects) {
    const { planClient } = await import("./targets/client/plan-client.js");
    return planClient(schema, await createCompiler(schema, dialects));
  },
  zod: async (schema) => (await import("./targets/zod/plan-zod.js")).planZod(schema),
};

/** Whoever has no queries does not wait for the planner either. */
async function createCompiler(schema: Schema, dialects?: readonly string[]): Promise<QueryCompiler> {
  if (!schema.queries?.length) return refuseQuery;
  const { createQueryCompiler } = await import("@joinery/runtime");
  return createQueryCompiler(schema, dialects);
}

function refuseQuery(): never {
  throw new Error("The schema has no queries");
}

/** How long files are made before others have their turn, in milliseconds. */
const turn = 50;

/** The code for a schema, sorted by path. The same schema and options give the same text, byte for byte. */
export async function generate(schema: Schema, options: GenerateOptions = {}): Promise<GeneratedFile[]> {
  const visible = omitIgnored(schema);
  const { targets: names = ["client", "zod"], dialects, printWidth = 120, memory, onProgress = () => {} } = options;
  const planned = (await Promise.all(names.map((name) => targets[name](visible, dialects)))).flat();
  const settings = [printWidth, ...(dialects ?? [])].join();
  const recall: RecallFile = memory ? openMemory(memory, visible, settings) : (_, make) => make();
  const files: GeneratedFile[] = [];
  let turnEnds = performance.now() + turn;
  for (const plan of planned) {
    files.push(recall(plan, () => ({ path: plan.path, text: plan.build().print(printWidth) })));
    if (performance.now() < turnEnds) continue;
    onProgress(files.length, planned.length);
    await letOthersRun();
    turnEnds = performance.now() + turn;
  }
  return files.sort((a, b) => compareText(a.path, b.path));
}
