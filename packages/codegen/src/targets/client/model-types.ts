import type { Field } from "@joinery/schema";

import type { Layout } from "../../layout.js";
import { printBody, printIntersection, printObjectType, printProperty, writeValue } from "../../typescript-code.js";
import { elementType } from "./field-type.js";
import { printKeyFields } from "./filters.js";
import { printCompleteValues } from "./inputs.js";
import {
  findField,
  findRelation,
  hasHiddenFields,
  hasKey,
  type ModelContext,
  relationKind,
  type RelationKind,
  useTarget,
} from "./model-context.js";

/** Everything the runtime's types need to know of a model, in one interface of plain names: see `ModelTypes` there. */
export function printModelTypes(context: ModelContext): Layout {
  const { model, own } = context;
  const fields = hasHiddenFields(model) ? printIntersection(own.entity.name, own.hidden.name) : own.entity.name;
  const members: [string, Layout][] = [
    ["entity", own.entity.name],
    ["fields", fields],
    ["one", printTargets(context, "one")],
    ["maybe", printTargets(context, "maybe")],
    ["many", printTargets(context, "many")],
    ...((model.arcs ?? []).length > 0 ? [["arcs", printArcs(context)] satisfies [string, Layout]] : []),
    ["sortable", own.field.name],
    ["key", printPrimaryKey(context)],
    ["where", own.where.name],
    ["args", own.args.name],
    ["findMany", own.findManyArgs.name],
    ["findUnique", hasKey(model) ? own.findUniqueArgs.name : "never"],
    ["unique", hasKey(model) ? own.key.name : "never"],
    ["values", model.view ? "never" : printCompleteValues(context)],
    ["nested", model.view ? "never" : own.nested.name],
    ["create", model.view ? "never" : own.create.name],
    ["update", model.view ? "never" : own.update.name],
    ...(model.softDelete ? [["softDelete", "true"] as [string, Layout]] : []),
  ];
  const numbers = model.fields.filter(isNumber).map(({ name }) => writeValue(name));
  return [
    `export interface ${own.types.name} `,
    printBody([
      ...members.map(([name, type]) => [`${name}: `, type, ";"]),
      printProperty("numbers", numbers.length === 0 ? ["never"] : numbers),
    ]),
  ];
}

function printTargets(context: ModelContext, kind: RelationKind): Layout {
  const relations = context.model.relations.filter((relation) => relationKind(relation) === kind);
  return printObjectType(relations.map((relation) => `${relation.name}: ${useTarget(context, relation, "types")}`));
}

/** Of each arc the types of its targets, and null where it may lead nowhere. */
function printArcs(context: ModelContext): Layout {
  const { model } = context;
  const arcs = (model.arcs ?? []).map(({ name, targets, isNullable }) => {
    const types = targets.map((target) => {
      return `${target.name}: ${useTarget(context, findRelation(model, target.relation), "types")}`;
    });
    const parts = [["targets: ", printObjectType(types)], `none: ${isNullable ? "null" : "never"}`];
    return [`${name}: `, printObjectType(parts)];
  });
  return printObjectType(arcs);
}

function isNumber({ type, isList }: Field): boolean {
  return !isList && type.kind === "scalar" && /^(Int|BigInt|Float|Decimal)$/.test(type.name);
}

/** A single field is its own key, several are an object. */
function printPrimaryKey(context: ModelContext): Layout {
  const { file, model, symbols } = context;
  const { fields = [] } = model.primaryKey ?? {};
  const [first, ...others] = fields;
  if (first === undefined) return "never";
  if (others.length > 0) return printKeyFields(context, fields);
  return elementType(file, symbols, findField(model, first));
}
