import { countsName } from "@joinery/schema";
import type { QueryDefinition, QueryEntry, QueryParameter, QueryValue } from "@joinery/schema";

import { runtimeType } from "../../import-symbol.js";
import { group, ifBroken, indent, join, type Layout, line, printLayout, softLine } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, printObjectType, printTypeArguments } from "../../typescript-code.js";
import { inputType } from "./field-type.js";
import type { ModelContext } from "./model-context.js";

/** The longest shape of a row that stays on one line: even in narrow files it has the room. */
const longestShape = 60;

/** The method of a repository behind a `query` block. It is typed as the `findMany` that it stands for would be. */
export function printQueryMethod(context: ModelContext, query: QueryDefinition): Layout {
  const { file, own } = context;
  const { name, documentation, parameters } = query;
  const shape = printShape(query.arguments);
  const isLong = printLayout(printObjectType(shape), Infinity).length > longestShape;
  const shapeType = isLong ? printBody(shape.map((member) => [member, ";"])) : printObjectType(shape);
  const row =
    shape.length > 0
      ? [file.use(runtimeType("Result")), printTypeArguments([own.types.name, shapeType])]
      : own.entity.name;
  const answer = [file.use(runtimeType("Query")), printTypeArguments([[row, "[]"]])];
  const args = [...printArgs(context, parameters), ["limits?: ", file.use(runtimeType("CallLimits"))]];
  const list = ["(", indent(softLine, join([",", line], args)), ifBroken(","), softLine, ")"];
  return [
    printDocumentation(documentation),
    // As Prettier lays it out: parameters break with the type of the answer, but for one that is alone.
    group(name, isLong && args.length === 1 ? group(list) : list, ": ", answer, " "),
    printBody([
      `return this.query(${file.use(own.queries)}.${name}, ${parameters.length === 0 ? "undefined" : "args"}, limits);`,
    ]),
  ];
}

function printArgs(context: ModelContext, parameters: readonly QueryParameter[]): Layout[] {
  if (parameters.length === 0) return [];
  const isOptional = parameters.every((parameter) => parameter.default !== undefined);
  const type = printObjectType(parameters.map((each) => printParameter(context, each)));
  return [[isOptional ? "args?: " : "args: ", type]];
}

function printParameter({ file, symbols }: ModelContext, parameter: QueryParameter): Layout {
  const key = `${toPropertyKey(parameter.name)}${parameter.default ? "?" : ""}`;
  return `${key}: ${inputType(file, symbols, parameter).join(" | ")}`;
}

/** What is selected, included, omitted or counted: of the arguments, all that the type of a row depends on. */
function printShape(entries: readonly QueryEntry[]): readonly Layout[] {
  return entries.flatMap(({ name, value }): Layout[] => {
    if (value.kind === "object") return shapeNames.has(name) ? [[`${name}: `, printChoices(value.entries)]] : [];
    return name === "recursive" ? ["recursive: true"] : [];
  });
}

const shapeNames: ReadonlySet<string> = new Set(["select", "include", "omit", countsName]);

function printChoices(entries: readonly QueryEntry[]): Layout {
  return printObjectType(entries.map(({ name, value }) => [`${toPropertyKey(name)}: `, printChoice(value)]));
}

/** What is loaded of a relation in part is there as what is loaded whole. */
function printChoice(value: QueryValue): Layout {
  if (value.kind !== "object") return String(value.kind !== "literal" || value.value !== false);
  if (value.isPartwise) return printChoices(value.entries);
  const shape = printShape(value.entries);
  return shape.length === 0 ? "true" : printObjectType(shape);
}
