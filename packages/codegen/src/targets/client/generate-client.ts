import type { Schema } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import { buildClientFile } from "./client-file.js";
import { buildEnumsFile } from "./enums-file.js";
import { buildIndexFile } from "./index-file.js";
import { buildModelFile } from "./model-file.js";
import { buildSchemaFile } from "./schema-file.js";
import { nameSymbols } from "./symbols.js";

/** The typed client of a schema, file by file: none need be kept longer than it takes to print it. */
export function* generateClient(schema: Schema): Generator<CodeFile> {
  const context = { schema, symbols: nameSymbols(schema) };
  yield buildClientFile(context);
  if (schema.enums.length > 0) yield buildEnumsFile(context);
  yield buildIndexFile(context);
  for (const model of schema.models) yield buildModelFile(context, model);
  yield buildSchemaFile(context);
}
