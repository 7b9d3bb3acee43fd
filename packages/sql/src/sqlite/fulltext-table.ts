/*
 * FTS5 finds words by the numbers of rows (rowid), and those of a table are its own business unless its key is such a number: VACUUM gives
 * them out anew. So a table with any other key has a third one beside it, which numbers the keys.
 *
 * The words are kept without the texts (`content=''`): those are in the table. Entries can be taken out all the same
 * (`contentless_delete`), without saying what was in them, which a row that was replaced can no longer say. All columns are called by
 * their place: a column that gets another name takes only the triggers with it, and the database does that itself.
 */

/** Whether keys are numbered in a table of their own. */
export function hasKeyTable(key: readonly { readonly type: string }[]): boolean {
  return key.length !== 1 || key[0]?.type !== "integer";
}

export function keyTable(fulltext: string): string {
  return `${fulltext}_keys`;
}

export const entryColumn = "entry";

export function keyColumn(part: number): string {
  return `key${part + 1}`;
}

const events = ["insert", "update", "delete"] as const;

/** The names of the triggers that keep it right. */
export function fulltextTriggers(fulltext: string): Readonly<Record<(typeof events)[number], string>> {
  const [insert, update, remove] = events.map((event) => `${fulltext}_${event}`) as [string, string, string];
  return { insert, update, delete: remove };
}

/** What separates words is no letter, digit or mark. Accents count, as they do in databases that cannot leave them out. */
const letters = "unicode61 remove_diacritics 0 categories 'L* Nd Nl Mn Mc'";

export function printTokenizer(language: string | undefined): string {
  return `tokenize="${language === "english" ? "porter " : ""}${letters}"`;
}

/** Reads the language back; undefined for what somebody else wrote. */
export function readTokenizer(sql: string): { readonly language?: string } | undefined {
  if (sql.includes(printTokenizer(undefined))) return {};
  return sql.includes(printTokenizer("english")) ? { language: "english" } : undefined;
}
