import { isStorableText } from "@joinery/schema";
import { listAttributeSites } from "../attribute-sites.js";
import { countBytes, maxIdentifierBytes } from "../identifier.js";
import { matchAttribute } from "../read-attribute.js";
import type { Rule } from "../rule.js";
import type { Located } from "../signature.js";

/** Names given for the database (`@map`, `@@map`, `name:`) are such as every database keeps whole. */
export const checkDatabaseNames: Rule = (program, { report }) => {
  for (const { attributes, place } of listAttributeSites(program)) {
    for (const attribute of attributes) {
      const values: Readonly<Record<string, Located<unknown> | undefined>> = matchAttribute(attribute).values;
      const given = values["name"];
      if (typeof given?.value !== "string") continue;
      // What a member is stored as is a value, which may be empty.
      const reason = findObstacle(given.value, place === "enum member");
      if (reason !== undefined)
        report("check/invalid-database-name", given.argument.span, { name: given.value, reason });
    }
  }
};

function findObstacle(name: string, mayBeEmpty: boolean): string | undefined {
  if (name === "" && !mayBeEmpty) return "it is empty";
  if (!isStorableText(name)) return "it has a character that no database can store";
  const bytes = countBytes(name);
  return bytes > maxIdentifierBytes ? `it has ${bytes} bytes, and ${maxIdentifierBytes} is the limit` : undefined;
}
