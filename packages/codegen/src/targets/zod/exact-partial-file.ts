import { CodeFile } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { hardLine, join } from "../../layout.js";
import { printDocumentation } from "../../typescript-code.js";
import { zod } from "./field-schema.js";

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
  file.add(
    join(hardLine, [
      `type ExactPartial<Shape extends ${z}.ZodRawShape> = { [Key in keyof Shape]: ${z}.ZodExactOptional<Shape[Key]> };`,
    ]),
  );
  file.add([
    printDocumentation("The schema of some of the fields of another: a key may be absent, but not undefined."),
    join(hardLine, [
      `export function exactPartial<Shape extends ${z}.ZodRawShape>(schema: ${z}.ZodObject<Shape>) {`,
      `  const entries = Object.entries(schema.shape).map(([key, field]) => [key, ${z}.exactOptional(field)]);`,
      `  return ${z}.strictObject(Object.fromEntries(entries) as ExactPartial<Shape>);`,
      "}",
    ]),
  ]);
  return file;
}
