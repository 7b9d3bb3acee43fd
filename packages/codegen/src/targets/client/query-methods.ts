import type { QueryDefinition, QueryEntry, QueryParameter, QueryValue } from "@joinery/schema";

import { runtimeType } from "../../import-symbol.js";
import type { Layout } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, printObjectType, printTypeArguments } from "../../typescript-code.js";
import { inputType } from "./field-type.js";
import type { ModelContext } from "./model-context.js";

/** The method of a repository behind a `query` block. It is typed as the `findMany` that it stands for would be. */
export function printQueryMethod(context: ModelContext, query: QueryDefinition): Layout {
  const { file, queriesName } = context;
  const { name, documentation, parameters } = query;
  const isOptional = parameters.every((parameter) => parameter.default !== undefined);
  const args: Layout[] =
    parameters.length === 0
      ? []
      : [`args${isOptional ? "?" : ""}: `, printObjectType(parameters.map((each) => printParameter(context, each)))];
  const given = parameters.length === 0 ? "undefined" : "args";
  return [
    printDocumentation(documentation),
    [
      name,
      "(",
      args,
      "): ",
      file.use(runtimeType("Query")),
      printTypeArguments([[printRow(context, query), "[]"]]),
      " ",
    ],
    printBody([`return this.query(${queriesName}.${name}, ${given});`]),
  ];
}

function printParameter({ file, symbols }: ModelContext, parameter: QueryParameter): Layout {
  const key = `${toPropertyKey(parameter.name)}${parameter.default ? "?" : ""}`;
  return `${key}: ${inputType(file, symbols, parameter).join(" | ")}`;
}

/** The type of a row: by what is selected or included, the only arguments that it depends on. */
function printRow({ file, own }: ModelContext, query: QueryDefinition): Layout {
  const shape = printShape(query.arguments);
  return shape === undefined
    ? own.entity.name
    : [file.use(runtimeType("Result")), printTypeArguments([own.types.name, shape])];
}

function printShape(entries: readonly QueryEntry[]): Layout | undefined {
  const choices = entries.find(({ name }) => name === "select" || name === "include");
  if (choices?.value.kind !== "object") return undefined;
  const members = choices.value.entries.map(({ name, value }) => [`${toPropertyKey(name)}: `, printChoice(value)]);
  return printObjectType([[`${choices.name}: `, printObjectType(members)]]);
}

/** What is loaded of a relation in part is there as what is loaded whole. */
function printChoice(value: QueryValue): Layout {
  const shape = value.kind === "object" ? printShape(value.entries) : undefined;
  const isLeftOut = value.kind === "literal" && value.value === false;
  return shape ?? (isLeftOut ? "false" : "true");
}
