import { compileExpression, compileOrder, compileSqlText } from "./compile-expression.js";
import { compileJsonOutput } from "./compile-json-rows.js";
import type { CompiledStatement, Dialect, Encode, ParameterText, StatementText } from "./dialect.js";
import type { Encoding } from "./encoding.js";
import { outputDecoder, outputType } from "./output-type.js";
import type { RowLock } from "./row-lock.js";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";
import { guardCondition, guardRows, splitGuards } from "./row-guards.js";
import type { SqlSyntax, SqlWriter } from "./sql-syntax.js";
import type {
  DeleteStatement,
  Expression,
  InsertStatement,
  Join,
  OutputColumn,
  RecursiveTable,
  SelectStatement,
  Statement,
  TableSource,
  UpdateStatement,
} from "./statement.js";

/** Makes a dialect's compiler out of its syntax: the visitor over the nodes of a {@link Statement}. */
export function createCompiler(syntax: SqlSyntax): Pick<Dialect, "compile" | "link"> {
  const link = (text: StatementText) => linkStatement(text, syntax);
  return { compile: (statement) => link(writeStatement(statement, syntax)), link };
}

function writeStatement(statement: Statement, syntax: SqlSyntax): StatementText {
  const parameters: ParameterText[] = [];
  const writer: SqlWriter = {
    syntax,
    expression: (node) => compileExpression(node, writer),
    select: (nested, place = "inner") => compileSelect(nested, writer, place),
    parameter: (slot, encoding) => syntax.placeholder(parameters.push({ slot, encoding })),
    ...(syntax.rowGuard !== undefined && { columns: new Map() }),
  };
  const text = splitGuards(compileStatement(statement, writer));
  return {
    ...text,
    parameters,
    output: outputOf(statement).map(outputType),
    isRead: statement.kind === "select" && statement.lock === undefined,
    ...(statement.kind === "raw" && { isUntyped: true }),
  };
}

function linkStatement(text: StatementText, syntax: SqlSyntax): CompiledStatement {
  return {
    ...text,
    parameters: text.parameters.map((parameter) => ({
      ...parameter,
      encode: createEncoder(parameter.encoding, syntax),
    })),
    decoders: text.output.map((type) => outputDecoder(type, syntax.codec)),
  };
}

function createEncoder(encoding: Encoding, syntax: SqlSyntax): Encode {
  switch (encoding.kind) {
    case "value":
      return syntax.codec.encoder(encoding.type, encoding.use);
    case "single": {
      const encode = syntax.codec.encoder({ ...encoding.type, isList: true }, "compare");
      return (value) => (value === null ? null : encode([value]));
    }
    case "key-text":
      return syntax.codec.keyText(encoding.type).parse as Encode;
    default:
      return syntax.encoder(encoding);
  }
}

function outputOf(statement: Statement): readonly OutputColumn[] {
  if (statement.kind === "refresh" || statement.kind === "raw") return [];
  return statement.kind === "select" ? statement.columns : (statement.returning ?? []);
}

function compileStatement(statement: Statement, writer: SqlWriter): string {
  switch (statement.kind) {
    case "select":
      return compileSelect(statement, writer, "outer");
    case "insert":
      return compileInsert(statement, writer);
    case "update":
      return compileUpdate(statement, writer);
    case "delete":
      return compileDelete(statement, writer);
    case "raw":
      return compileSqlText(statement.sql, writer);
    case "refresh":
      return `refresh materialized view ${statement.isConcurrent ? "concurrently " : ""}${quoteTable(statement.view)}`;
  }
}

/** Where a select stands: only the outer one's columns reach the client; those of an inner one stay as stored, so that they can be compared. */
type Place = "outer" | "inner" | "json";

function compileSelect(statement: SelectStatement, writer: SqlWriter, place: Place): string {
  const { columns, from, joins = [], where, groupBy = [], having, orderBy = [], limit, offset } = statement;
  const parts = [
    ...(statement.recursive === undefined ? [] : [compileRecursive(statement.recursive, writer)]),
    `select ${statement.distinct ? "distinct " : ""}${compileOutput(columns, writer, place)}`,
    `from ${compileSource(from, writer)}`,
  ];
  for (const join of joins) parts.push(compileJoin(join, writer));
  addWhere(parts, where, from.alias, writer);
  if (groupBy.length > 0) parts.push(`group by ${groupBy.map((node) => writer.expression(node)).join(", ")}`);
  if (having !== undefined) parts.push(`having ${writer.expression(having)}`);
  if (orderBy.length > 0) parts.push(`order by ${compileOrder(orderBy, writer)}`);
  if (limit !== undefined) parts.push(`limit ${compileRowCount(limit, writer)}`);
  if (offset !== undefined) {
    parts.push(`${limit === undefined ? writer.syntax.unlimited : ""}offset ${compileRowCount(offset, writer)}`);
  }
  if (statement.lock !== undefined) parts.push(writeLock(statement.lock));
  return parts.join(" ");
}

function writeLock({ strength, sources, ifTaken }: RowLock): string {
  const otherwise = ifTaken === undefined ? "" : ifTaken === "skip" ? " skip locked" : " nowait";
  return `for ${strength} of ${sources.map(quoteIdentifier).join(", ")}${otherwise}`;
}

function compileRecursive({ name, columns, start, step }: RecursiveTable, writer: SqlWriter): string {
  const head = `with recursive ${quoteIdentifier(name)} (${columns.map(quoteIdentifier).join(", ")})`;
  return `${head} as (${writer.select(start)} union ${writer.select(step)})`;
}

function compileRowCount(node: Expression, writer: SqlWriter): string {
  const sql = writer.expression(node);
  return node.kind === "parameter" ? writer.syntax.unpeeked(sql) : sql;
}

function compileOutput(columns: readonly OutputColumn[], writer: SqlWriter, place: Place): string {
  if (place === "json") return compileJsonOutput(columns, writer);
  return columns
    .map(({ expression, type, alias }) => {
      const sql = writer.expression(expression);
      const value = place === "outer" ? writer.syntax.output(sql, expression, type) : sql;
      return alias === undefined ? value : `${value} as ${quoteIdentifier(alias)}`;
    })
    .join(", ");
}

function compileSource(source: TableSource, writer: SqlWriter): string {
  if (source.kind === "keys") return writer.syntax.keys(source, writer);
  if (source.kind === "values") return writer.syntax.values(source, writer);
  if (source.kind === "json-elements") {
    return writer.syntax.jsonElements(writer.expression(source.list), source.elementType, source.alias);
  }
  return `${compileRows(source, writer)} as ${quoteIdentifier(source.alias)}`;
}

function compileRows(
  source: Exclude<TableSource, { kind: "json-elements" | "keys" | "values" }>,
  writer: SqlWriter,
): string {
  switch (source.kind) {
    case "table":
      return quoteTable(source.table);
    case "subquery":
      return `${source.isLateral ? "lateral " : ""}(${writer.select(source.select)})`;
    case "union":
      return `(${compileUnion(source, writer)})`;
    case "search-hits":
      if (writer.syntax.searchHits === undefined) throw new Error("The words of a row are in the row itself here");
      return `(${writer.syntax.searchHits(source, writer)})`;
  }
}

/** Each select in brackets of its own, which is how every database lets it have an order and a limit. */
function compileUnion({ selects, alias }: Extract<TableSource, { kind: "union" }>, writer: SqlWriter): string {
  const parts = selects.map((select, index) => {
    return `select * from (${writer.select(select)}) as ${quoteIdentifier(`${alias}_${index}`)}`;
  });
  return parts.join(" union all ");
}

function compileJoin({ type, source, on }: Join, writer: SqlWriter): string {
  return `${type} join ${compileSource(source, writer)} on ${guardCondition(writer.expression(on), source.alias, writer)}`;
}

function addWhere(parts: string[], where: Expression | undefined, alias: string, writer: SqlWriter): void {
  if (where === undefined) parts[parts.length - 1] += guardRows(alias, writer);
  else parts.push(`where ${guardCondition(writer.expression(where), alias, writer)}`);
}

function compileInsert(statement: InsertStatement, writer: SqlWriter): string {
  const { onConflict } = statement;
  const parts = [`insert into ${quoteTable(statement.table)}`];
  if (onConflict?.kind === "do-update") parts.push(`as ${quoteIdentifier(onConflict.alias)}`);
  if (statement.columns.length > 0) parts.push(`(${statement.columns.map(quoteIdentifier).join(", ")})`);
  parts.push(compileInsertSource(statement, writer));
  if (onConflict?.kind === "do-nothing") parts.push("on conflict do nothing");
  if (onConflict?.kind === "do-update") {
    const columns = onConflict.columns.map(quoteIdentifier).join(", ");
    // In parentheses, which a comment must not swallow: it ends with its line.
    const among = onConflict.among === undefined ? "" : ` where (${onConflict.among}\n)`;
    parts.push(`on conflict (${columns})${among} do update set ${compileSet(onConflict.set, writer)}`);
    if (onConflict.where !== undefined) parts.push(`where ${writer.expression(onConflict.where)}`);
  }
  return withReturning(parts, statement.returning, writer);
}

function compileInsertSource({ columns, source }: InsertStatement, writer: SqlWriter): string {
  if (source.kind === "arrays") return writer.syntax.arrays(source.parameters, writer);
  if (columns.length === 0) {
    if (source.rows.length !== 1) throw new Error("A statement inserts one row of defaults at a time");
    return "default values";
  }
  const rows = source.rows.map((row) => `(${row.map((node) => writer.expression(node)).join(", ")})`);
  return `values ${rows.join(", ")}`;
}

function compileUpdate(statement: UpdateStatement, writer: SqlWriter): string {
  const set = compileSet(statement.set, writer);
  const parts = [`update ${quoteTable(statement.table)} as ${quoteIdentifier(statement.alias)} set ${set}`];
  if (statement.from !== undefined) parts.push(`from ${compileSource(statement.from, writer)}`);
  addWhere(parts, statement.where, statement.alias, writer);
  return withReturning(parts, statement.returning, writer);
}

function compileSet(set: UpdateStatement["set"], writer: SqlWriter): string {
  return set.map(({ column, value }) => `${quoteIdentifier(column)} = ${writer.expression(value)}`).join(", ");
}

function compileDelete(statement: DeleteStatement, writer: SqlWriter): string {
  const parts = [`delete from ${quoteTable(statement.table)} as ${quoteIdentifier(statement.alias)}`];
  addWhere(parts, statement.where, statement.alias, writer);
  return withReturning(parts, statement.returning, writer);
}

function withReturning(parts: string[], returning: readonly OutputColumn[] | undefined, writer: SqlWriter): string {
  if (returning !== undefined) parts.push(`returning ${compileOutput(returning, writer, "outer")}`);
  return parts.join(" ");
}
