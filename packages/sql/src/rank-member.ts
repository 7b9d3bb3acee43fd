import { quoteText } from "./quote-text.js";
import type { ValueType } from "./value-type.js";

/** The place of a member, which is text, in the declaration of its enum: what enums sort by where they have no type of their own. */
export function rankMember(sql: string, { enum: definition }: ValueType): string {
  const ranks = (definition?.members ?? []).map(
    ({ databaseName }, rank) => `when ${quoteText(databaseName)} then ${rank}`,
  );
  return `case ${sql} ${ranks.join(" ")} end`;
}
