import { CodeFile } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { printBody, printDocumentation } from "../../typescript-code.js";
import { zod } from "./zod-symbols.js";

export const exactPartial: OwnSymbol = {
  name: "exactPartial",
  module: "zod/exact-partial",
  isType: false,
  isOwn: true,
};

/** What every update schema is made with: Zod's own `partial` would let a key be undefined, which no update accepts. */
export function buildExactPartialFile(): CodeFile {
  const file = new CodeFile("zod/exact-partial.ts", [exactPartial.name, "ExactPartial"]);
  const z = file.use(zod);
  file.add([
    `type ExactPartial<S extends ${z}.ZodRawShape> = `,
    printBody([`[Key in keyof S]: ${z}.ZodExactOptional<S[Key]>;`]),
    ";",
  ]);
  file.add([
    printDocumentation("The schema of some of the fields of another: a key may be absent, but not undefined."),
    `export function exactPartial<S extends ${z}.ZodRawShape>(whole: ${z}.ZodObject<S>) `,
    printBody([
      "const fields = Object.entries(whole.shape);",
      `const optional = fields.map(([key, field]) => [key, ${z}.exactOptional(field)]);`,
      `return ${z}.strictObject(Object.fromEntries(optional) as ExactPartial<S>);`,
    ]),
  ]);
  return file;
}
