import type { TableName } from "@joinery/schema";
import type { ColumnExpression, Expression, OrderTerm, SelectStatement, Statement } from "@joinery/sql";

/** What a statement asks of a table in it, as far as the order of an index could answer it. */
export interface TableUse {
  readonly table: TableName;
  /** Columns that are to be equal to something that is known before the table is read. */
  readonly equal: readonly string[];
  /** Columns that are to be above or below such. */
  readonly ranges: readonly string[];
  readonly order: readonly { readonly column: string; readonly direction: "asc" | "desc" }[];
  /** Not every row is wanted. */
  readonly isFiltered: boolean;
  /** Not all that fit are wanted. */
  readonly isLimited: boolean;
}

/** The tables of a statement by the names it has for them, those of its subqueries among them. */
export function listTableUses(statement: Statement): ReadonlyMap<string, TableUse> {
  const uses = new Map<string, TableUse>();
  for (const select of findSelects(statement, new Set())) {
    const { from, joins = [], where, limit } = select;
    // Of the rows that others are joined to, a join leaves out none that it could know before.
    for (const { source, on } of [{ source: from, on: undefined }, ...joins]) {
      const conditions = [where, on].flatMap(splitConjunction);
      if (source.kind !== "table") continue;
      const { alias, table } = source;
      uses.set(alias, {
        table,
        equal: unique(conditions.flatMap((condition) => equalColumns(condition, alias))),
        ranges: unique(conditions.flatMap((condition) => rangeColumns(condition, alias))),
        order: source === from ? readOrder(orderOf(select), alias) : [],
        isFiltered: conditions.some((condition) => refersTo(condition, alias)),
        isLimited: limit !== undefined,
      });
    }
  }
  return uses;
}

/** A statement is a tree of objects; types, which hang on it, may be circles. */
function findSelects(node: unknown, seen: Set<unknown>): readonly SelectStatement[] {
  if (typeof node !== "object" || node === null || seen.has(node)) return [];
  seen.add(node);
  const inner = Object.values(node).flatMap((value) => findSelects(value, seen));
  return "kind" in node && node.kind === "select" ? [node as SelectStatement, ...inner] : inner;
}

function splitConjunction(condition: Expression | undefined): readonly Expression[] {
  if (condition === undefined) return [];
  return condition.kind === "and" ? condition.operands.flatMap(splitConjunction) : [condition];
}

function equalColumns(condition: Expression, alias: string): readonly string[] {
  switch (condition.kind) {
    case "comparison":
      return condition.operator === "=" && !condition.insensitive ? comparedColumns(condition, alias) : [];
    case "in-list":
      return condition.insensitive ? [] : ownColumns([condition.operand], alias);
    case "in-keys":
      return ownColumns(condition.operands, alias);
    case "in-select":
      return refersTo(condition.select, alias) ? [] : ownColumns(condition.operands, alias);
    default:
      return [];
  }
}

function rangeColumns(condition: Expression, alias: string): readonly string[] {
  if (condition.kind === "row-comparison") return ownColumns(condition.left.slice(0, 1), alias);
  if (condition.kind !== "comparison" || !/^[<>]=?$/.test(condition.operator)) return [];
  return comparedColumns(condition, alias);
}

/** The column that is compared with something outside of its row. */
function comparedColumns({ left, right }: { left: Expression; right: Expression }, alias: string): readonly string[] {
  if (refersTo(right, alias)) return refersTo(left, alias) ? [] : ownColumns([right], alias);
  return ownColumns([left], alias);
}

function ownColumns(operands: readonly Expression[], alias: string): readonly string[] {
  return operands.flatMap((operand) => (isOwn(operand, alias) ? [operand.name] : []));
}

function isOwn(expression: Expression, alias: string): expression is ColumnExpression {
  return expression.kind === "column" && expression.source === alias;
}

function refersTo(node: unknown, alias: string, seen: Set<unknown> = new Set()): boolean {
  if (typeof node !== "object" || node === null || seen.has(node)) return false;
  seen.add(node);
  if ("kind" in node && isOwn(node as Expression, alias)) return true;
  return Object.values(node).some((value) => refersTo(value, alias, seen));
}

/** Rows that are numbered are so in an order too. */
function orderOf({ orderBy, columns }: SelectStatement): readonly OrderTerm[] {
  if (orderBy !== undefined) return orderBy;
  return columns.flatMap(({ expression }) => (expression.kind === "row-number" ? expression.orderBy : []));
}

/** Up to the first term that no index has: one of another table, or one whose nulls stand where the statement says. */
function readOrder(terms: readonly OrderTerm[], alias: string): TableUse["order"] {
  const end = terms.findIndex(({ expression, nulls }) => !isOwn(expression, alias) || nulls !== undefined);
  return terms.slice(0, end < 0 ? terms.length : end).map(({ expression, direction }) => {
    return { column: (expression as ColumnExpression).name, direction };
  });
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
