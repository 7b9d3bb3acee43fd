import type { Model, Schema } from "@joinery/schema";

import type { ImportSymbol, OwnSymbol } from "../../import-symbol.js";
import { findFreeName, toKebabCase } from "../../safe-name.js";

export const zod: ImportSymbol = { name: "z", module: "zod", isType: false };

export interface ModelSchemas {
  /** A row as it is read. */
  readonly output: OwnSymbol;
  /** What a new row can be made of. */
  readonly create: OwnSymbol;
  /** What a row can be changed to. */
  readonly update: OwnSymbol;
}

export interface TypeSchemas {
  readonly output: OwnSymbol;
  readonly input: OwnSymbol;
}

/** The names of the Zod schemas, which stand in modules of their own. */
export interface ZodSymbols {
  readonly models: ReadonlyMap<string, ModelSchemas>;
  readonly enums: ReadonlyMap<string, OwnSymbol>;
  readonly types: ReadonlyMap<string, TypeSchemas>;
}

export function nameZodSymbols(schema: Schema): ZodSymbols {
  const takenNames = new Set<string>();
  const takenFiles = new Set(["checks", "enums", "exact-partial", "exclusive-arcs", "index", "types"]);
  const take = (name: string, taken: Set<string>): string => {
    const free = findFreeName(name, (candidate) => taken.has(candidate));
    taken.add(free);
    return free;
  };
  const place = (name: string, module: string): OwnSymbol => {
    return { name, module: `zod/${module}`, isType: false, isOwn: true };
  };
  const symbol = (name: string, module: string) => place(take(`${name}Schema`, takenNames), module);
  // By these the runtime finds what it is to `validate`, so they give way to nothing.
  const creates = new Map(schema.models.map(({ name }) => [name, take(`${name}CreateSchema`, takenNames)]));
  const enums = schema.enums.map(({ name }) => [name, symbol(name, "enums")] as const);
  const models = schema.models.map(({ name }) => {
    const module = take(toKebabCase(name), takenFiles);
    const output = symbol(name, module);
    return [
      name,
      { output, create: place(creates.get(name)!, module), update: symbol(`${name}Update`, module) },
    ] as const;
  });
  const types = (schema.types ?? []).map(({ name }) => {
    const schemas = { output: symbol(name, "types"), input: symbol(`${name}Input`, "types") };
    return [name, schemas] as const;
  });
  return { models: new Map(models), enums: new Map(enums), types: new Map(types) };
}

/** The schemas that a model has: nothing of a view is written. */
export function listModelSymbols({ models }: ZodSymbols, { name, view }: Model): readonly OwnSymbol[] {
  const { output, create, update } = models.get(name)!;
  return view ? [output] : [output, create, update];
}
