import { listFinders, type Finder } from "@joinery/schema";

import { runtimeType, runtimeValue } from "../../import-symbol.js";
import { hardLine, type Layout } from "../../layout.js";
import { toLabel } from "../../safe-name.js";
import {
  printBody,
  printDocumentation,
  printObject,
  printStrings,
  printTupleType,
  printTypeArguments,
} from "../../typescript-code.js";
import { elementType } from "./field-type.js";
import { findField, type ModelContext } from "./model-context.js";
import { printQueryMethod } from "./query-methods.js";
import { printQueryTemplates } from "./query-templates.js";

/** The class through which a model is read and written, with a finder for each unique key and a method for each query. */
export function printRepository(context: ModelContext): Layout[] {
  const { file, own, queries } = context;
  const finders = listFinders(context.model.uniques);
  const declaration = [
    `export class ${own.repository.name} extends ${file.use(runtimeValue("Repository"))}<${own.types.name}> `,
    printBody([
      ...finders.map((finder) => printFinder(context, finder)),
      ...queries.map((query, index) => [
        // Methods stand apart, from each other and from properties.
        finders.length + index > 0 ? hardLine : "",
        printQueryMethod(context, query),
      ]),
    ]),
  ];
  return [
    ...(queries.length === 0 ? [] : [printQueryTemplates(context)]),
    declaration,
    ...(finders.length === 0 ? [] : [printDefinition(context, finders)]),
  ];
}

function printFinder(context: ModelContext, { name, fields }: Finder): Layout {
  const { file, model, symbols, own } = context;
  const key = fields.map((field) => `${toLabel(field)}: ${elementType(file, symbols, findField(model, field))}`);
  const words = fields.map((field) => `\`${field}\``).join(" and ");
  return [
    printDocumentation(`The \`${model.name}\` with this ${words}, or null.`),
    `declare readonly ${name}: ${file.use(runtimeType("Finder"))}`,
    printTypeArguments([own.types.name, printTupleType(key)]),
    ";",
  ];
}

/** The finders are typed as properties, which cost the compiler nothing; this is the methods behind them. */
function printDefinition({ file, own }: ModelContext, finders: readonly Finder[]): Layout {
  const entries = finders.map(({ name, fields }) => [`${name}: `, printStrings(fields)]);
  return [`${file.use(runtimeValue("defineFinders"))}(${own.repository.name}, `, printObject(entries), ");"];
}
