import type { Layout } from "../../layout.js";
import { printBody, printIntersection, printObjectType } from "../../typescript-code.js";
import { elementType } from "./field-type.js";
import { printKeyFields } from "./filters.js";
import {
  findField,
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
    ["key", printPrimaryKey(context)],
    ["where", own.where.name],
    ["args", own.args.name],
    ["findMany", own.findManyArgs.name],
    ["findUnique", hasKey(model) ? own.findUniqueArgs.name : "never"],
    ["values", model.view ? "never" : own.create.name],
    ["create", model.view ? "never" : own.createArgs.name],
    ["update", model.view ? "never" : own.updateArgs.name],
    ...(model.softDelete ? [["softDelete", "true"] as [string, Layout]] : []),
  ];
  return [`export interface ${own.types.name} `, printBody(members.map(([name, type]) => [`${name}: `, type, ";"]))];
}

function printTargets(context: ModelContext, kind: RelationKind): Layout {
  const relations = context.model.relations.filter((relation) => relationKind(relation) === kind);
  return printObjectType(relations.map((relation) => `${relation.name}: ${useTarget(context, relation, "types")}`));
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
