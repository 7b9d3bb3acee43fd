import {
  filteredScalarOf,
  listArcQuantifiers,
  listFilterOperators,
  listJsonListOperators,
  operandOf,
  relationQuantifiers,
  type Arc,
  type FieldType,
  type FilterOperator,
  type Model,
  type ObjectType,
  type Operand,
  type Relation,
  type ValueObject,
  type ValueObjectField,
} from "@joinery/schema";
import { describeLiteral } from "../literal-value.js";
import { membersOf, type QueryScope } from "./query-scope.js";
import { objectOf, printNames, wordOf, type ListShape, type Shape } from "./shape.js";

const logicalNames = ["AND", "OR", "NOT"] as const;

/** The filters of a model's rows: its members, and what puts filters together. */
export function shapeOfWhere(model: Model, scope: QueryScope): Shape {
  const members = membersOf(model);
  const search = model.fulltext === undefined ? undefined : shapeOfValue({ kind: "scalar", name: "String" });
  return shapeOfFilters({
    owner: model.name,
    names: [...members.keys(), ...(search ? ["search"] : [])],
    isUnsettled: (name) => scope.isUnsettled(model, name),
    find(name) {
      const member = members.get(name);
      if (member === undefined) return name === "search" ? search : undefined;
      if (member.kind === "relation") return shapeOfRelationFilter(member.relation, scope);
      if (member.kind === "arc") return shapeOfArcFilter(member.arc, model, scope);
      const { field } = member;
      return field.type.kind === "object" ? shapeOfObjectFilter(field, field.type, scope) : shapeOfFieldFilter(field);
    },
  });
}

/** The filters of a value object: its parts, put together likewise. */
function shapeOfParts({ name: owner, fields }: ValueObject, scope: QueryScope): Shape {
  return shapeOfFilters({
    owner,
    names: fields.map((field) => field.name),
    isUnsettled: () => scope.isUnsettledType(owner),
    find(name) {
      const part = fields.find((field) => field.name === name);
      if (part === undefined) return undefined;
      if (part.type.kind === "object") return shapeOfObjectFilter(part, part.type, scope);
      return part.isList ? shapeOfPartList(part) : shapeOfFieldFilter(part);
    },
  });
}

interface Filtered {
  readonly owner: string;
  readonly names: readonly string[];
  readonly isUnsettled: (name: string) => boolean;
  readonly find: (name: string) => Shape | undefined;
}

function shapeOfFilters({ owner, names, isUnsettled, find }: Filtered): Shape {
  const where: Shape = {
    expected: `filters of \`${owner}\` such as \`{ ${names[0] ?? "…"}: … }\``,
    object: {
      owner: { model: owner },
      names: () => [...names, ...logicalNames],
      isUnsettled,
      find(name) {
        if (name === "AND" || name === "NOT") return { ...where, list: { item: where } };
        if (name === "OR") return { expected: "a list of filters such as `[{ … }, { … }]`", list: { item: where } };
        return find(name);
      },
    },
  };
  return where;
}

function shapeOfObjectFilter(field: ValueObjectField, { name }: ObjectType, scope: QueryScope): Shape {
  const type = scope.typeOf(name);
  const parts: Shape = type ? shapeOfParts(type, scope) : { expected: `filters of \`${name}\`` };
  if (!field.isList) return { ...parts, ...nullable(field) };
  return shapeOfJsonList(field, () => parts);
}

function shapeOfPartList(part: ValueObjectField): Shape {
  return shapeOfJsonList(part, (name) => shapeOfOperand(name === "has" ? "element" : "elements", part));
}

/** What can be asked of a list in JSON; `shapeOf` says what stands behind what is asked of its elements. */
function shapeOfJsonList(field: ValueObjectField, shapeOf: (operator: string) => Shape): Shape {
  const operators = listJsonListOperators(filteredScalarOf(field.type));
  const expected = `an object with ${printNames(operators)}`;
  return {
    expected: field.isNullable ? `${expected}, or \`null\`` : expected,
    object: {
      owner: { label: `A filter of \`${printType(field)}\`` },
      names: () => operators,
      find: (name) =>
        !operators.includes(name) ? undefined : name === "isEmpty" ? shapeOfOperand("flag", field) : shapeOf(name),
      demand: { expected, isMetBy: () => true },
    },
    ...nullable(field),
  };
}

/** A value that a field must equal, or an object of operators. */
function shapeOfFieldFilter(field: ValueObjectField): Shape {
  const filter: Shape = {
    expected: "a filter",
    object: objectOf(
      `A filter of \`${printType(field)}\``,
      Object.fromEntries(operatorsOf(field).map((operator) => [operator, shapeOfOperand(operandOf(operator), field)])),
      { demand: { expected: "a filter that says something", isMetBy: (name) => name !== "mode" } },
    ),
  };
  // A JSON value could itself look like a filter.
  if (isJson(field)) return { ...filter, expected: "a filter with `equals` or `not`", ...nullable(field) };
  const own = shapeOfOperand("own", field);
  return { ...filter, ...own, expected: `${own.expected}, or a filter` };
}

/** A value that a field must not equal, or operators that must not hold. */
function shapeOfNegated(field: ValueObjectField): Shape {
  const own = shapeOfOperand("own", field);
  if (isJson(field)) return own;
  return {
    ...own,
    expected: `${own.expected}, or a filter`,
    get object() {
      return shapeOfFieldFilter(field).object!;
    },
  };
}

function shapeOfOperand(operand: Operand, field: ValueObjectField): Shape {
  const { type } = field;
  const value = shapeOfValue(type);
  const values: ListShape = { item: value };
  switch (operand) {
    case "own":
      return field.isList
        ? { expected: `a list, each of it ${value.expected}`, list: values, ...nullable(field) }
        : { ...value, ...nullable(field) };
    case "own-or-filter":
      return shapeOfNegated(field);
    case "value":
    case "element":
      return value;
    case "values":
    case "elements":
      return { expected: `a list, each of it ${value.expected}`, list: values };
    case "pair":
      return { expected: "a list of two values, from and to", list: { ...values, length: 2 } };
    case "text":
      return shapeOfValue({ kind: "scalar", name: "String" });
    case "flag":
      return { expected: "`true` or `false`", isFlag: true };
    case "mode":
      return wordOf("insensitive");
  }
}

function shapeOfValue(type: FieldType): Shape {
  return { expected: describeValue(type), value: { type } };
}

function describeValue(type: FieldType): string {
  if (type.kind !== "scalar") return `a member of \`${type.name}\``;
  // A `null` of its own would be that of the database.
  return type.name === "Json" ? "a JSON value other than `null`" : describeLiteral(type);
}

function shapeOfRelationFilter(relation: Relation, scope: QueryScope): Shape {
  const isMany = relation.cardinality === "many";
  const isNullable = !isMany && (relation.kind !== "owning" || relation.isNullable === true);
  const quantifiers: readonly string[] = relationQuantifiers[isMany ? "many" : "one"];
  const target = scope.modelOf(relation.target);
  const find = (name: string): Shape | undefined =>
    quantifiers.includes(name) && target ? { ...shapeOfWhere(target, scope), isNullable } : undefined;
  const expected = `an object with ${printNames(quantifiers)}`;
  return {
    expected: isNullable ? `${expected}, or \`null\`` : expected,
    isNullable,
    object: {
      owner: { label: `A filter of a relation to ${isMany ? "many" : "one"}` },
      names: () => quantifiers,
      find,
      isUnsettled: () => target === undefined,
      demand: { expected, isMetBy: () => true },
    },
  };
}

/** What is asked of the models that an arc leads to, by their names; and the same under the words of a relation to one. */
function shapeOfArcFilter(arc: Arc, model: Model, scope: QueryScope): Shape {
  const targets = arc.targets.map(({ name }) => name);
  const quantifiers = listArcQuantifiers(targets);
  const isNullable = arc.isNullable === true;
  const findTarget = (name: string): Shape | undefined => {
    const target = arc.targets.find((each) => each.name === name);
    const relation = model.relations.find((each) => each.name === target?.relation);
    const leadsTo = relation && scope.modelOf(relation.target);
    return leadsTo && shapeOfWhere(leadsTo, scope);
  };
  const shapeOf = (names: readonly string[], find: (name: string) => Shape | undefined): Shape => {
    const expected = `an object with ${printNames(names)}`;
    return {
      expected: isNullable ? `${expected}, or \`null\`` : expected,
      isNullable,
      object: {
        owner: { label: `\`${arc.name}\`` },
        names: () => names,
        find,
        isUnsettled: (name) => targets.includes(name),
        demand: { expected, isMetBy: () => true },
      },
    };
  };
  const ways = shapeOf(targets, findTarget);
  return shapeOf([...targets, ...quantifiers], (name) => (quantifiers.includes(name) ? ways : findTarget(name)));
}

function operatorsOf({ type, isList, isNullable }: ValueObjectField): readonly FilterOperator[] {
  const scalar = filteredScalarOf(type);
  return listFilterOperators({ scalar, isList: isList === true, isNullable: isNullable === true });
}

function isJson({ type, isList }: ValueObjectField): boolean {
  return type.kind === "scalar" && type.name === "Json" && !isList;
}

function nullable({ isNullable }: ValueObjectField): Pick<Shape, "isNullable"> {
  return { isNullable: isNullable === true };
}

/** A type as a schema spells it, without its parameters. */
export function printType({ type, isList, isNullable }: PrintedType): string {
  return `${type.name}${isList ? "[]" : ""}${isNullable ? "?" : ""}`;
}

interface PrintedType {
  readonly type: FieldType;
  readonly isList?: boolean;
  readonly isNullable?: boolean;
}
