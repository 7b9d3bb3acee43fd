import { compileJsonPath } from "./compile-json-path.js";
import { compileJsonRows } from "./compile-json-rows.js";
import type { Encoding, ValueUse } from "./encoding.js";
import { quoteIdentifier, quoteTable } from "./quote-identifier.js";
import type { SqlExpression } from "./sql-expression.js";
import type { SqlWriter } from "./sql-syntax.js";
import type { ColumnExpression, Parameter } from "./operand.js";
import type {
  Aggregate,
  Comparison,
  Expression,
  FunctionCall,
  ListTest,
  Logical,
  OrderTerm,
  RowComparison,
  RowNumber,
  TextTest,
} from "./statement.js";
import type { ValueType } from "./value-type.js";

/** Writes an expression. It may need parentheses where something stands beside it: see {@link compileOperand}. */
export function compileExpression(node: Expression, writer: SqlWriter): string {
  switch (node.kind) {
    case "column":
      if (node.source === undefined) return quoteIdentifier(node.name);
      writer.columns?.set(node.source, node.name);
      return `${quoteIdentifier(node.source)}.${quoteIdentifier(node.name)}`;
    case "json-path":
      return compileJsonPath(node, writer);
    case "parameter":
      return compileParameter(node, writer, "store");
    case "literal":
      return typeof node.value === "boolean" ? writer.syntax.boolean(node.value) : String(node.value);
    case "comparison":
      return compileComparison(node, writer);
    case "row-comparison":
      return compileRowComparison(node, writer);
    case "sum":
      return `${compileOperand(node.left, writer)} + ${compileOperand(node.right, writer)}`;
    case "value-change": {
      const value = compileOperand(node.value, writer);
      return writer.syntax.change(node.operator, value, compileOperand(node.operand, writer), node.type);
    }
    case "choice": {
      const [condition, value, otherwise] = [node.condition, node.value, node.otherwise].map((each) =>
        compileExpression(each, writer),
      );
      return `case when ${condition} then ${value} else ${otherwise} end`;
    }
    case "cast":
      return writer.syntax.cast(compileOperand(node.operand, writer), node.type);
    case "and":
    case "or":
      return compileLogical(node, writer);
    case "not":
      // In these words an index is of use to it.
      if (node.operand.kind === "is-null") return `${compileOperand(node.operand.operand, writer)} is not null`;
      return `not (${compileExpression(node.operand, writer)})`;
    case "is-null":
      return `${compileOperand(node.operand, writer)} is null`;
    case "in-list":
      return writer.syntax.inList(node, writer);
    case "in-keys":
      return writer.syntax.inKeys(node, writer);
    case "in-select": {
      const operands = node.operands.map((operand) => compileOperand(operand, writer));
      const left = operands.length === 1 ? operands.join() : `(${operands.join(", ")})`;
      return `${left} in (${writer.select(node.select)})`;
    }
    case "pattern":
      return writer.syntax.pattern(node, writer);
    case "match": {
      const text = compileOperand(node.operand, writer);
      const pattern = () => writer.parameter(node.slot, { kind: "regular-expression" });
      return writer.syntax.matches(text, pattern, node.insensitive === true);
    }
    case "sql":
      return compileSql(node, writer);
    case "free-parameter":
      return writer.parameter(node.slot, { kind: "free" });
    case "is-true":
      return `${compileOperand(node.operand, writer)} is true`;
    case "json-test":
      return writer.syntax.jsonTest(node, writer);
    case "text-test":
      return compileTextTest(node, writer);
    case "search":
      return writer.syntax.search(node, writer);
    case "relevance":
      if (writer.syntax.relevance === undefined) throw new Error("A row does not know its relevance here");
      return writer.syntax.relevance(node, writer);
    case "list-test":
      return compileListTest(node, writer);
    case "exists":
      return `exists (${writer.select(node.select)})`;
    case "call":
      return compileCall(node, writer);
    case "aggregate":
      return compileAggregate(node, writer);
    case "row-number":
      return compileRowNumber(node, writer);
    case "scalar-subquery":
      return `(${writer.select(node.select)})`;
    case "json-rows":
      return compileJsonRows(node, writer);
  }
}

/** Writes an expression that an operator stands beside. */
export function compileOperand(node: Expression, writer: SqlWriter): string {
  const sql = compileExpression(node, writer);
  return isClosed(node) ? sql : `(${sql})`;
}

function isClosed(node: Expression): boolean {
  switch (node.kind) {
    case "column":
    case "json-path":
    case "parameter":
    case "free-parameter":
    case "sql":
    case "literal":
    case "call":
    case "aggregate":
    case "row-number":
    case "scalar-subquery":
    case "exists":
    case "json-rows":
    case "choice":
      return true;
    default:
      return false;
  }
}

/** Writes the operand of a comparison of texts, without the difference of case where that is asked. */
export function compileText(node: Expression, insensitive: boolean | undefined, writer: SqlWriter): string {
  return insensitive ? `lower(${compileExpression(node, writer)})` : compileOperand(node, writer);
}

function compileParameter({ slot, type, isKeyText }: Parameter, writer: SqlWriter, use: ValueUse): string {
  return writer.parameter(slot, isKeyText ? { kind: "key-text", type } : { kind: "value", type, use });
}

function compileComparison(node: Comparison, writer: SqlWriter): string {
  const isOrder = node.operator !== "=" && node.operator !== "<>";
  // Both sides are in the form that sorts, or neither: one of them knowing its type is enough.
  const type = isOrder ? (typeOf(node.left) ?? typeOf(node.right)) : undefined;
  const side = (operand: Expression, other: Expression) => {
    if (operand.kind === "parameter") {
      const sql = compileParameter(operand, writer, "compare");
      if (node.insensitive) return `lower(${sql})`;
      if (type !== undefined) return writer.syntax.orderKey(sql, type);
      return node.operator === "=" ? writer.syntax.unpeeked(sql) : sql;
    }
    const sql = compileText(operand, node.insensitive, writer);
    const [own, others] = [typeOf(operand), typeOf(other)];
    if (own !== undefined && others !== undefined && other.kind !== "parameter") {
      return writer.syntax.sharedKey(sql, own, others);
    }
    return type === undefined ? sql : writer.syntax.orderKey(sql, type);
  };
  return `${side(node.left, node.right)} ${writeOperator(node)} ${side(node.right, node.left)}`;
}

function writeOperator({ operator, isNullSafe }: Comparison): string {
  if (!isNullSafe) return operator;
  return operator === "=" ? "is not distinct from" : "is distinct from";
}

/** In parentheses, which a comment must not swallow: it ends with its line. */
function compileSql(node: SqlExpression, writer: SqlWriter): string {
  const text = compileSqlText(node, writer);
  return `(${text}${text.includes("--") ? "\n" : ""})`;
}

/** SQL of the user's as it stands, with what was put in. */
export function compileSqlText({ parts }: SqlExpression, writer: SqlWriter): string {
  const texts = parts.map((part) => {
    if (typeof part === "string") return part;
    return part.kind === "table-name" ? quoteTable(part.table) : compileExpression(part, writer);
  });
  return texts.join("");
}

function compileTextTest({ match, operand, text, insensitive }: TextTest, writer: SqlWriter): string {
  const whole = compileText(operand, insensitive, writer);
  const part = compileText(text, insensitive, writer);
  switch (match) {
    case "contains":
      return `${writer.syntax.placeOf(part, whole)} > 0`;
    case "starts-with":
      return `substr(${whole}, 1, length(${part})) = ${part}`;
    case "ends-with":
      // Where the part is longer, what is left of the whole is no match either.
      return `substr(${whole}, length(${whole}) - length(${part}) + 1) = ${part}`;
  }
}

function compileRowComparison({ operator, left, right }: RowComparison, writer: SqlWriter): string {
  const row = (operands: readonly (ColumnExpression | Parameter)[]) => {
    const keys = operands.map((operand) => {
      const isValue = operand.kind === "parameter";
      const sql = isValue ? compileParameter(operand, writer, "compare") : compileExpression(operand, writer);
      return operand.type === undefined ? sql : writer.syntax.orderKey(sql, operand.type);
    });
    return `(${keys.join(", ")})`;
  };
  return `${row(left)} ${operator} ${row(right)}`;
}

function typeOf(node: Expression): ValueType | undefined {
  switch (node.kind) {
    case "column":
    case "json-path":
    case "parameter":
    case "aggregate":
      return node.type;
    default:
      return undefined;
  }
}

/** A chain of operators is as deep a tree as it is long, and databases limit the depth. */
const longestChain = 100;

/** A long chain in parts, so that the tree grows with the logarithm of its length. */
function compileChains({ kind, operands }: Logical, writer: SqlWriter): string {
  const size = Math.max(longestChain, Math.ceil(operands.length / longestChain));
  const parts = Array.from({ length: Math.ceil(operands.length / size) }, (_, part) =>
    compileLogical({ kind, operands: operands.slice(part * size, (part + 1) * size) }, writer),
  );
  return parts.map((part) => `(${part})`).join(` ${kind} `);
}

function compileLogical(node: Logical, writer: SqlWriter): string {
  if (node.operands.length === 0) return writer.syntax.boolean(node.kind === "and");
  if (node.operands.length > longestChain) return compileChains(node, writer);
  const operands = node.operands.map((operand) => {
    const sql = compileExpression(operand, writer);
    const isMixed = (operand.kind === "and" || operand.kind === "or") && operand.kind !== node.kind;
    return isMixed && operand.operands.length > 1 ? `(${sql})` : sql;
  });
  return operands.join(` ${node.kind} `);
}

function compileListTest({ test, operand, elementType, slot }: ListTest, writer: SqlWriter): string {
  const list = compileOperand(operand, writer);
  if (test === "is-empty") return writer.syntax.isEmptyList(list);
  if (slot === undefined) throw new Error(`The list test ${test} needs a value`);
  if (test !== "has") return writer.syntax.listTest(test, list, writer.parameter(slot, listOf(elementType)));
  // One element is a list of one.
  return writer.syntax.listTest("has-some", list, writer.parameter(slot, { kind: "single", type: elementType }));
}

/** Values to compare with, as one parameter. */
export function listOf(elementType: ValueType): Encoding {
  return { kind: "value", type: { ...elementType, isList: true }, use: "compare" };
}

function compileCall(node: FunctionCall, writer: SqlWriter): string {
  if (node.function === "now" || node.function === "numbered") return writer.syntax[node.function];
  if (node.function === "count" && node.arguments.length === 0) return "count(*)";
  return `${node.function}(${node.arguments.map((argument) => compileExpression(argument, writer)).join(", ")})`;
}

function compileAggregate(node: Aggregate, writer: SqlWriter): string {
  const operand = compileExpression(node.operand, writer);
  switch (node.function) {
    case "count":
      return `count(${operand})`;
    case "count-distinct":
      return `count(distinct ${operand})`;
    default:
      return writer.syntax.aggregate(node.function, operand, node.operandType);
  }
}

function compileRowNumber(node: RowNumber, writer: SqlWriter): string {
  const parts: string[] = [];
  if (node.partitionBy.length > 0) {
    parts.push(`partition by ${node.partitionBy.map((term) => compileExpression(term, writer)).join(", ")}`);
  }
  if (node.orderBy.length > 0) parts.push(`order by ${compileOrder(node.orderBy, writer)}`);
  return `row_number() over (${parts.join(" ")})`;
}

/** The terms of an ORDER BY, of a select or of a window. */
export function compileOrder(terms: readonly OrderTerm[], writer: SqlWriter): string {
  return terms
    .map(({ expression, direction, nulls }) => {
      const sql = writer.expression(expression);
      const type = typeOf(expression);
      const isInJson = expression.kind === "json-path";
      const key = type === undefined ? sql : writer.syntax[isInJson ? "jsonOrderKey" : "orderKey"](sql, type);
      return `${key} ${direction}${nulls === undefined ? "" : ` nulls ${nulls}`}`;
    })
    .join(", ");
}
