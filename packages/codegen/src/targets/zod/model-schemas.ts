import type { Arc, Field, Model } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import type { OwnSymbol } from "../../import-symbol.js";
import { assigned, type Layout } from "../../layout.js";
import { isWritable } from "../../is-writable.js";
import { isOptionalInput } from "../../optional-input.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printDocumentation, printList, printParameters, printStrings } from "../../typescript-code.js";
import { exactPartial } from "./exact-partial-file.js";
import { exclusiveArcs } from "./exclusive-arcs-file.js";
import { printField } from "./field-schema.js";
import { listModelSymbols, zod, type ZodSymbols } from "./zod-symbols.js";

/**
 * The Zod schemas of one model: a row that is read (and given out: without hidden fields), and unless it is a view, created and
 * updated. Those of a model that extends another extend the other's.
 */
export function buildModelSchemas(symbols: ZodSymbols, model: Model): CodeFile {
  const { output, create, update } = symbols.models.get(model.name)!;
  const names = listModelSymbols(symbols, model).map(({ name }) => name);
  const file = new CodeFile(`${output.module}.ts`, names);
  const parent = model.extends && symbols.models.get(model.extends.model);
  const print = (name: string, documentation: string, ...schema: readonly Layout[]) =>
    file.add([printDocumentation(documentation), `export const ${name} =`, assigned(...schema), ";"]);
  const object = (kind: string, fields: readonly Layout[]) => [`${file.use(zod)}.${kind}(`, printBody(fields), ")"];
  const extend = (base: OwnSymbol, fields: readonly Layout[]) => [`${file.use(base)}.extend(`, printBody(fields), ")"];
  const isOwn = ({ inheritedFrom }: Field | Arc) => inheritedFrom === undefined;

  const visible = model.fields.filter((field) => !field.isHidden && (parent === undefined || isOwn(field)));
  const read = visible.map((field) => printField(file, symbols, { field, isInput: false }));
  const given = parent ? extend(parent.output, read) : object("object", read);
  print(output.name, `\`${model.name}\` as it is given out.`, given);
  if (model.view) return file;

  // What a schema demands of several fields together is not extended with it.
  const base = model.arcs?.every(isOwn) === false ? undefined : parent?.create;
  const writable = model.fields.filter((field) => isWritable(field) && (base === undefined || isOwn(field)));
  const written = writable.map((field) =>
    printField(file, symbols, { field, isInput: true, isOptional: isOptionalInput(field) }),
  );
  const row = base ? extend(base, written) : object("strictObject", written);
  const arcs = (model.arcs ?? []).map((arc) => printArc(arc, model));
  const checked = arcs.length === 0 ? row : [file.use(exclusiveArcs), printParameters([row, printList(arcs)])];
  print(create.name, `What \`${model.name}\` is created with.`, checked);

  const partial = [file.use(exactPartial), printParameters([create.name])];
  print(update.name, `What \`${model.name}\` can be changed to.`, partial);
  return file;
}

/** An arc by the fields of its keys; the names of its targets are those of arguments. */
function printArc({ name, isNullable, targets }: Arc, { relations }: Model): Layout {
  const keys = targets.map((target) => {
    const { fields = [] } = relations.find((relation) => relation.name === target.relation) ?? {};
    return [`${toPropertyKey(target.name)}: `, printStrings(fields), ","];
  });
  return printBody([`name: "${name}",`, `isNullable: ${isNullable ?? false},`, ["keys: ", printBody(keys), ","]]);
}
