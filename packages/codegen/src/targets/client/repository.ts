import { listFinders, type Finder, type Model } from "@joinery/schema";

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
import { findField, hasKey, type ModelContext } from "./model-context.js";
import { printQueryMethod } from "./query-methods.js";

/** The class through which a model is read and written, or a view read, with a finder for each unique key and a method for each query. */
export function printRepository(context: ModelContext): Layout[] {
  const { file, model, own, queries } = context;
  const finders = listFinders(model.uniques);
  const properties = finders.map((finder) => printFinder(context, finder));
  const isMaterialized = model.view?.isMaterialized === true;
  if (isMaterialized) properties.push(printRefresh(context));
  const declaration = [
    `export class ${own.repository.name} extends ${file.use(runtimeValue(classOf(model)))}<${own.types.name}> `,
    printBody([
      ...properties,
      ...queries.map((query, index) => [
        // Methods stand apart, from each other and from properties.
        properties.length + index > 0 ? hardLine : "",
        printQueryMethod(context, query),
      ]),
    ]),
  ];
  return [
    declaration,
    ...(finders.length === 0 ? [] : [printDefinition(context, finders)]),
    ...(isMaterialized ? [`${file.use(runtimeValue("defineRefresh"))}(${own.repository.name});`] : []),
  ];
}

/** The class of the runtime with the methods that the model can have. */
function classOf(model: Model): string {
  if (model.view === undefined) return "Repository";
  return hasKey(model) ? "KeyedRepository" : "ReadRepository";
}

function printRefresh({ file, model }: ModelContext): Layout {
  return [
    printDocumentation(`Has the database compute the rows of \`${model.name}\` anew.`),
    `declare readonly refresh: ${file.use(runtimeType("Refresh"))};`,
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
