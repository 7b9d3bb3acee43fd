import { CodeFile, printNameList } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { hardLine, join, type Layout } from "../../layout.js";
import type { ClientContext } from "./model-context.js";

/** The whole client under one name: values by name, and with them the types of each model's arguments. */
export function buildIndexFile({ schema, symbols }: ClientContext): CodeFile {
  const file = new CodeFile("index.ts");
  const models = schema.models.map(({ name }) => symbols.models.get(name)!);
  file.add(
    join(hardLine, [
      printExports([symbols.connect, symbols.database, symbols.repositories, symbols.sql]),
      ...(schema.enums.length > 0 ? [printExports([...symbols.enums.values()])] : []),
      ...(schema.types === undefined ? [] : ['export type * from "./types.js";']),
      ...models.map(({ entity, repository }) => printExports([entity, repository])),
      ...models.map(({ entity }) => `export type * from "./${entity.module}.js";`),
      printExports([symbols.schema]),
    ]),
  );
  return file;
}

function printExports(symbols: readonly OwnSymbol[]): Layout {
  const names = symbols.map(({ name, isType }) => (isType ? `type ${name}` : name));
  return ["export ", printNameList(names), ` from "./${symbols[0]!.module}.js";`];
}
