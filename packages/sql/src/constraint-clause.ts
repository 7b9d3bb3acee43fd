import type { ReferentialAction } from "@joinery/schema";
import type { CheckConstraint, ForeignKeyConstraint, GeneratedValue, KeyConstraint, Table } from "./catalog.js";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";

/** What follows the type of a column that the database computes. */
export function generatedClause({ expression, isStored }: GeneratedValue): string {
  return `generated always as (${expression}) ${isStored ? "stored" : "virtual"}`;
}

/** A primary key as it stands in CREATE TABLE and, where a database can, behind ALTER TABLE … ADD. */
export function primaryKeyClause(key: KeyConstraint): string {
  return `constraint ${quoteIdentifier(key.name)} primary key (${columnList(key.columns)})`;
}

export function uniqueClause(key: KeyConstraint): string {
  const nulls = key.isNullsNotDistinct ? " nulls not distinct" : "";
  const time = key.isDeferrable ? " deferrable initially deferred" : "";
  return `constraint ${quoteIdentifier(key.name)} unique${nulls} (${columnList(key.columns)})${time}`;
}

export function checkClause(check: CheckConstraint): string {
  return `constraint ${quoteIdentifier(check.name)} check (${check.expression})`;
}

/** Deferrable keys are checked at the end of the transaction: that is what they are declared for. */
export function foreignKeyClause(key: ForeignKeyConstraint): string {
  return (
    `constraint ${quoteIdentifier(key.name)} foreign key (${columnList(key.columns)}) ` +
    `references ${referenceClause(key)}`
  );
}

/** Behind REFERENCES: the target and what happens when it goes. */
function referenceClause({ references, onDelete, onUpdate, isDeferrable }: ForeignKeyConstraint): string {
  const clauses = [
    `${quoteTable(references)} (${columnList(references.columns)})`,
    ...(onDelete === "NoAction" ? [] : [`on delete ${actions[onDelete]}`]),
    ...(onUpdate === "NoAction" ? [] : [`on update ${actions[onUpdate]}`]),
    ...(isDeferrable ? ["deferrable initially deferred"] : []),
  ];
  return clauses.join(" ");
}

const actions: Record<ReferentialAction, string> = {
  Cascade: "cascade",
  Restrict: "restrict",
  NoAction: "no action",
  SetNull: "set null",
  SetDefault: "set default",
};

/** The action of that SQL name, in any case; a database's word for what it does not know is NO ACTION. */
export function referentialAction(sql: string): ReferentialAction {
  const found = (Object.keys(actions) as ReferentialAction[]).find((action) => actions[action] === sql.toLowerCase());
  return found ?? "NoAction";
}

/** CREATE TABLE with these lines between the parentheses, one a line. */
export function createTable(table: Pick<Table, "schema" | "name">, lines: readonly string[]): string {
  return `create table ${quoteTable(table)} (${lines.map((line) => `\n  ${line}`).join(",")}\n)`;
}

export function columnList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(", ");
}
