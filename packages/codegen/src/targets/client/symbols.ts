import type { EnumDefinition, Model, Schema } from "@joinery/schema";

import type { OwnSymbol } from "../../import-symbol.js";
import { listParentDemands } from "./parent-demands.js";
import { findFreeName, toKebabCase } from "../../safe-name.js";

/** What is generated for a model, each with what is put behind the model's name. */
const modelSuffixes = {
  values: "Values",
  relations: "Relations",
  nested: "Nested",
  create: "Create",
  update: "Update",
  hidden: "Hidden",
  where: "Where",
  key: "Key",
  uniqueWhere: "UniqueWhere",
  field: "Field",
  orderBy: "OrderBy",
  include: "Include",
  counts: "Counts",
  omit: "Omit",
  select: "Select",
  args: "Args",
  findManyArgs: "FindManyArgs",
  findUniqueArgs: "FindUniqueArgs",
  types: "Types",
  repository: "Repository",
} as const;

/** What is generated for a value object: as it is read, as it is written, as it is asked about, and rows are put in order by it. */
export interface TypeSymbols {
  readonly value: OwnSymbol;
  readonly input: OwnSymbol;
  readonly where: OwnSymbol;
  readonly orderBy: OwnSymbol;
}

/** What is generated for an arc: how to load what it leads to, and what to ask of it. */
export interface ArcSymbols {
  readonly args: OwnSymbol;
  readonly where: OwnSymbol;
}

export type ModelSymbols = { readonly [Part in "entity" | "queries" | keyof typeof modelSuffixes]: OwnSymbol };

/**
 * The names of everything that is generated, settled before any file is written: models, enums and types keep theirs, and
 * what would clash with them gives way.
 */
export interface ClientSymbols {
  readonly models: ReadonlyMap<string, ModelSymbols>;
  readonly enums: ReadonlyMap<string, OwnSymbol>;
  readonly types: ReadonlyMap<string, TypeSymbols>;
  /** By model, then by arc. Models without arcs are not there. */
  readonly arcs: ReadonlyMap<string, ReadonlyMap<string, ArcSymbols>>;
  /** The ways to give a new row each of its parents, by model: see `listParentDemands`. Models without parents are not there. */
  readonly parents: ReadonlyMap<string, readonly OwnSymbol[]>;
  readonly schema: OwnSymbol;
  readonly database: OwnSymbol;
  readonly repositories: OwnSymbol;
  readonly connect: OwnSymbol;
  /** The runtime's, handed on. */
  readonly sql: OwnSymbol;
}

export function nameSymbols(schema: Schema): ClientSymbols {
  const taken = new Set<string>();
  const take = (name: string, module: string, isType: boolean): OwnSymbol => {
    const free = findFreeName(name, (candidate) => taken.has(candidate));
    taken.add(free);
    return { name: free, module, isType, isOwn: true };
  };
  const modules = nameModules(schema.models);
  const enums = schema.enums.map(({ name }: EnumDefinition) => [name, take(name, "enums", false)] as const);
  const entities = schema.models.map(({ name }) => take(name, modules.get(name)!, false));
  const values = (schema.types ?? []).map(({ name }) => take(name, "types", true));
  const models = schema.models.map((model, index) => {
    const entity = entities[index]!;
    const parts = Object.entries(modelSuffixes).map(([part, suffix]) => [
      part,
      take(model.name + suffix, entity.module, part !== "repository"),
    ]);
    const queriesModule = entity.module.replace("models/", "queries/");
    const queries: OwnSymbol = { name: "queries", module: queriesModule, isType: false, isOwn: true };
    return [model.name, { entity, queries, ...Object.fromEntries(parts) } as ModelSymbols] as const;
  });
  const types = values.map((value, index) => {
    const { name } = schema.types![index]!;
    const symbols: TypeSymbols = {
      value,
      input: take(`${name}Input`, "types", true),
      where: take(`${name}Where`, "types", true),
      orderBy: take(`${name}OrderBy`, "types", true),
    };
    return [name, symbols] as const;
  });
  const arcs = schema.models.flatMap(({ name: model, arcs: own = [] }) => {
    const symbols = own.map(({ name }) => {
      const words = model + name.charAt(0).toUpperCase() + name.slice(1);
      const takePart = (suffix: string) => take(words + suffix, modules.get(model)!, true);
      return [name, { args: takePart("Args"), where: takePart("Where") }] as const;
    });
    return symbols.length === 0 ? [] : [[model, new Map(symbols)] as const];
  });
  const byName = new Map(schema.models.map((model) => [model.name, model]));
  const parents = schema.models.flatMap((model) => {
    const own = (model.view ? [] : listParentDemands(model, byName)).map(({ fields, relations }) => {
      const name = relations[0]?.name ?? fields[0]!.name;
      return take(`${model.name}With${name.charAt(0).toUpperCase()}${name.slice(1)}`, modules.get(model.name)!, true);
    });
    return own.length === 0 ? [] : [[model.name, own] as const];
  });
  return {
    models: new Map(models),
    enums: new Map(enums),
    types: new Map(types),
    arcs: new Map(arcs),
    parents: new Map(parents),
    schema: take("schema", "schema", false),
    database: take("Database", "client", true),
    repositories: take("Repositories", "client", true),
    connect: take("connect", "client", false),
    sql: take("sql", "client", false),
  };
}

/** Two models may differ only in the case of their letters, where file names may not. */
function nameModules(models: readonly Model[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    models.map(({ name }) => {
      const file = findFreeName(toKebabCase(name), (candidate) => taken.has(candidate));
      taken.add(file);
      return [name, `models/${file}`];
    }),
  );
}
