import type { FulltextTable, Table } from "../catalog.js";
import { columnList } from "../constraint-clause.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { entryColumn, fulltextTriggers, hasKeyTable, keyColumn, keyTable, printTokenizer } from "./fulltext-table.js";

/** Makes it, reads the rows that are there, and sees to it that those to come are read. */
export function createFulltext({ name: table }: Pick<Table, "name">, fulltext: FulltextTable): string[] {
  const { columns, key, language } = fulltext;
  const rows = quoteIdentifier(table);
  const words = quoteIdentifier(fulltext.name);
  const keys = quoteIdentifier(keyTable(fulltext.name));
  const entry = quoteIdentifier(entryColumn);
  const hasKeys = hasKeyTable(key);
  const places = columns.map((_, place) => quoteIdentifier(`text${place + 1}`)).join(", ");
  const numbered = key.map((_, part) => quoteIdentifier(keyColumn(part)));
  const namesOf = (row: string, names: readonly string[]) =>
    names.map((name) => `${row}.${quoteIdentifier(name)}`).join(", ");
  const keyNames = key.map(({ name }) => name);
  const isKeyOf = (row: string) =>
    key.map(({ name }, part) => `${keys}.${numbered[part]} = ${row}.${quoteIdentifier(name)}`).join(" and ");
  const entryOf = (row: string) =>
    hasKeys ? `(select ${entry} from ${keys} where ${isKeyOf(row)})` : namesOf(row, keyNames);
  const addWords = `insert into ${words} (rowid, ${places})`;
  const addKeys = `insert into ${keys} (${numbered.join(", ")})`;

  // By no other way than to delete and to insert: what an outer statement says of conflicts would be taken for what is said here.
  const forget = [
    `delete from ${words} where rowid = ${entryOf("old")}`,
    ...(hasKeys ? [`delete from ${keys} where ${isKeyOf("old")}`] : []),
  ];
  const isNew = `not exists (select 1 from ${keys} where ${isKeyOf("new")})`;
  const learn = [
    ...(hasKeys ? [`${addKeys} select ${namesOf("new", keyNames)} where ${isNew}`] : []),
    `delete from ${words} where rowid = ${entryOf("new")}`,
    `${addWords} values (${entryOf("new")}, ${namesOf("new", columns)})`,
  ];
  const read = [...keyNames, ...columns];
  const isChanged = read.map(quoteIdentifier).map((name) => `old.${name} is not new.${name}`);
  const triggers = fulltextTriggers(fulltext.name);
  return [
    `create virtual table ${words} using fts5(${places}, content='', contentless_delete=1, ${printTokenizer(language)})`,
    ...(hasKeys
      ? [
          createKeys(keys, entry, numbered, key),
          `${addKeys} select ${namesOf(rows, keyNames)} from ${rows}`,
          `${addWords}\n  select ${keys}.${entry}, ${namesOf(rows, columns)} from ${rows} join ${keys} on ${isKeyOf(rows)}`,
        ]
      : [`${addWords}\n  select ${namesOf(rows, [...keyNames, ...columns])} from ${rows}`]),
    createTrigger(triggers.insert, `insert on ${rows}`, learn),
    createTrigger(triggers.update, `update of ${columnList(read)} on ${rows} when ${isChanged.join(" or ")}`, [
      ...forget,
      ...learn,
    ]),
    createTrigger(triggers.delete, `delete on ${rows}`, forget),
  ];
}

function createKeys(keys: string, entry: string, numbered: readonly string[], key: FulltextTable["key"]): string {
  const columns = key.map(({ type }, part) => `${numbered[part]} ${type} not null`);
  const lines = [`${entry} integer primary key`, ...columns, `unique (${numbered.join(", ")})`];
  return `create table ${keys} (${lines.map((line) => `\n  ${line}`).join(",")}\n)`;
}

function createTrigger(name: string, event: string, body: readonly string[]): string {
  return `create trigger ${quoteIdentifier(name)} after ${event} begin${body.map((sql) => `\n  ${sql};`).join("")}\nend`;
}

export function dropFulltext({ name, key }: FulltextTable): string[] {
  return [
    ...Object.values(fulltextTriggers(name)).map((trigger) => `drop trigger ${quoteIdentifier(trigger)}`),
    `drop table ${quoteIdentifier(name)}`,
    ...(hasKeyTable(key) ? [`drop table ${quoteIdentifier(keyTable(name))}`] : []),
  ];
}
