import type { EnumDefinition } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { assigned, hardLine, type Layout } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, printUnionAlias } from "../../typescript-code.js";
import type { ClientContext } from "./model-context.js";

/** Each enum as a constant object, for its values, and as the union of them, for its type. */
export function buildEnumsFile({ schema, symbols }: ClientContext): CodeFile {
  const file = new CodeFile("enums.ts");
  for (const definition of schema.enums) {
    const { name } = symbols.enums.get(definition.name)!;
    file.add(printEnum(name, definition));
  }
  return file;
}

function printEnum(name: string, { members, documentation }: EnumDefinition): Layout {
  const entries = members.map((member) => [
    printDocumentation(member.documentation),
    `${toPropertyKey(member.name)}:`,
    assigned(`"${member.name}"`),
    ",",
  ]);
  return [
    printDocumentation(documentation),
    `export const ${name} = `,
    printBody(entries),
    " as const;",
    hardLine,
    printUnionAlias(
      name,
      members.map((member) => `"${member.name}"`),
    ),
  ];
}
