import { isStorableText } from "@joinery/schema";
import { countBytes, maxIdentifierBytes } from "../identifier.js";
import type { Rule } from "../rule.js";

/** Names given for the database (`@map`, `@@map`, `name:`) are such as every database keeps whole. */
export const checkDatabaseNames: Rule = ({ givenArguments }, { report }) => {
  for (const { name, value, argument, place } of givenArguments) {
    if (name !== "name" || typeof value !== "string") continue;
    // What a member is stored as is a value, which may be empty.
    const reason = findObstacle(value, place === "enum member");
    if (reason !== undefined) report("check/invalid-database-name", argument.span, { name: value, reason });
  }
};

function findObstacle(name: string, mayBeEmpty: boolean): string | undefined {
  if (name === "" && !mayBeEmpty) return "it is empty";
  if (!isStorableText(name)) return "it has a character that no database can store";
  const bytes = countBytes(name);
  return bytes > maxIdentifierBytes ? `it has ${bytes} bytes, and ${maxIdentifierBytes} is the limit` : undefined;
}
