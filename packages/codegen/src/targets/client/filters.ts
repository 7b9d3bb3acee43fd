import { isSortable, listArcQuantifiers, listKeys, type Arc, type Relation } from "@joinery/schema";

import { runtimeType } from "../../import-symbol.js";
import { hardLine, type Layout } from "../../layout.js";
import {
  printAlias,
  printBody,
  printDocumentation,
  printIntersection,
  printObjectType,
  printProperty,
  printUnionAlias,
  writeValue,
} from "../../typescript-code.js";
import { elementType, filterType, sortTypes } from "./field-type.js";
import {
  findField,
  findRelation,
  type ModelContext,
  relationKind,
  type RelationKind,
  useTarget,
} from "./model-context.js";

const relationFilters: Record<RelationKind, string> = {
  one: "ToOneFilter",
  maybe: "NullableToOneFilter",
  many: "ToManyFilter",
};

const documentation = 'The words that must be there; `"in this order"`, `-excluded`, `or`, `begin*`.';

export function printWhere(context: ModelContext): Layout {
  const { file, model, symbols, own } = context;
  const self = own.where.name;
  const isOptional = true;
  return [
    printDocumentation(`Which rows of \`${model.name}\`: every key must hold.`),
    `export interface ${self} `,
    printBody([
      ...model.fields.map((field) => printProperty(field.name, filterType(file, symbols, field), { isOptional })),
      ...model.relations.map((relation) =>
        printProperty(relation.name, relationFilterType(context, relation), { isOptional }),
      ),
      ...(model.arcs ?? []).map((arc) => printProperty(arc.name, arcFilterType(context, arc), { isOptional })),
      ...(model.fulltext ? [printProperty("search", ["string"], { isOptional, documentation })] : []),
      printProperty("AND", [self, `readonly ${self}[]`], { isOptional }),
      printProperty("OR", [`readonly ${self}[]`], { isOptional }),
      printProperty("NOT", [self, `readonly ${self}[]`], { isOptional }),
    ]),
  ];
}

function relationFilterType(context: ModelContext, relation: Relation): string[] {
  const kind = relationKind(relation);
  const filter = context.file.use(runtimeType(relationFilters[kind]));
  const type = `${filter}<${useTarget(context, relation, "where")}>`;
  return kind === "maybe" ? [type, "null"] : [type];
}

/** Of whatever an arc leads to, what must fit. */
export function printArcWhere(context: ModelContext, { name, targets }: Arc): Layout {
  const { model, symbols } = context;
  const ways = targets.map((target) =>
    printProperty(target.name, [useTarget(context, findRelation(model, target.relation), "where")], {
      isOptional: true,
    }),
  );
  return [
    printDocumentation(
      `To what \`${model.name}.${name}\` leads: one of the models that are named, and a row of it that fits.`,
    ),
    `export interface ${symbols.arcs.get(model.name)!.get(name)!.where.name} `,
    printBody(ways),
  ];
}

function arcFilterType({ file, model, symbols }: ModelContext, { name, targets, isNullable }: Arc): Layout[] {
  const where = symbols.arcs.get(model.name)!.get(name)!.where.name;
  if (listArcQuantifiers(targets.map((target) => target.name)).length === 0) {
    return isNullable ? [where, "null"] : [where];
  }
  const filter = file.use(runtimeType(relationFilters[isNullable ? "maybe" : "one"]));
  const type = printIntersection(where, `${filter}<${where}>`);
  return isNullable ? [["(", type, ")"], "null"] : [type];
}

/** The fields that tell one row from every other, one alternative for each key; and with them whatever else must hold. */
export function printUniqueWhere(context: ModelContext): Layout {
  const { model, own } = context;
  const keys = listKeys(model).map(({ fields }) => printKeyFields(context, fields));
  return [
    printDocumentation(`What tells one \`${model.name}\` from every other.`),
    printUnionAlias(own.key.name, keys),
    hardLine,
    printAlias(own.uniqueWhere.name, printIntersection(own.where.name, own.key.name)),
  ];
}

/** The fields of a key as an object type. A key that holds null is no key. */
export function printKeyFields({ file, model, symbols }: ModelContext, fields: readonly string[]): Layout {
  return printObjectType(fields.map((name) => `${name}: ${elementType(file, symbols, findField(model, name))}`));
}

/** The fields by which rows can be told apart and put in order: written out, for to compute them would cost every call. */
export function printField({ model, own }: ModelContext): Layout {
  const names = model.fields.filter(isSortable).map(({ name }) => writeValue(name));
  return printUnionAlias(own.field.name, names.length === 0 ? ["never"] : names);
}

export function printOrderBy(context: ModelContext): Layout {
  const { file, model, symbols, own } = context;
  const isOptional = true;
  const order = file.use(runtimeType("SortOrder"));
  const fields = model.fields.flatMap((field) => {
    const types = sortTypes(file, symbols, field);
    return types.length === 0 ? [] : [printProperty(field.name, types, { isOptional })];
  });
  const relations = model.relations.map((relation) => {
    const type = relationKind(relation) === "many" ? `{ count: ${order} }` : useTarget(context, relation, "orderBy");
    return printProperty(relation.name, [type], { isOptional });
  });
  const documentation = "How well a row fits `search` in the `where` beside it: `desc` for the best first.";
  const relevance = model.fulltext ? [printProperty("relevance", [order], { isOptional, documentation })] : [];
  return [`export interface ${own.orderBy.name} `, printBody([...fields, ...relations, ...relevance])];
}
