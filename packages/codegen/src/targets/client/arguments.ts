import { isSortable, listCountedRelations } from "@joinery/schema";
import type { Arc, Relation } from "@joinery/schema";

import { runtimeType } from "../../import-symbol.js";
import { hardLine, join, type Layout } from "../../layout.js";
import {
  printAlias,
  printBody,
  printDocumentation,
  printInterface,
  printIntersection,
  printMappedType,
  printObjectType,
  printProperty,
  printTypeArguments,
  printUnionAlias,
} from "../../typescript-code.js";
import { findRelation, hasKey, type ModelContext, relationKind, useTarget } from "./model-context.js";

const isOptional = true;

export function printInclude(context: ModelContext): Layout {
  const { model, own, symbols } = context;
  const relations = model.relations.map((relation) =>
    printProperty(relation.name, ["boolean", relationArgs(context, relation)], { isOptional }),
  );
  const arcs = (model.arcs ?? []).map(({ name }) =>
    printProperty(name, ["boolean", symbols.arcs.get(model.name)!.get(name)!.args.name], { isOptional }),
  );
  return [
    printDocumentation(`Which relations of \`${model.name}\` to load with it.`),
    `export interface ${own.include.name} `,
    printBody([...relations, ...arcs]),
  ];
}

/** Whatever an arc leads to is loaded; this is how. */
export function printArcArgs(context: ModelContext, { name, targets }: Arc): Layout {
  const { model, symbols } = context;
  const ways = targets.map((target) =>
    printProperty(target.name, ["true", relationArgs(context, findRelation(model, target.relation))], { isOptional }),
  );
  return [
    printDocumentation(`How to load what \`${model.name}.${name}\` leads to, for each model.`),
    `export interface ${symbols.arcs.get(model.name)!.get(name)!.args.name} `,
    printBody(ways),
  ];
}

function relationArgs(context: ModelContext, relation: Relation): Layout {
  const isMany = relationKind(relation) === "many";
  const args = useTarget(context, relation, isMany ? "findManyArgs" : "args");
  const loading = context.file.use(
    runtimeType(`${leadsOn(context, relation) ? "Recursive" : ""}${isMany ? "ToManyLoading" : "ToOneLoading"}`),
  );
  return ["(", printIntersection(args, loading), ")"];
}

/** Whether what a relation leads to has the same relation. */
function leadsOn({ model }: ModelContext, { target, inheritedFrom }: Relation): boolean {
  return target === (inheritedFrom ?? model.name) && model.primaryKey !== undefined;
}

/**
 * The fields that can be sorted by have been listed already. Without type parameters, the compiler does not look into it before
 * it is used.
 */
export function printOmit({ model, own }: ModelContext): Layout {
  const others = model.fields.filter((field) => !isSortable(field));
  const name = own.omit.name;
  return [
    printDocumentation(`Which fields of \`${model.name}\` to leave out; of a hidden one \`false\` brings it in.`),
    others.length === 0
      ? printAlias(name, printMappedType(own.field.name, "boolean"))
      : [
          `export interface ${name} `,
          printBody(model.fields.map((field) => printProperty(field.name, ["boolean"], { isOptional }))),
        ],
  ];
}

export function printCounts(context: ModelContext): Layout {
  const { model, own } = context;
  const counts = listCountedRelations(model).map((relation) => {
    const scope = context.models.get(relation.target)?.softDelete ? ["withDeleted?: boolean"] : [];
    const options = printObjectType([`where?: ${useTarget(context, relation, "where")}`, ...scope]);
    return printProperty(relation.name, ["boolean", options], { isOptional });
  });
  return [
    printDocumentation(`Of which relations of \`${model.name}\` to count the rows.`),
    `export interface ${own.counts.name} `,
    printBody(counts),
  ];
}

export function printSelect({ model, own }: ModelContext): Layout {
  const parts = model.relations.length > 0 ? [own.omit.name, own.include.name] : [own.omit.name];
  const counts =
    listCountedRelations(model).length === 0 ? [] : [printProperty("counts", [own.counts.name], { isOptional })];
  return [
    printDocumentation(`Which fields and relations of \`${model.name}\` to load, and no others.`),
    printInterface(own.select.name, parts, counts),
  ];
}

/** The arguments of the repository's methods, as far as it has them. All of them take `select`, or what goes with the whole row. */
export function printArgs({ file, model, own }: ModelContext): Layout {
  const select = `select?: ${own.select.name}`;
  const loaded = [
    ...(model.relations.length === 0 ? [] : [`include?: ${own.include.name}`]),
    `omit?: ${own.omit.name}`,
    ...(listCountedRelations(model).length === 0 ? [] : [`counts?: ${own.counts.name}`]),
  ];
  const shapes = [
    [select, ...loaded.map((member) => member.replace(/: .*/, ": never"))],
    [...loaded, "select?: never"],
  ];
  const list = [
    file.use(runtimeType("ListArgs")),
    // Without a key no row is the first of those that are alike.
    printTypeArguments([own.where.name, own.orderBy.name, model.primaryKey === undefined ? "never" : own.field.name]),
  ];
  const where = `where: ${own.uniqueWhere.name}`;
  const scope = model.softDelete ? ["withDeleted?: boolean"] : [];
  const withArgs = (members: readonly string[]) => [`${own.args.name} & `, printObjectType(members)];
  return join(hardLine, [
    printUnionAlias(
      own.args.name,
      shapes.map((shape) => printObjectType([...shape, ...scope])),
    ),
    printAlias(own.findManyArgs.name, printIntersection(own.args.name, list)),
    ...(hasKey(model) ? [printAlias(own.findUniqueArgs.name, withArgs([where]))] : []),
  ]);
}
