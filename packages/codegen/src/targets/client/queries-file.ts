import type { Model } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { runtimeValue } from "../../import-symbol.js";
import { hardLine, type Layout } from "../../layout.js";
import { printCompiled } from "../../print-compiled.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, writeValue } from "../../typescript-code.js";
import type { ClientContext } from "./model-context.js";

/** The queries of a model, compiled: for each database the statements, how their values are written and how their rows are read. */
export function buildQueriesFile({ symbols, queries, compileQuery }: ClientContext, model: Model): CodeFile {
  const { queries: symbol } = symbols.models.get(model.name)!;
  const file = new CodeFile(`${symbol.module}.ts`, [symbol.name]);
  const define = file.use(runtimeValue("defineQuery"));
  const entries = (queries.get(model.name) ?? []).map((query): Layout => {
    const { format, name, parameters, dialects } = compileQuery(query);
    const databases = Object.entries(dialects).map(([dialect, plans]) => [`${dialect}: `, printCompiled(plans), ","]);
    return [
      printDocumentation(query.documentation),
      `${toPropertyKey(name)}: ${define}(`,
      printBody([
        `format: ${format},`,
        `name: ${writeValue(name)},`,
        ["parameters: ", printCompiled(parameters), ","],
        ["dialects: ", printBody(databases), ","],
      ]),
      "),",
    ];
  });
  file.add([
    printDocumentation(`The queries of \`${model.name}\`, as they are asked of each database.`),
    "// prettier-ignore",
    hardLine,
    `export const ${symbol.name} = `,
    printBody(entries),
    ";",
  ]);
  return file;
}
