import type { QueryDefinition, Schema } from "@joinery/schema";

import type { QueryCompiler } from "@joinery/runtime";

import { listModelsAround, listModelsOfQueries, type PlannedFile } from "../../planned-file.js";
import { buildClientFile } from "./client-file.js";
import { buildEnumsFile } from "./enums-file.js";
import { buildIndexFile } from "./index-file.js";
import type { ClientContext } from "./model-context.js";
import { buildModelFile } from "./model-file.js";
import { buildQueriesFile } from "./queries-file.js";
import { buildSchemaFile } from "./schema-file.js";
import { nameSymbols } from "./symbols.js";
import { buildTypesFile } from "./types-file.js";

/** The typed client of a schema, file by file. */
export function planClient(schema: Schema, compileQuery: QueryCompiler): readonly PlannedFile[] {
  const models = new Map(schema.models.map((model) => [model.name, model]));
  const context = { schema, symbols: nameSymbols(schema), models, queries: groupQueries(schema), compileQuery };
  const { types = [] } = schema;
  return [
    { path: "client.ts", models: [], build: () => buildClientFile(context) },
    ...(schema.enums.length > 0 ? [{ path: "enums.ts", models: [], build: () => buildEnumsFile(context) }] : []),
    { path: "index.ts", models: [], build: () => buildIndexFile(context) },
    ...schema.models.map((model) => ({
      path: `${context.symbols.models.get(model.name)!.entity.module}.ts`,
      models: listModelsAround(model, models),
      queries: context.queries.get(model.name) ?? [],
      build: () => buildModelFile(context, model),
    })),
    ...schema.models.flatMap((model) => {
      const queries = context.queries.get(model.name);
      if (queries === undefined) return [];
      return {
        path: `${context.symbols.models.get(model.name)!.queries.module}.ts`,
        models: listModelsOfQueries(model, queries, models),
        queries,
        build: () => buildQueriesFile(context, model),
      };
    }),
    { path: "schema.ts", build: () => buildSchemaFile(context) },
    ...(types.length > 0 ? [{ path: "types.ts", models: [], build: () => buildTypesFile(types, context) }] : []),
  ];
}

function groupQueries({ queries = [] }: Schema): ClientContext["queries"] {
  const groups = new Map<string, QueryDefinition[]>();
  for (const query of queries) {
    const group = groups.get(query.model);
    if (group) group.push(query);
    else groups.set(query.model, [query]);
  }
  return groups;
}
