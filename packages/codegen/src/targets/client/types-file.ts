import type { Schema, ValueObject } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import type { Layout } from "../../layout.js";
import { isOptionalInput } from "../../optional-input.js";
import { printAlias, printBody, printDocumentation, printProperty } from "../../typescript-code.js";
import { inputType, partFilterType, sortTypes, storedType } from "./field-type.js";
import type { ClientContext } from "./model-context.js";
import type { ClientSymbols, TypeSymbols } from "./symbols.js";

/** What the printers of one value object share. */
interface TypeContext {
  readonly file: CodeFile;
  readonly type: ValueObject;
  readonly symbols: ClientSymbols;
  readonly own: TypeSymbols;
}

/** Each value object as it is read, as it is written (what has a default may be left out), and what a filter can ask of it. */
export function buildTypesFile(types: NonNullable<Schema["types"]>, { symbols }: ClientContext): CodeFile {
  const file = new CodeFile("types.ts");
  for (const type of types) {
    const context = { file, type, symbols, own: symbols.types.get(type.name)! };
    for (const print of [printValue, printInput, printWhere, printOrderBy]) file.add(print(context));
  }
  return file;
}

function printValue({ file, type, symbols, own }: TypeContext): Layout {
  const parts = type.fields.map((part) =>
    printProperty(part.name, storedType(file, symbols, part), { documentation: part.documentation }),
  );
  return [printDocumentation(type.documentation), `export interface ${own.value.name} `, printBody(parts)];
}

function printInput({ file, type, symbols, own }: TypeContext): Layout {
  const parts = type.fields.map((part) =>
    printProperty(part.name, inputType(file, symbols, part), { isOptional: isOptionalInput(part) }),
  );
  return [
    printDocumentation(`What \`${type.name}\` is written as: the whole of it, but for what has a default.`),
    `export interface ${own.input.name} `,
    printBody(parts),
  ];
}

function printWhere({ file, type, symbols, own }: TypeContext): Layout {
  const self = own.where.name;
  const isOptional = true;
  return [
    printDocumentation(`What can be asked of \`${type.name}\`: every key must hold.`),
    `export interface ${self} `,
    printBody([
      ...type.fields.map((part) => printProperty(part.name, partFilterType(file, symbols, part), { isOptional })),
      printProperty("AND", [self, `readonly ${self}[]`], { isOptional }),
      printProperty("OR", [`readonly ${self}[]`], { isOptional }),
      printProperty("NOT", [self, `readonly ${self}[]`], { isOptional }),
    ]),
  ];
}

/** A part may be null wherever the object may, or was written before the part was there. */
function printOrderBy({ file, type, symbols, own }: TypeContext): Layout {
  const parts = type.fields.flatMap((part) => {
    const types = sortTypes(file, symbols, { ...part, isNullable: true });
    return types.length === 0 ? [] : [printProperty(part.name, types, { isOptional: true })];
  });
  const documentation = printDocumentation(`By which parts of \`${type.name}\` to put rows in order.`);
  // An interface with nothing in it would take anything.
  if (parts.length === 0) return [documentation, printAlias(own.orderBy.name, "never")];
  return [documentation, `export interface ${own.orderBy.name} `, printBody(parts)];
}
