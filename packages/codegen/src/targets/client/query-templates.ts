import type { DefaultValue, FieldType, JsonValue, QueryParameter, QueryValue } from "@joinery/schema";

import { runtimeValue } from "../../import-symbol.js";
import { group, hardLine, ifBroken, indent, join, type Layout, line, softLine } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printObject, printParameters, writeValue } from "../../typescript-code.js";
import type { ModelContext } from "./model-context.js";

/** What the queries of a model ask, each with its parameters: constants, from which every call is made. */
export function printQueryTemplates(context: ModelContext): Layout {
  const define = context.file.use(runtimeValue("defineQuery"));
  const entries = context.queries.map((query) => [
    `${toPropertyKey(query.name)}: ${define}`,
    printParameters([
      printObject(query.parameters.map(printDefinition)),
      printObject(query.arguments.map(({ name, value }) => [`${name}: `, printValue(context, value)])),
    ]),
    ",",
  ]);
  return ["// prettier-ignore", hardLine, `const ${context.queriesName} = `, printBody(entries), ";"];
}

function printDefinition(parameter: QueryParameter): Layout {
  const { name, type, isList, isNullable, default: given } = parameter;
  const entries = [
    ...(isList ? ["isList: true"] : []),
    ...(isNullable ? ["isNullable: true"] : []),
    ...(isScalar(type, "Json") ? ["isJson: true"] : []),
    ...(given ? [`default: ${writeDefault(given, type)}`] : []),
  ];
  return [`${toPropertyKey(name)}: `, printObject(entries)];
}

function writeDefault(given: DefaultValue, type: FieldType): string {
  switch (given.kind) {
    case "literal":
      return writeLiteral(given.value, type);
    case "member":
      return writeValue(given.name);
    case "now":
      return "() => new Date()";
    default:
      throw new Error(`The schema is not valid: no parameter has a default of kind ${given.kind}`);
  }
}

function printValue(context: ModelContext, value: QueryValue): Layout {
  switch (value.kind) {
    case "literal":
      return value.type ? writeLiteral(value.value, value.type) : writeValue(value.value);
    case "parameter":
      return `${context.file.use(runtimeValue("parameter"))}(${writeValue(value.name)})`;
    case "object":
      return printObject(
        value.entries.map((entry) => [`${toPropertyKey(entry.name)}: `, printValue(context, entry.value)]),
      );
    case "list":
      if (value.items.length === 0) return "[]";
      return group(
        "[",
        indent(
          softLine,
          join(
            [",", line],
            value.items.map((item) => printValue(context, item)),
          ),
        ),
        ifBroken(","),
        softLine,
        "]",
      );
  }
}

/** From the form that the schema keeps to the one that callers use. */
function writeLiteral(value: JsonValue, type: FieldType): string {
  if (isScalar(type, "Json")) return writeValue(value);
  if (Array.isArray(value)) return `[${value.map((element: JsonValue) => writeLiteral(element, type)).join(", ")}]`;
  if (typeof value !== "string" || type.kind === "enum") return writeValue(value);
  switch (type.name) {
    case "BigInt":
      return `${value}n`;
    case "DateTime":
      return `new Date(${writeValue(value)})`;
    case "Bytes":
      return `new Uint8Array(${writeValue([...Buffer.from(value, "base64")])})`;
    default:
      return writeValue(value);
  }
}

function isScalar(type: FieldType, name: string): boolean {
  return type.kind === "scalar" && type.name === name;
}
