import type { EnumDefinition, Model, ValueObject } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { runtimeType } from "../../import-symbol.js";
import { hardLine, indent, join, type Layout } from "../../layout.js";
import { printBody, printDocumentation, writeValue } from "../../typescript-code.js";
import type { ClientContext } from "./model-context.js";

/** The metadata that the runtime plans by: a table to look things up in, one line for each field and relation. */
export function buildSchemaFile({ schema, symbols }: ClientContext): CodeFile {
  const file = new CodeFile("schema.ts", [symbols.schema.name]);
  const type = file.use(runtimeType("Schema"));
  file.add([
    printDocumentation("The schema as the runtime reads it: names of models and fields, of tables and columns."),
    "// prettier-ignore",
    hardLine,
    `export const ${symbols.schema.name}: ${type} = `,
    printBody([
      ["enums: ", printRows(schema.enums.map(printEnum)), ","],
      ["models: ", printRows(schema.models.map(printModel)), ","],
      ...(schema.types === undefined ? [] : [["types: ", printRows(schema.types.map(printType)), ","]]),
      ["joinTables: ", printRows(schema.joinTables.map(writeValue)), ","],
    ]),
    ";",
  ]);
  return file;
}

function printEnum(definition: EnumDefinition): Layout {
  return writeValue({ ...undocumented(definition), members: definition.members.map(undocumented) });
}

function printType(type: ValueObject): Layout {
  return writeValue({ ...undocumented(type), fields: type.fields.map(undocumented) });
}

/** A line for each field and relation, and what is about the model as a whole on the lines around them. */
function printModel(model: Model): Layout {
  const entries = Object.entries(undocumented(model)).map(([key, value]): Layout =>
    key === "fields" || key === "relations" || key === "arcs"
      ? [`${key}: `, printRows((model[key] ?? []).map((row) => writeValue(undocumented(row))))]
      : `${key}: ${writeValue(value)}`,
  );
  return ["{ ", join(", ", entries), " }"];
}

function printRows(rows: readonly Layout[]): Layout {
  return rows.length === 0 ? "[]" : ["[", indent(rows.map((row) => [hardLine, row, ","])), hardLine, "]"];
}

/** No query needs documentation; what a reader of the code needs of it stands at the classes. */
function undocumented<T extends { readonly documentation?: string }>(definition: T): Omit<T, "documentation"> {
  const { documentation: _, ...rest } = definition;
  return rest;
}
