import type { Field, Model } from "@joinery/schema";

import type { Layout } from "../../layout.js";
import { isWritable } from "../../is-writable.js";
import { isOptionalInput } from "../../optional-input.js";
import { printAlias, printBody, printDocumentation, printMappedType, printProperty } from "../../typescript-code.js";
import { inputType } from "./field-type.js";
import type { ModelContext } from "./model-context.js";

/** What an entity can be made of. The keys of its parents may still be unknown: a session fills them in. */
export function printValues(context: ModelContext): Layout {
  const { model, own } = context;
  const parentKeys = new Set(listParentKeys(model).map(({ name }) => name));
  return [
    printDocumentation(
      `The values of a new \`${model.name}\`${parentKeys.size > 0 ? ": its parents may come later" : ""}.`,
    ),
    `export interface ${own.values.name} `,
    printBody(
      model.fields
        .filter(isWritable)
        .map((field) => printInput(context, field, isOptionalInput(field) || parentKeys.has(field.name))),
    ),
  ];
}

/** What a row is inserted with: now the keys of its parents are known. */
export function printCreate(context: ModelContext): Layout {
  const { model, own } = context;
  const parentKeys = listParentKeys(model);
  if (parentKeys.length === 0) return printAlias(own.create.name, own.values.name);
  return [
    `export interface ${own.create.name} extends ${own.values.name} `,
    printBody(parentKeys.map((field) => printInput(context, field, false))),
  ];
}

/** Any of the values of a new row. Without type parameters, the compiler does not look into it before it is used. */
export function printUpdate({ own }: ModelContext): Layout {
  const values = own.values.name;
  return printAlias(own.update.name, printMappedType(`keyof ${values}`, `${values}[Field]`));
}

function printInput({ file, symbols }: ModelContext, field: Field, isOptional: boolean): Layout {
  return printProperty(field.name, inputType(file, symbols, field), { isOptional });
}

/** The fields that must lead to a parent when the row is inserted. */
function listParentKeys({ fields, relations }: Model): Field[] {
  const names = new Set(relations.flatMap((relation) => (relation.kind === "owning" ? relation.fields : [])));
  return fields.filter((field) => names.has(field.name) && !isOptionalInput(field));
}
