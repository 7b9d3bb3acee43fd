import type { Schema } from "@joinery/schema";

import { CodeFile, printNameList } from "../../code-file.js";
import { hardLine, join } from "../../layout.js";
import { printDocumentation, printStrings } from "../../typescript-code.js";
import { buildExactPartialFile } from "./exact-partial-file.js";
import { zod } from "./field-schema.js";
import { buildModelSchemas } from "./model-schemas.js";
import { nameZodSymbols, type ZodSymbols } from "./zod-symbols.js";

/**
 * Zod schemas for input and output. They are modules of their own, which the client does not import: who does not
 * validate neither loads them nor has them type-checked.
 */
export function* generateZod(schema: Schema): Generator<CodeFile> {
  const symbols = nameZodSymbols(schema);
  if (schema.enums.length > 0) yield buildEnumSchemas(schema, symbols);
  yield buildExactPartialFile();
  yield buildIndex(schema, symbols);
  for (const model of schema.models) yield buildModelSchemas(symbols, model);
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
  const models = schema.models.map(({ name }) => Object.values(symbols.models.get(name)!));
  const groups = [enums, ...models].filter((group) => group.length > 0);
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
