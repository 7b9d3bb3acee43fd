import type { Model, QueryDefinition, Schema } from "@joinery/schema";

import type { GeneratedFile } from "./generated-file.js";
import type { PlannedFile } from "./planned-file.js";

/** What a run leaves for the next one, which makes only what changed. Made by {@link createGenerationMemory}. */
export interface GenerationMemory {
  /** What every file may depend on. */
  common: string;
  /** By path, with the models and queries that it was made of. */
  readonly files: Map<string, { readonly parts: readonly string[]; readonly file: GeneratedFile }>;
}

export function createGenerationMemory(): GenerationMemory {
  return { common: "", files: new Map() };
}

/** Gives the file of a plan, made anew only where the memory has none that is made of the same. */
export type RecallFile = (plan: PlannedFile, make: () => GeneratedFile) => GeneratedFile;

/** @param settings whatever else decides on the text of files */
export function openMemory(memory: GenerationMemory, schema: Schema, settings: string): RecallFile {
  const names = schema.models.map(({ name, accessor }) => [name, accessor]);
  const common = JSON.stringify([settings, { ...schema, models: names, queries: [] }]);
  if (memory.common !== common) memory.files.clear();
  memory.common = common;
  // Many files are made of the same model: it is written once, and kept once.
  const written = new Map<Model | QueryDefinition, string>();
  const write = (part: Model | QueryDefinition): string => {
    const known = written.get(part) ?? JSON.stringify(part);
    written.set(part, known);
    return known;
  };
  return (plan, make) => {
    const parts = [...(plan.models ?? schema.models), ...(plan.queries ?? [])].map(write);
    const known = memory.files.get(plan.path);
    if (known && isSame(known.parts, parts)) return known.file;
    const file = make();
    memory.files.set(plan.path, { parts, file });
    return file;
  };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
