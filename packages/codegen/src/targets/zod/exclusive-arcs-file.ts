import { CodeFile } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { printBody, printDocumentation, printParameters } from "../../typescript-code.js";
import { zod } from "./zod-symbols.js";

export const exclusiveArcs: OwnSymbol = {
  name: "exclusiveArcs",
  module: "zod/exclusive-arcs",
  isType: false,
  isOwn: true,
};

/** What a new row with arcs is held to beyond its fields: what the database checks too, said before anything is sent. */
export function buildExclusiveArcsFile(): CodeFile {
  const file = new CodeFile("zod/exclusive-arcs.ts", [exclusiveArcs.name, "ExclusiveArc"]);
  const z = file.use(zod);
  file.add([
    "interface ExclusiveArc ",
    printBody([
      "readonly name: string;",
      "readonly isNullable: boolean;",
      [
        printDocumentation("The fields of each key, by the model that it leads to."),
        "readonly keys: Readonly<Record<string, readonly string[]>>;",
      ],
    ]),
  ]);
  file.add([
    printDocumentation("Holds rows to have one key of each arc and no other; or none, where it may lead nowhere."),
    `export function exclusiveArcs<Row extends ${z}.ZodObject>`,
    printParameters(["row: Row", "arcs: readonly ExclusiveArc[]"]),
    ": Row ",
    printBody([["return row.superRefine((values: Record<string, unknown>, context) => ", printRefinement(), ");"]]),
  ]);
  return file;
}

function printRefinement() {
  return printBody([
    "const isGiven = (key: string) => (values[key] ?? null) !== null;",
    [
      "for (const { name, isNullable, keys } of arcs) ",
      printBody([
        "const all = Object.values(keys);",
        "const given = all.filter((key) => key.some(isGiven));",
        "const isWhole = given.every((key) => key.every(isGiven));",
        "const isEnough = given.length > 0 || isNullable;",
        "if (isWhole && isEnough && given.length < 2) continue;",
        'const names = Object.keys(keys).join(", ");',
        'const amount = isNullable ? "at most one" : "exactly one";',
        "const message = `Expected ${amount} of ${names}`;",
        'context.addIssue({ code: "custom", path: [name], message });',
      ]),
    ],
  ]);
}
