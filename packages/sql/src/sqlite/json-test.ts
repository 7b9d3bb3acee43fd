import { canonicalJson } from "../canonical-json.js";
import type { Encode } from "../dialect.js";
import { readJsonScalar, writeJsonPath } from "../json-operand.js";
import type { JsonOperand, JsonTest } from "../json-test.js";
import type { SqlWriter } from "../sql-syntax.js";

/** Parameters are written in the order of the text. `->` gives JSON and `->>` what it holds. */
export function compileJsonTest(node: JsonTest, writer: SqlWriter): string {
  const { test, document, path, slot } = node;
  const root = writer.expression(document);
  const operand = (kind: JsonOperand, of = slot!) => writer.parameter(of, { kind: "json-operand", operand: kind });
  const at = () => operand("path", path);
  switch (test) {
    case "is-null":
      return `nullif(${root} -> ${at()}, 'null') is null`;
    case "=":
      // Both are in their canonical spelling.
      return `nullif(${root} -> ${at()}, 'null') = ${operand("document")}`;
    case "contains":
    case "starts-with":
    case "ends-with": {
      const isText = `json_type(${root}, ${at()}) = 'text'`;
      return `${isText} and ${compilePattern(`(${root} ->> ${at()})`, { ...node, test }, writer)}`;
    }
    case "has": {
      const isList = `json_type(${root}, ${at()}) = 'array'`;
      const type = "case elements.type when 'integer' then 'number' when 'real' then 'number' else elements.type end";
      const elements = `json_each(${root}, ${at()}) as elements`;
      const isElement = `${type} = ${operand("element-type")} and elements.value is ${operand("element")}`;
      return `case when ${isList} then exists (select 1 from ${elements} where ${isElement}) end`;
    }
    default: {
      const isScalar = `json_type(${root}, ${at()}) in ('text', 'integer', 'real')`;
      const isAlike = `(json_type(${root}, ${at()}) = 'text') = (typeof(${operand("scalar")}) = 'text')`;
      return `${isScalar} and ${isAlike} and (${root} ->> ${at()}) ${test} ${operand("scalar")}`;
    }
  }
}

function compilePattern(
  text: string,
  { test, slot, insensitive }: JsonTest & { readonly test: "contains" | "starts-with" | "ends-with" },
  writer: SqlWriter,
): string {
  const isInsensitive = insensitive ? ({ isInsensitive: true } as const) : {};
  const pattern = writer.parameter(slot!, { kind: "pattern", match: test, ...isInsensitive });
  return insensitive ? `${text} like ${pattern} escape '\\'` : `${text} glob ${pattern}`;
}

export function jsonOperandEncoder(operand: JsonOperand): Encode {
  switch (operand) {
    case "path":
      return writeJsonPath;
    case "document":
      return canonicalJson;
    case "scalar":
      return readJsonScalar;
    case "element-type":
      return typeOfElement;
    case "element":
      return writeElement;
  }
}

/** The types of `json_each`, of which a number has two. */
function typeOfElement(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "object") return Array.isArray(value) ? "array" : "object";
  return typeof value === "string" ? "text" : "number";
}

/** As `json_each` gives it: lists and objects as their text. */
function writeElement(value: unknown): unknown {
  const text = canonicalJson(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? text : value;
}
