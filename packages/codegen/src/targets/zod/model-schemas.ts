import type { Model } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { assigned, type Layout } from "../../layout.js";
import { isWritable } from "../../is-writable.js";
import { isOptionalInput } from "../../optional-input.js";
import { printBody, printDocumentation, printParameters } from "../../typescript-code.js";
import { exactPartial } from "./exact-partial-file.js";
import { printField, zod } from "./field-schema.js";
import { listModelSymbols, type ZodSymbols } from "./zod-symbols.js";

/** The Zod schemas of one model: a row that is read (and given out: without hidden fields), and unless it is a view, created and updated. */
export function buildModelSchemas(symbols: ZodSymbols, model: Model): CodeFile {
  const { output, create, update } = symbols.models.get(model.name)!;
  const names = listModelSymbols(symbols, model).map(({ name }) => name);
  const file = new CodeFile(`${output.module}.ts`, names);
  const visible = model.fields.filter(({ isHidden }) => !isHidden);
  const writable = model.fields.filter(isWritable);
  const print = (name: string, kind: string, documentation: string, fields: readonly Layout[]) =>
    file.add([
      printDocumentation(documentation),
      `export const ${name} =`,
      assigned(`${file.use(zod)}.${kind}(`, printBody(fields), ")"),
      ";",
    ]);

  print(
    output.name,
    "object",
    `\`${model.name}\` as it is given out.`,
    visible.map((field) => printField(file, symbols, { field, isInput: false })),
  );
  if (model.view) return file;
  print(
    create.name,
    "strictObject",
    `What \`${model.name}\` is created with.`,
    writable.map((field) => printField(file, symbols, { field, isInput: true, isOptional: isOptionalInput(field) })),
  );
  file.add([
    printDocumentation(`What \`${model.name}\` can be changed to.`),
    `export const ${update.name} =`,
    assigned(file.use(exactPartial), printParameters([create.name])),
    ";",
  ]);
  return file;
}
