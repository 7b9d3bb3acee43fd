import { listCountedRelations } from "@joinery/schema";
import type { Model } from "@joinery/schema";

import { CodeFile } from "../../code-file.js";
import { printArcArgs, printArgs, printCounts, printInclude, printOmit, printSelect } from "./arguments.js";
import { printEntity, printHidden } from "./entity.js";
import { printArcWhere, printField, printOrderBy, printUniqueWhere, printWhere } from "./filters.js";
import { printCreate, printNested, printParents, printRelations, printUpdate, printValues } from "./inputs.js";
import { type ClientContext, hasHiddenFields, hasKey, type ModelContext } from "./model-context.js";
import { listWrittenRelations } from "./parent-demands.js";
import { printModelTypes } from "./model-types.js";
import { printRepository } from "./repository.js";
import { hardLine, join } from "../../layout.js";
import type { ModelSymbols } from "./symbols.js";
import type { OwnSymbol } from "../../import-symbol.js";

/** Everything about one model: its class, the types of its arguments, its repository. */
export function buildModelFile({ symbols, models, queries: queriesByModel }: ClientContext, model: Model): CodeFile {
  const own = symbols.models.get(model.name)!;
  const arcs = [...(symbols.arcs.get(model.name)?.values() ?? [])].flatMap(({ args, where }) => [args, where]);
  const parents = symbols.parents.get(model.name) ?? [];
  const hasRelations = listWrittenRelations(model, models).length > 0;
  const exported = [...listModelExports(model, own, hasRelations), ...parents, ...arcs].map(({ name }) => name);
  const queries = queriesByModel.get(model.name) ?? [];
  const file = new CodeFile(`${own.entity.module}.ts`, exported);
  const context: ModelContext = { file, model, symbols, models, own, queries };
  file.add(printEntity(context));
  if (hasHiddenFields(model)) file.add(printHidden(context));
  if (!model.view) {
    file.add(printValues(context));
    if (hasRelations) file.add(printRelations(context));
    file.add(
      join(hardLine, [printNested(context), ...printParents(context), printCreate(context), printUpdate(context)]),
    );
  }
  file.add(printWhere(context));
  for (const arc of model.arcs ?? []) file.add(printArcWhere(context, arc));
  if (hasKey(model)) file.add(printUniqueWhere(context));
  file.add(printField(context));
  file.add(printOrderBy(context));
  if (model.relations.length > 0) file.add(printInclude(context));
  for (const arc of model.arcs ?? []) file.add(printArcArgs(context, arc));
  if (listCountedRelations(model).length > 0) file.add(printCounts(context));
  file.add(printOmit(context));
  file.add(printSelect(context));
  file.add(printArgs(context));
  file.add(printModelTypes(context));
  for (const declaration of printRepository(context)) file.add(declaration);
  return file;
}

/** What a model's file exports: what has no hidden fields, relations or keys, or is never written, has no types for them. */
function listModelExports(model: Model, own: ModelSymbols, hasRelations: boolean): OwnSymbol[] {
  const isKeyed = hasKey(model);
  const isWritten = model.view === undefined;
  const isThere: Partial<Record<keyof ModelSymbols, boolean>> = {
    queries: false,
    hidden: hasHiddenFields(model),
    include: model.relations.length > 0,
    counts: listCountedRelations(model).length > 0,
    key: isKeyed,
    uniqueWhere: isKeyed,
    findUniqueArgs: isKeyed,
    values: isWritten,
    relations: isWritten && hasRelations,
    nested: isWritten,
    create: isWritten,
    update: isWritten,
  };
  const parts = Object.keys(own) as (keyof ModelSymbols)[];
  return parts.filter((part) => isThere[part] !== false).map((part) => own[part]);
}
