import type { Schema } from "@joinery/schema";

import { CodeFile, printNameList } from "../../code-file.js";
import { hardLine, join } from "../../layout.js";
import { listModelsAround, type PlannedFile } from "../../planned-file.js";
import { printDocumentation, printStrings } from "../../typescript-code.js";
import { buildChecksFile, needsChecks } from "./checks-file.js";
import { buildExactPartialFile } from "./exact-partial-file.js";
import { buildExclusiveArcsFile } from "./exclusive-arcs-file.js";
import { buildModelSchemas } from "./model-schemas.js";
import { buildTypeSchemas } from "./type-schemas.js";
import { listModelSymbols, nameZodSymbols, zod, type ZodSymbols } from "./zod-symbols.js";

/**
 * Zod schemas for input and output. They are modules of their own, which the client does not import: who does not
 * validate neither loads them nor has them type-checked.
 */
export function planZod(schema: Schema): readonly PlannedFile[] {
  const symbols = nameZodSymbols(schema);
  const { types = [] } = schema;
  const modelsByName = new Map(schema.models.map((model) => [model.name, model]));
  return [
    ...(schema.enums.length > 0
      ? [{ path: "zod/enums.ts", models: [], build: () => buildEnumSchemas(schema, symbols) }]
      : []),
    ...([...schema.models, ...types].some(({ fields }) => fields.some(needsChecks))
      ? [{ path: "zod/checks.ts", models: [], build: buildChecksFile }]
      : []),
    { path: "zod/exact-partial.ts", models: [], build: buildExactPartialFile },
    ...(schema.models.some(({ arcs }) => arcs !== undefined)
      ? [{ path: "zod/exclusive-arcs.ts", models: [], build: buildExclusiveArcsFile }]
      : []),
    { path: "zod/index.ts", models: [], build: () => buildIndex(schema, symbols) },
    ...(types.length > 0 ? [{ path: "zod/types.ts", models: [], build: () => buildTypeSchemas(types, symbols) }] : []),
    ...schema.models.map((model) => ({
      path: `${symbols.models.get(model.name)!.output.module}.ts`,
      models: listModelsAround(model, modelsByName),
      build: () => buildModelSchemas(symbols, model),
    })),
  ];
}

function buildEnumSchemas(schema: Schema, symbols: ZodSymbols): CodeFile {
  const file = new CodeFile("zod/enums.ts");
  for (const { name, members, documentation } of schema.enums) {
    const values = printStrings(members.map((member) => member.name));
    const schemaName = symbols.enums.get(name)!.name;
    file.add([printDocumentation(documentation), `export const ${schemaName} = ${file.use(zod)}.enum(`, values, ");"]);
  }
  return file;
}

function buildIndex(schema: Schema, symbols: ZodSymbols): CodeFile {
  const file = new CodeFile("zod/index.ts");
  const enums = [...symbols.enums.values()];
  const models = schema.models.map((model) => listModelSymbols(symbols, model));
  const types = [...symbols.types.values()].flatMap((type) => Object.values(type));
  const groups = [enums, types, ...models].filter((group) => group.length > 0);
  file.add(
    join(
      hardLine,
      groups.map((group) => [
        "export ",
        printNameList(group.map(({ name }) => name)),
        ` from ".${group[0]!.module.slice("zod".length)}.js";`,
      ]),
    ),
  );
  return file;
}
