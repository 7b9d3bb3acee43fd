import { quoteIdentifier } from "./quote-identifier.js";
import type { JsonColumn, SqlWriter } from "./sql-syntax.js";
import type { JsonRows, OutputColumn } from "./statement.js";

/** What a row is called between the subquery that makes it JSON and the one that collects all of them. */
const row = quoteIdentifier("joinery_json");

/** Writes rows as JSON: in a subquery of their own, where they keep their order and their limit, then all as one list. */
export function compileJsonRows({ select, isMany }: JsonRows, writer: SqlWriter): string {
  const rows = writer.select(select, "json");
  return `(${isMany ? writer.syntax.jsonRows(`${row}.${row}`, `(${rows}) as ${row}`) : rows})`;
}

/** Writes the output of a select whose rows become JSON. */
export function compileJsonOutput(columns: readonly OutputColumn[], writer: SqlWriter): string {
  const { syntax } = writer;
  const values = columns.map(({ expression, type }): JsonColumn => {
    const sql = writer.expression(expression);
    if (expression.kind === "json-rows") return { sql };
    if (type === undefined) throw new Error("A value in JSON needs a type: what it is written as depends on it");
    return { sql: syntax.output(sql, expression, type), type };
  });
  return `${syntax.jsonRow(values)} as ${row}`;
}
