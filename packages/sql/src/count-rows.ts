import type { TableName } from "@joinery/schema";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";
import type { RowCondition } from "./row-condition.js";

/** The conditions that each dialect words for itself. */
export type DialectCondition = Extract<RowCondition, { kind: "value" | "changed-by-cast" }>;

/** The SELECT behind `Ddl.countRows`; `word` is asked for the conditions that are not standard SQL. */
export function countRows(
  table: TableName,
  condition: RowCondition | undefined,
  word: (condition: DialectCondition) => string,
): string {
  const name = quoteTable(table);
  if (condition?.kind === "duplicate") {
    const columns = condition.columns.map(quoteIdentifier);
    const known = columns.map((column) => `${column} is not null`);
    const conditions = [...known, ...(condition.where === undefined ? [] : [`(${condition.where})`])].join(" and ");
    return `select coalesce(sum(n - 1), 0) as "rows" from (select count(*) as n from ${name} where ${conditions} group by ${columns.join(", ")}) as groups`;
  }
  const where = condition === undefined ? "" : ` where ${wordCondition(name, condition, word)}`;
  return `select count(*) as "rows" from ${name}${where}`;
}

function wordCondition(
  table: string,
  condition: Exclude<RowCondition, { kind: "duplicate" }>,
  word: (condition: DialectCondition) => string,
): string {
  switch (condition.kind) {
    case "null":
      return `${quoteIdentifier(condition.column)} is null`;
    case "not-null":
      return `${quoteIdentifier(condition.column)} is not null`;
    case "violates":
      return `not (${condition.check.expression})`;
    case "orphan": {
      const { columns, references } = condition.key;
      const known = columns.map((column) => `${quoteIdentifier(column)} is not null`);
      const matches = columns.map((column, index) => {
        const target = quoteIdentifier(references.columns[index] ?? "");
        return `parent.${target} = ${table}.${quoteIdentifier(column)}`;
      });
      return [
        ...known,
        `not exists (select 1 from ${quoteTable(references)} as parent where ${matches.join(" and ")})`,
      ].join(" and ");
    }
    default:
      return word(condition);
  }
}
