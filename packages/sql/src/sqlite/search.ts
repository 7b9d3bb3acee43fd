import type { SearchWeight } from "@joinery/schema";
import { compileOperand } from "../compile-expression.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { searchEncoding, type SearchAlternative, type SearchTerm } from "../search-query.js";
import type { SearchHits, SqlWriter } from "../sql-syntax.js";
import type { SearchIndex, SearchMatch } from "../search-match.js";
import { columnType } from "./column-type.js";
import { entryColumn, hasKeyTable, keyColumn, keyTable } from "./fulltext-table.js";

/** That the key of a row is among those of the rows that fit. */
export function compileSearch({ index, key, slot }: SearchMatch, writer: SqlWriter): string {
  const operands = key.map((column) => compileOperand(column, writer));
  const left = operands.length === 1 ? operands.join() : `(${operands.join(", ")})`;
  const types = key.map(({ type }) => ({ type: columnType(type) }));
  const { columns, rest } = selectHits(index, types, slot, writer);
  return `${left} in (select ${columns.join(", ")} ${rest})`;
}

/** The rows that fit, and how well. */
export function compileHits({ index, key, slot }: SearchHits, writer: SqlWriter): string {
  const types = key.map(({ type }) => ({ type: columnType(type) }));
  const { columns, rest } = selectHits(index, types, slot, writer);
  const named = columns.map((column, part) => `${column} as ${quoteIdentifier(key[part]!.name)}`);
  // The function gives less for a better fit.
  const weights = index.weights.map((weight) => `, ${weightValues[weight]}`).join("");
  return `select ${named.join(", ")}, -bm25(${quoteIdentifier(index.name)}${weights}) as "relevance" ${rest}`;
}

/** As much as the weights count where a database has them by these names. */
const weightValues: Readonly<Record<SearchWeight, string>> = { A: "1.0", B: "0.4", C: "0.2", D: "0.1" };

function selectHits(
  { name, language }: SearchIndex,
  key: readonly { readonly type: string }[],
  slot: number,
  writer: SqlWriter,
): { readonly columns: readonly string[]; readonly rest: string } {
  const words = quoteIdentifier(name);
  const condition = `where ${words} match ${writer.parameter(slot, searchEncoding(language))}`;
  if (!hasKeyTable(key)) return { columns: [`${words}.rowid`], rest: `from ${words} ${condition}` };
  const keys = quoteIdentifier(keyTable(name));
  const join = `join ${keys} on ${keys}.${quoteIdentifier(entryColumn)} = ${words}.rowid`;
  return {
    columns: key.map((_, part) => `${keys}.${quoteIdentifier(keyColumn(part))}`),
    rest: `from ${words} ${join} ${condition}`,
  };
}

/** A phrase of no words is in no text. */
export function printSearch(alternatives: readonly SearchAlternative[]): string {
  return alternatives.length === 0 ? '""' : alternatives.map(printAlternative).join(" OR ");
}

function printAlternative({ all, none }: SearchAlternative): string {
  const wanted = `(${all.map(printTerm).join(" AND ")})`;
  return none.length === 0 ? wanted : `(${wanted} NOT (${none.map(printTerm).join(" OR ")}))`;
}

function printTerm({ words, isPrefix }: SearchTerm): string {
  return `"${words.join(" ")}"${isPrefix ? "*" : ""}`;
}
