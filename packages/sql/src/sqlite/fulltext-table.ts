import type { FulltextTable, Table } from "../catalog.js";
import { columnList } from "../constraint-clause.js";
import { quoteIdentifier } from "../quote-identifier.js";

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

/** Reads the language back out of what {@link createFulltext} wrote; undefined where somebody else wrote it. */
export function readTokenizer(sql: string): { readonly language?: string } | undefined {
  if (sql.includes(`tokenize="${letters}"`)) return {};
  return sql.includes(`tokenize="porter ${letters}"`) ? { language: "english" } : undefined;
}

/** Makes it, reads the rows that are there, and sees to it that those to come are read. */
export function createFulltext({ name: table }: Pick<Table, "name">, fulltext: FulltextTable): string[] {
  const { columns, key, language } = fulltext;
  const [rows, words, keys] = [table, fulltext.name, keyTable(fulltext.name)].map(quoteIdentifier) as [
    string,
    string,
    string,
  ];
  const hasKeys = hasKeyTable(key);
  const places = columns.map((_, place) => quoteIdentifier(`text${place + 1}`));
  const numbered = key.map((_, part) => quoteIdentifier(keyColumn(part)));
  const own = key.map(({ name }) => quoteIdentifier(name));
  const match = (row: string) =>
    numbered.map((column, part) => `${keys}.${column} = ${row}.${own[part]}`).join(" and ");
  const entryOf = (row: string) =>
    hasKeys ? `(select entry from ${keys} where ${match(row)})` : `${row}.${own.join()}`;
  const target = `insert into ${words} (rowid, ${places.join(", ")})`;
  const textsOf = (row: string) => columns.map((column) => `${row}.${quoteIdentifier(column)}`).join(", ");
  // By no other way than to delete and to insert: what an outer statement says of conflicts would be taken for what is said here.
  const remove = [
    `delete from ${words} where rowid = ${entryOf("old")};`,
    ...(hasKeys ? [`delete from ${keys} where ${match("old")};`] : []),
  ];
  const add = [
    ...(hasKeys
      ? [
          `insert into ${keys} (${numbered.join(", ")}) select ${own.map((column) => `new.${column}`).join(", ")} where not exists (select 1 from ${keys} where ${match("new")});`,
        ]
      : []),
    `delete from ${words} where rowid = ${entryOf("new")};`,
    `${target} values (${entryOf("new")}, ${textsOf("new")});`,
  ];
  const read = [...key.map(({ name }) => name), ...columns];
  const isChanged = read.map((name) => `old.${quoteIdentifier(name)} is not new.${quoteIdentifier(name)}`).join(" or ");
  const triggers = fulltextTriggers(fulltext.name);
  const trigger = (name: string, event: string, body: readonly string[]) =>
    `create trigger ${quoteIdentifier(name)} after ${event} begin\n  ${body.join("\n  ")}\nend`;
  const tokenizer = language === "english" ? `porter ${letters}` : letters;
  return [
    `create virtual table ${words} using fts5(${places.join(", ")}, content='', contentless_delete=1, tokenize="${tokenizer}")`,
    ...(hasKeys
      ? [
          `create table ${keys} (\n  entry integer primary key,\n  ${key.map(({ type }, part) => `${numbered[part]} ${type} not null`).join(",\n  ")},\n  unique (${numbered.join(", ")})\n)`,
          `insert into ${keys} (${numbered.join(", ")}) select ${own.join(", ")} from ${rows}`,
          `${target}\n  select ${keys}.entry, ${textsOf(rows)} from ${rows} join ${keys} on ${match(rows)}`,
        ]
      : [`${target}\n  select ${own.join()}, ${textsOf(rows)} from ${rows}`]),
    trigger(triggers.insert, `insert on ${rows}`, add),
    trigger(triggers.update, `update of ${columnList(read)} on ${rows} when ${isChanged}`, [...remove, ...add]),
    trigger(triggers.delete, `delete on ${rows}`, remove),
  ];
}

export function dropFulltext({ name, key }: FulltextTable): string[] {
  return [
    ...Object.values(fulltextTriggers(name)).map((trigger) => `drop trigger ${quoteIdentifier(trigger)}`),
    `drop table ${quoteIdentifier(name)}`,
    ...(hasKeyTable(key) ? [`drop table ${quoteIdentifier(keyTable(name))}`] : []),
  ];
}
