import { canonicalJson } from "../canonical-json.js";
import type { Encode } from "../dialect.js";
import { readJsonScalar, writeJsonPath } from "../json-operand.js";
import type { JsonOperand, JsonTest } from "../json-test.js";
import type { SqlWriter } from "../sql-syntax.js";

/** The path is strict, for a lax one goes into lists by itself; where it fails, nothing is there. */
export function compileJsonTest({ test, document, path, slot, insensitive }: JsonTest, writer: SqlWriter): string {
  const root = writer.expression(document);
  const operand = (kind: JsonOperand, of = slot!) => writer.parameter(of, { kind: "json-operand", operand: kind });
  const found = () => `jsonb_path_query_first(${root}, ${operand("path", path)}::jsonpath, '{}', true)`;
  switch (test) {
    case "is-null":
      return `nullif(${found()}, 'null') is null`;
    case "=":
      return `nullif(${found()}, 'null') = ${operand("document")}::jsonb`;
    case "contains":
    case "starts-with":
    case "ends-with": {
      const text = `${found()} #>> '{}'`;
      const isText = `jsonb_typeof(${found()}) = 'string'`;
      return `(${text}) ${insensitive ? "ilike" : "like"} ${writer.parameter(slot!, { kind: "pattern", match: test })} and ${isText}`;
    }
    case "has": {
      const elements = `jsonb_array_elements(${found()}) as elements("value")`;
      const some = `exists (select 1 from ${elements} where elements."value" = ${operand("document")}::jsonb)`;
      return `case when jsonb_typeof(${found()}) = 'array' then ${some} end`;
    }
    default: {
      const isAlike = `jsonb_typeof(${found()}) = jsonb_typeof(${operand("scalar")}::jsonb)`;
      return `${isAlike} and ${found()} ${test} ${operand("scalar")}::jsonb`;
    }
  }
}

export function jsonOperandEncoder(operand: JsonOperand): Encode {
  switch (operand) {
    case "path":
      return (value) => `strict ${writeJsonPath(value)}`;
    case "document":
      return canonicalJson;
    case "scalar":
      return (value) => canonicalJson(readJsonScalar(value));
    default:
      throw new Error(`Nothing is asked of the ${operand} here`);
  }
}
