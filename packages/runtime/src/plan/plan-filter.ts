import type { ColumnExpression, Expression, JsonPath, SelectStatement } from "@joinery/sql";
import { isEverything, type Filter, type Test } from "../args/filter.js";
import { mayBeNull, type FieldMetadata } from "../metadata/field-metadata.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import { addAlias, allOf, matchKeys } from "./draft.js";
import { addParameter, addSlot, type Slots } from "./slots.js";
import { listConditions, seeRows, visibilityOf } from "./visible-rows.js";

/** What a filter may draw on: the parameters of its statement, and aliases that nobody else uses. */
export interface FilterScope extends Slots {
  readonly aliases: { next: number };
}

/**
 * The condition of a filter on the rows of `alias`. SQL's third truth value never shows: negation is carried down to the
 * single tests, and a test that null makes unknown is there made to say what it means.
 */
export function planFilter(filter: Filter, alias: string, scope: FilterScope, isNegated = false): Expression {
  switch (filter.kind) {
    case "all":
    case "any": {
      const operands = filter.filters.map((each) => planFilter(each, alias, scope, isNegated));
      if (operands.length === 1) return operands[0]!;
      return { kind: (filter.kind === "all") === isNegated ? "or" : "and", operands };
    }
    case "not":
      return planFilter(filter.filter, alias, scope, !isNegated);
    case "null":
      return negateIf(isNegated, { kind: "is-null", operand: operandOf(alias, filter.field) });
    case "element":
      return negateIf(isNegated, planElement(filter.list, filter.filter, alias, scope));
    case "related":
      return isNegated
        ? { kind: "not", operand: planRelated(filter.relation, filter.filter, alias, scope, true) }
        : planRelated(filter.relation, filter.filter, alias, scope, false);
    case "test":
      return planTest(filter, alias, scope, isNegated);
  }
}

function planTest(test: Test, alias: string, scope: FilterScope, isNegated: boolean): Expression {
  const operand = operandOf(alias, test.field);
  const condition = planCondition(test, operand, scope);
  if (!isNegated) return condition;
  const negated: Expression =
    condition.kind === "comparison" && condition.operator === "="
      ? { ...condition, operator: "<>" }
      : { kind: "not", operand: condition };
  return mayBeNull(test.field) ? { kind: "or", operands: [negated, { kind: "is-null", operand }] } : negated;
}

function planCondition(test: Test, operand: ColumnExpression | JsonPath, scope: FilterScope): Expression {
  const { field, operator, path } = test;
  const insensitive = test.isInsensitive ? { insensitive: true } : {};
  switch (operator) {
    case "in": {
      const list = addParameter(scope, { kind: "list", path }, field.elementType);
      return { kind: "in-list", operand, list, ...insensitive };
    }
    case "contains":
    case "starts-with":
    case "ends-with":
    case "like": {
      const pattern = addParameter(scope, { kind: "argument", path }, field.type);
      return { kind: "pattern", match: operator, operand, pattern, ...insensitive };
    }
    case "is-empty":
      return { kind: "list-test", test: operator, operand, elementType: field.elementType };
    case "has":
    case "has-some":
    case "has-every": {
      const slot = addSlot(scope, { kind: operator === "has" ? "argument" : "list", path });
      return { kind: "list-test", test: operator, operand, elementType: field.elementType, slot };
    }
    default: {
      const right = addParameter(scope, { kind: "argument", path }, field.type);
      return { kind: "comparison", operator, left: operand, right, ...insensitive };
    }
  }
}

/**
 * That there is a row at the other end that fits. Asked as "is my key among those of the rows that fit", which a database may begin
 * at whichever end has fewer rows; under a negation, where null would count, and where any row does, as "exists".
 */
function planRelated(
  relation: RelationMetadata,
  filter: Filter,
  alias: string,
  scope: FilterScope,
  isNegated: boolean,
): Expression {
  const own = relation.fields.map((field) => columnOf(alias, field.column));
  const isAny = isEverything(filter);
  const target = addAlias(scope);
  const { keys, conditions, ...source } = planSource(relation, target, scope);
  // An own key that is set leads to a row, its foreign key says so, and where nothing hides that row, to one that is seen.
  const isHeld = relation.relation.kind === "owning" && relation.relation.foreignKey !== undefined;
  if (isHeld && isAny && conditions.length === 0) {
    return allOf(own.map((operand) => ({ kind: "not", operand: { kind: "is-null", operand } })));
  }
  const condition = isAny ? conditions : [planFilter(filter, target, scope), ...conditions];
  if (!isAny && !isNegated) {
    const columns = keys.map((expression) => ({ expression }));
    return { kind: "in-select", operands: own, select: { ...source, columns, where: allOf(condition) } };
  }
  const columns = [{ expression: { kind: "literal", value: 1 } as const }];
  return { kind: "exists", select: { ...source, columns, where: allOf([matchKeys(keys, own), ...condition]) } };
}

/** That there is an element that fits in a list in JSON, each being a row of its own as long as it is asked. */
function planElement(list: FieldMetadata, filter: Filter, alias: string, scope: FilterScope): Expression {
  const element = addAlias(scope);
  const { type, elementType } = list;
  const path: JsonPath = { kind: "json-path", document: columnOf(alias, list.column), steps: list.steps ?? [], type };
  const where = isEverything(filter) ? {} : { where: planFilter(filter, element, scope) };
  return {
    kind: "exists",
    select: {
      kind: "select",
      columns: [{ expression: { kind: "literal", value: 1 } }],
      from: { kind: "json-elements", list: path, elementType, alias: element },
      ...where,
    },
  };
}

/** The rows at the other end of a relation, and the columns there that hold this end's key. */
function planSource(
  relation: RelationMetadata,
  target: string,
  scope: FilterScope,
): Pick<SelectStatement, "kind" | "from" | "joins"> & {
  readonly keys: readonly Expression[];
  readonly conditions: readonly Expression[];
} {
  const { source, conditions } = seeRows(relation.target, target, visibilityOf(relation));
  const references = relation.references.map((field) => columnOf(target, field.column));
  if (relation.relation.kind !== "many-to-many") return { kind: "select", from: source, keys: references, conditions };
  const { table, sourceColumns, targetColumns } = relation.relation.joinTable;
  const link = addAlias(scope);
  const linkColumns = (names: readonly string[]) => names.map((name) => columnOf(link, name));
  return {
    kind: "select",
    from: { kind: "table", table, alias: link },
    joins: [{ type: "inner", source, on: matchKeys(references, linkColumns(targetColumns)) }],
    keys: linkColumns(sourceColumns),
    conditions: [...conditions, ...(relation.through ? listConditions(relation.through, link, {}) : [])],
  };
}

/** Where the value of a field is: its column, or the part of the JSON in it. */
function operandOf(alias: string, { column, steps, type }: FieldMetadata): ColumnExpression | JsonPath {
  const document = columnOf(alias, column);
  return steps === undefined ? { ...document, type } : { kind: "json-path", document, steps, type };
}

function columnOf(alias: string, name: string): ColumnExpression {
  return { kind: "column", source: alias, name };
}

function negateIf(isNegated: boolean, operand: Expression): Expression {
  return isNegated ? { kind: "not", operand } : operand;
}
