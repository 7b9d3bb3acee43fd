import type { Column, FulltextTable } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { keyTable, readTokenizer } from "./fulltext-table.js";
import { readTokens } from "./sql-tokens.js";

/** The words of a table's texts as they are found in a database, but for the types of the key: the table knows those. */
interface FoundFulltext extends Omit<FulltextTable, "key"> {
  readonly table: string;
  readonly key: readonly string[];
}

const wordTables = `
  select f.name, f.sql, t.tbl_name as "table", t.sql as trigger,
    (select count(*) from pragma_table_info(f.name)) as places
  from sqlite_schema f join sqlite_schema t on t.type = 'trigger' and t.name = f.name || '_update'
  where f.type = 'table' and f.sql like 'create virtual table%using fts5(%'
    and (select count(*) from sqlite_schema o where o.type = 'trigger' and o.tbl_name = t.tbl_name
      and o.name in (f.name || '_insert', f.name || '_delete')) = 2`;

/** Those that we made: others are left alone, as all that a catalog has no words for. */
export async function introspectFulltexts(connection: Connection): Promise<readonly FoundFulltext[]> {
  const rows = await connection.queryRaw(wordTables);
  return rows.flatMap((row): FoundFulltext[] => {
    const tokenizer = readTokenizer(String(row["sql"]));
    if (tokenizer === undefined) return [];
    const read = namesOfUpdate(String(row["trigger"]));
    const count = Number(row["places"]);
    const [key, columns] = [read.slice(0, -count), read.slice(-count)];
    return [{ name: String(row["name"]), table: String(row["table"]), key, columns, ...tokenizer }];
  });
}

/** The columns behind `update of`: the database writes there what they are called now. */
function namesOfUpdate(sql: string): readonly string[] {
  const tokens = readTokens(sql);
  const start = tokens.findIndex(({ keyword }) => keyword === "of");
  const end = tokens.findIndex(({ keyword }, index) => keyword === "on" && index > start);
  return tokens.slice(start + 1, end).flatMap(({ keyword, text }) => (keyword === "," ? [] : [text]));
}

/** With the types of the key as the table's columns have them. */
export function finishFulltext(
  { name, columns, key, language }: FoundFulltext,
  own: readonly Pick<Column, "name" | "type">[],
): FulltextTable {
  const typeOf = (wanted: string) => own.find((column) => column.name === wanted)?.type ?? "";
  return {
    name,
    columns,
    key: key.map((each) => ({ name: each, type: typeOf(each) })),
    ...(language === undefined ? {} : { language }),
  };
}

/** Tables that belong to another, and are none of the user's. */
export function isOfFulltext(name: string, found: readonly Pick<FoundFulltext, "name">[]): boolean {
  return found.some((fulltext) => name === keyTable(fulltext.name));
}
