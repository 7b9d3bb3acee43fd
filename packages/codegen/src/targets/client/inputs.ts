import type { Field, Relation } from "@joinery/schema";

import { runtimeType } from "../../import-symbol.js";
import { join, type Layout } from "../../layout.js";
import { isWritable } from "../../is-writable.js";
import { isOptionalInput } from "../../optional-input.js";
import {
  printAlias,
  printBody,
  printDocumentation,
  printIntersection,
  printMappedType,
  printObjectType,
  printProperty,
  printTypeArguments,
  printTypeParameters,
  printUnionAlias,
} from "../../typescript-code.js";
import { inputType } from "./field-type.js";
import { listParentDemands, listParentKeys, listWrittenRelations } from "./parent-demands.js";
import { findRelation, relationKind, useTarget, type ModelContext } from "./model-context.js";

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

/** What can be said of the relations of a row that is written, new or not: `Use` tells which. */
export function printRelations(context: ModelContext): Layout {
  const { model, own } = context;
  const isOptional = true;
  const relations = listWrittenRelations(model, context.models).map((relation) =>
    printProperty(relation.name, [relationWrites(context, relation, "Use")], { isOptional }),
  );
  const arcs = (model.arcs ?? []).map((arc) => {
    const targets = arc.targets.map((target) => {
      return [`${target.name}?: `, relationWrites(context, findRelation(model, target.relation), "Use")];
    });
    return printProperty(arc.name, [printObjectType(targets)], { isOptional });
  });
  return [
    printDocumentation(`Rows of relations that are written with a row of \`${model.name}\`.`),
    [`export interface ${own.relations.name}`, printTypeParameters(["Use"]), " "],
    printBody([...relations, ...arcs]),
  ];
}

/** A new row that may get its parents from the row around it. */
export function printNested(context: ModelContext): Layout {
  const { own } = context;
  const relations = printRelationsOf(context, "create");
  return printAlias(own.nested.name, printIntersection(own.values.name, ...relations));
}

/** A new row: each parent is given one way, by its key or as a row. */
export function printCreate({ model, own, symbols }: ModelContext): Layout {
  const parents = symbols.parents.get(model.name) ?? [];
  return printAlias(own.create.name, printIntersection(own.nested.name, ...parents.map(({ name }) => name)));
}

/** The ways to give a new row its parents, in the order of their symbols. */
export function printParents(context: ModelContext): readonly Layout[] {
  const { model, models, symbols } = context;
  return listParentDemands(model, models).map(({ fields, relations }, place) =>
    printUnionAlias(symbols.parents.get(model.name)![place]!.name, [
      printFields(context, fields),
      ...relations.map((each) => printObjectType([[`${each.name}: `, relationWrites(context, each, '"create"')]])),
    ]),
  );
}

/** Any of the values of a new row. Without type parameters, the compiler does not look into it before it is used. */
export function printUpdate(context: ModelContext): Layout {
  const { own } = context;
  const values = own.values.name;
  const changes = printMappedType(`keyof ${values}`, `${values}[Field]`);
  const relations = printRelationsOf(context, "update").map((each) => [" & ", each]);
  return printAlias(own.update.name, [changes, ...relations]);
}

/** The values of a whole new row: now the keys of its parents are known. */
export function printCompleteValues(context: ModelContext): Layout {
  const { model, own } = context;
  const keys = listParentKeys(model);
  return keys.length === 0 ? own.values.name : [`${own.values.name} & `, printFields(context, keys)];
}

function printRelationsOf({ model, models, own }: ModelContext, use: "create" | "update"): readonly Layout[] {
  return listWrittenRelations(model, models).length === 0 ? [] : [`${own.relations.name}<"${use}">`];
}

function relationWrites(context: ModelContext, relation: Relation, use: string): Layout {
  const writes = context.file.use(runtimeType(relationKind(relation) === "many" ? "ToManyWrites" : "ToOneWrites"));
  return [writes, printTypeArguments([useTarget(context, relation, "types"), use])];
}

function printFields({ file, symbols }: ModelContext, fields: readonly Field[]): Layout {
  return printObjectType(fields.map((field) => [`${field.name}: `, join(" | ", inputType(file, symbols, field))]));
}

function printInput({ file, symbols }: ModelContext, field: Field, isOptional: boolean): Layout {
  return printProperty(field.name, inputType(file, symbols, field), { isOptional });
}
