import type { ValueObject, ValueObjectField } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { assigned, type Layout } from "../../layout.js";
import { isOptionalInput } from "../../optional-input.js";
import { printBody, printDocumentation } from "../../typescript-code.js";
import { type FieldUse, printField, printLaterField } from "./field-schema.js";
import { zod, type ZodSymbols } from "./zod-symbols.js";

/** The Zod schemas of the value objects, as they are read and as they are written, for the schemas of models to be made of. */
export function buildTypeSchemas(types: readonly ValueObject[], symbols: ZodSymbols): CodeFile {
  const file = new CodeFile("zod/types.ts");
  const print = (name: string, kind: string, documentation: string | undefined, parts: readonly Layout[]) =>
    file.add([
      printDocumentation(documentation),
      `export const ${name} =`,
      assigned(`${file.use(zod)}.${kind}(`, printBody(parts), ")"),
      ";",
    ]);
  const known = new Set<string>();
  const printPart = (use: FieldUse) =>
    isKnown(use.field, known) ? printField(file, symbols, use) : printLaterField(file, symbols, use);
  for (const { name, fields, documentation } of types) {
    const { output, input } = symbols.types.get(name)!;
    print(
      output.name,
      "object",
      documentation,
      fields.map((field) => printPart({ field, isInput: false })),
    );
    print(
      input.name,
      "strictObject",
      `What \`${name}\` is written as.`,
      fields.map((field) => printPart({ field, isInput: true, isOptional: isOptionalInput(field) })),
    );
    known.add(name);
  }
  return file;
}

/** Types may be made of each other in a circle: one of them must come first. */
function isKnown({ type }: ValueObjectField, known: ReadonlySet<string>): boolean {
  return type.kind !== "object" || known.has(type.name);
}
