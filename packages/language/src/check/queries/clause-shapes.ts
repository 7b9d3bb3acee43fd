import {
  countsName,
  isSortable,
  listCountedRelations,
  type Arc,
  type Model,
  type Relation,
  type ValueObjectField,
} from "@joinery/schema";
import type { Expression } from "../../ast.js";
import { shapeOfWhere } from "./filter-shapes.js";
import { findLoadingMisfit, leadsOn } from "./loading.js";
import { membersOf, type Member, type QueryScope } from "./query-scope.js";
import { objectOf, wordOf, type ObjectShape, type Shape } from "./shape.js";

const flag: Shape = { expected: "`true` or `false`", isFlag: true };
const count: Shape = { expected: "a number of rows: whole, and not negative", isCount: true };

/** The clauses of a query of a model: the arguments of `findMany`. */
export function shapeOfClauses(model: Model, scope: QueryScope): ObjectShape {
  return shapeOfArguments("A query", model, scope, { ...listClauses(model, scope), ...selectionClauses(model, scope) });
}

/** How far a relation to the same model is followed. */
const recursionClauses: Clauses = {
  recursive: () => ({ expected: "`true`", isFlag: "true alone" }),
  maxDepth: () => ({ expected: "a number of levels: whole, and from 1 to 1000", isCount: true, range: [1, 1000] }),
};

/** Shapes are made when they are asked for. */
type Clauses = Readonly<Record<string, () => Shape>>;

function shapeOfArguments(
  label: string,
  model: Model,
  scope: QueryScope,
  given: Clauses,
  findOwnMisfit?: FindMisfit,
): ObjectShape {
  const clauses: Clauses = { ...given, ...(model.softDelete && { withDeleted: () => flag }) };
  const names = Object.keys(clauses);
  return {
    owner: { label },
    names: () => names,
    find: (name) => (Object.hasOwn(clauses, name) ? clauses[name]?.() : undefined),
    apart: { name: "select", others: ["include", "omit", countsName] },
    findMisfit: (entries) => (model.fulltext && findAimlessRelevance(entries)) ?? findOwnMisfit?.(entries),
  };
}

type FindMisfit = NonNullable<ObjectShape["findMisfit"]>;

function listClauses(model: Model, scope: QueryScope): Clauses {
  return {
    where: () => shapeOfWhere(model, scope),
    orderBy: () => shapeOfOrders(model, scope),
    distinct: () => shapeOfDistinct(model, scope),
    limit: () => count,
    offset: () => count,
  };
}

function selectionClauses(model: Model, scope: QueryScope): Clauses {
  const hasCounts = listCountedRelations(model).length > 0;
  return {
    select: () => shapeOfSelect(model, scope),
    include: () => shapeOfInclude(model, scope),
    omit: () => shapeOfOmit(model, scope),
    ...(hasCounts && { [countsName]: () => shapeOfCounts(model, scope) }),
  };
}

function shapeOfOmit(model: Model, scope: QueryScope): Shape {
  const members = membersOf(model);
  return {
    expected: `an object of fields to leave out such as \`{ ${model.fields[0]?.name ?? "name"}: true }\``,
    object: {
      owner: { model: model.name },
      names: () => model.fields.map(({ name }) => name),
      isUnsettled: (name) => scope.isUnsettled(model, name),
      find(name) {
        const member = members.get(name);
        if (member === undefined || member.kind === "field") return member && flag;
        return { ...flag, refusal: `\`${name}\` is a relation, which is not loaded unless \`include\` names it` };
      },
    },
  };
}

/** Of which relations to count the rows, and which of them. */
function shapeOfCounts(model: Model, scope: QueryScope): Shape {
  const relations = listCountedRelations(model);
  const members = membersOf(model);
  return {
    expected: `an object of relations to count such as \`{ ${relations[0]?.name ?? "name"}: true }\``,
    object: {
      owner: { model: model.name },
      names: () => relations.map(({ name }) => name),
      isUnsettled: (name) => scope.isUnsettled(model, name),
      isPartwise: true,
      find(name) {
        const relation = relations.find((each) => each.name === name);
        if (relation) return shapeOfCount(relation, scope);
        return members.has(name) ? { ...flag, refusal: "only relations to many are counted" } : undefined;
      },
    },
  };
}

function shapeOfCount({ target: name }: Relation, scope: QueryScope): Shape {
  const label = "The count of a relation";
  const target = scope.modelOf(name);
  return {
    expected: "`true`, `false` or an object with `where`",
    isFlag: true,
    object: target
      ? shapeOfArguments(label, target, scope, { where: () => shapeOfWhere(target, scope) })
      : { owner: { label }, names: () => [], find: () => undefined, isUnsettled: () => true },
  };
}

function shapeOfSelect(model: Model, scope: QueryScope): Shape {
  const members = membersOf(model);
  const hasCounts = listCountedRelations(model).length > 0;
  return {
    expected: "an object of what to load such as `{ id: true }`",
    object: {
      owner: { model: model.name },
      names: () => [...members.keys(), ...(hasCounts ? [countsName] : [])],
      isUnsettled: (name) => scope.isUnsettled(model, name),
      demand: {
        expected: "an object that names something to load",
        isMetBy: (_, value) => value.kind !== "boolean" || value.value,
      },
      find(name) {
        const member = members.get(name);
        if (member === undefined) return hasCounts && name === countsName ? shapeOfCounts(model, scope) : undefined;
        return member.kind === "field" ? flag : shapeOfFollowed(member, model, scope);
      },
    },
  };
}

function shapeOfInclude(model: Model, scope: QueryScope): Shape {
  const members = membersOf(model);
  return {
    expected: "an object of relations to load such as `{ posts: true }`",
    object: {
      owner: { model: model.name },
      names: () => [...model.relations, ...(model.arcs ?? [])].map((relation) => relation.name),
      isUnsettled: (name) => scope.isUnsettled(model, name),
      find(name) {
        const member = members.get(name);
        if (member?.kind !== "field") return member && shapeOfFollowed(member, model, scope);
        return { ...flag, refusal: `\`${name}\` is a field, and fields come with the row` };
      },
    },
  };
}

function shapeOfFollowed(member: Exclude<Member, { kind: "field" }>, model: Model, scope: QueryScope): Shape {
  return member.kind === "arc" ? shapeOfArc(member.arc, model, scope) : shapeOfLoaded(member.relation, scope);
}

/** An order by how well rows fit a search, where nothing is searched for. */
const findAimlessRelevance: FindMisfit = (entries) => {
  const find = (name: string) => entries.find(({ key }) => key.text === name)?.value;
  const findKey = (value: Expression | undefined, name: string) =>
    value?.kind === "object" ? value.entries.find(({ key }) => key.text === name)?.key : undefined;
  const order = find("orderBy");
  const terms = order?.kind === "list" ? order.items : [order];
  const [relevance] = terms.flatMap((term) => findKey(term, "relevance") ?? []);
  if (relevance === undefined || findKey(find("where"), "search")) return undefined;
  const reason = "nothing is searched for here: say `search` in `where`, beside the other filters";
  return { span: relevance.span, place: "orderBy.relevance", reason };
};

/** Whatever an arc leads to is loaded; what is said of each model is how. */
function shapeOfArc({ name: arc, targets }: Arc, model: Model, scope: QueryScope): Shape {
  const find = (name: string) => {
    const target = targets.find((each) => each.name === name);
    const relation = model.relations.find((each) => each.name === target?.relation);
    const expected = "`true` or an object of what to load";
    return relation && { ...shapeOfLoaded(relation, scope), expected, isFlag: "true alone" as const };
  };
  return {
    expected: "`true`, `false` or an object of how to load each model",
    isFlag: true,
    object: {
      owner: { label: `\`${arc}\`` },
      names: () => targets.map((target) => target.name),
      find,
      isPartwise: true,
    },
  };
}

/** What is said of a relation that is loaded: that it is, or which part of it and how. */
function shapeOfLoaded(relation: Relation, scope: QueryScope): Shape {
  const isMany = relation.cardinality === "many";
  const target = scope.modelOf(relation.target);
  const load = () => (isMany ? wordOf("json", "batch") : wordOf("join", "json", "batch"));
  const recursion = target !== undefined && leadsOn(relation, target) ? recursionClauses : {};
  const label = `The selection of a relation to ${isMany ? "many" : "one"}`;
  return {
    expected: "`true`, `false` or an object of what to load",
    isFlag: true,
    object: target
      ? shapeOfArguments(
          label,
          target,
          scope,
          {
            ...selectionClauses(target, scope),
            ...(isMany && listClauses(target, scope)),
            load,
            ...recursion,
          },
          (entries) => findLoadingMisfit(relation.name, entries),
        )
      : { owner: { label }, names: () => [], find: () => undefined, isUnsettled: () => true },
  };
}

function shapeOfOrders(model: Model, scope: QueryScope): Shape {
  const item = shapeOfOrder(model, scope, model.fulltext && { relevance: wordOf("asc", "desc") });
  return { ...item, expected: `${item.expected}, or a list of such`, list: { item } };
}

/** Fields by which rows are told apart. */
function shapeOfDistinct(model: Model, scope: QueryScope): Shape {
  const names = model.fields.filter(isSortable).map((field) => field.name);
  const expected = `a field of \`${model.name}\` whose values have an order`;
  const isUnsettled = (name: string) => scope.isUnsettled(model, name);
  const field = { expected, words: names, isUnsettled };
  const refusal = `\`${model.name}\` has no key, and of rows that are alike none is the first`;
  return {
    ...(model.primaryKey === undefined && { refusal }),
    expected: `a list of fields such as \`[${names[0] ?? "name"}]\``,
    list: { item: field, isNeverEmpty: true },
  };
}

const direction: Shape = {
  ...wordOf("asc", "desc"),
  expected: "`asc`, `desc` or `{ sort: …, nulls: … }`",
  object: objectOf(
    "An order",
    { sort: wordOf("asc", "desc"), nulls: wordOf("first", "last") },
    { demand: { expected: "an object with `sort`", isMetBy: (name) => name === "sort" } },
  ),
};

/** By a relation to many: by how many rows it leads to. */
const countOrder: Shape = {
  expected: "`{ count: asc }` or `{ count: desc }`: each row has many",
  object: objectOf(
    "The order by a relation to many",
    { count: wordOf("asc", "desc") },
    { demand: { expected: "an object with `count`", isMetBy: (name) => name === "count" } },
  ),
};

/** @param more what there is to order by beside the members: not where a relation leads */
function shapeOfOrder(model: Model, scope: QueryScope, more: Readonly<Record<string, Shape>> = {}): Shape {
  const members = membersOf(model);
  return {
    expected: "an object of fields to order by such as `{ id: asc }`",
    object: {
      owner: { model: model.name },
      names: () => [...[...model.fields, ...model.relations].map(({ name }) => name), ...Object.keys(more)],
      isUnsettled: (name) => scope.isUnsettled(model, name),
      find(name) {
        const member = members.get(name);
        if (member === undefined) return Object.hasOwn(more, name) ? more[name] : undefined;
        if (member.kind === "field") {
          return shapeOfFieldOrder(member.field, scope);
        }
        if (member.kind === "arc") return refuseArc(member.arc);
        const target = scope.modelOf(member.relation.target);
        if (member.relation.cardinality === "many") return countOrder;
        return target && shapeOfOrder(target, scope);
      },
    },
  };
}

/** By a field, or by parts of a value object. */
function shapeOfFieldOrder(field: ValueObjectField, scope: QueryScope): Shape {
  const { type, isList } = field;
  if (type.kind !== "object" || isList) {
    return isSortable(field) ? direction : { ...direction, refusal: "its values have no order" };
  }
  const object = scope.typeOf(type.name);
  const parts = object?.fields ?? [];
  return {
    expected: `an object of parts to order by such as \`{ ${parts[0]?.name ?? "…"}: asc }\``,
    object: {
      owner: { model: type.name },
      names: () => parts.map(({ name }) => name),
      isUnsettled: () => scope.isUnsettledType(type.name),
      find(name) {
        const part = parts.find((each) => each.name === name);
        return part && shapeOfFieldOrder(part, scope);
      },
    },
  };
}

/** Rows are put in order by what an arc is made of. */
function refuseArc({ targets }: Arc): Shape {
  const names = targets.map(({ relation }) => `\`${relation}\``).join(", ");
  return { ...direction, refusal: `it leads to one of several models; order by one of ${names}` };
}
