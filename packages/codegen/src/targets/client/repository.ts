import type { UniqueKey } from "@joinery/schema";

import { runtimeType, runtimeValue } from "../../import-symbol.js";
import type { Layout } from "../../layout.js";
import { capitalize, findFreeName, toLabel } from "../../safe-name.js";
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

interface NamedFinder {
  readonly name: string;
  readonly fields: readonly string[];
}

/** The class through which a model is read and written, with a finder for each unique key. */
export function printRepository(context: ModelContext): Layout[] {
  const { file, own } = context;
  const finders = nameFinders(context.model.uniques);
  const declaration = [
    `export class ${own.repository.name} extends ${file.use(runtimeValue("Repository"))}<${own.types.name}> `,
    printBody(finders.map((finder) => printFinder(context, finder))),
  ];
  return finders.length === 0 ? [declaration] : [declaration, printDefinition(context, finders)];
}

function printFinder(context: ModelContext, { name, fields }: NamedFinder): Layout {
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
function printDefinition({ file, own }: ModelContext, finders: readonly NamedFinder[]): Layout {
  const entries = finders.map(({ name, fields }) => [`${name}: `, printStrings(fields)]);
  return [`${file.use(runtimeValue("defineFinders"))}(${own.repository.name}, `, printObject(entries), ");"];
}

/** `getByEmail`, `getByTenantIdAndSlug`. `getById` is every repository's own, by the primary key. */
function nameFinders(uniques: readonly UniqueKey[]): NamedFinder[] {
  const taken = new Set(["getById"]);
  return uniques.map(({ fields }) => {
    const name = findFreeName(`getBy${fields.map(capitalize).join("And")}`, (candidate) => taken.has(candidate));
    taken.add(name);
    return { name, fields };
  });
}
