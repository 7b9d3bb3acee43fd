import type { ColumnExpression, Expression, SelectStatement } from "@joinery/sql";
import { isEverything, type Filter, type Test } from "../args/filter.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import { addAlias, allOf, matchKeys, tableOf } from "./draft.js";
import { addParameter, addSlot, type Slots } from "./slots.js";

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
      return negateIf(isNegated, { kind: "is-null", operand: columnOf(alias, filter.field.column) });
    case "related":
      return negateIf(isNegated, planRelated(filter.relation, filter.filter, alias, scope));
    case "test":
      return planTest(filter, alias, scope, isNegated);
  }
}

function planTest(test: Test, alias: string, scope: FilterScope, isNegated: boolean): Expression {
  const condition = planCondition(test, { ...columnOf(alias, test.field.column), type: test.field.type }, scope);
  if (!isNegated) return condition;
  const negated: Expression =
    condition.kind === "comparison" && condition.operator === "="
      ? { ...condition, operator: "<>" }
      : { kind: "not", operand: condition };
  if (!test.field.isNullable) return negated;
  return { kind: "or", operands: [negated, { kind: "is-null", operand: columnOf(alias, test.field.column) }] };
}

function planCondition(test: Test, operand: ColumnExpression, scope: FilterScope): Expression {
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

/** That there is a row at the other end. An own key that is set leads to one: its foreign key says so. */
function planRelated(
  relation: RelationMetadata,
  filter: Filter,
  alias: string,
  scope: FilterScope,
): Expression {
  const own = relation.fields.map((field) => columnOf(alias, field.column));
  if (relation.relation.kind === "owning" && isEverything(filter)) {
    return allOf(own.map((operand) => ({ kind: "not", operand: { kind: "is-null", operand } })));
  }
  const target = addAlias(scope);
  const references = relation.references.map((field) => columnOf(target, field.column));
  const condition = isEverything(filter) ? [] : [planFilter(filter, target, scope)];
  return { kind: "exists", select: planExists(relation, target, own, references, condition, scope) };
}

function planExists(
  relation: RelationMetadata,
  target: string,
  own: readonly Expression[],
  references: readonly Expression[],
  condition: readonly Expression[],
  scope: FilterScope,
): SelectStatement {
  const columns = [{ expression: { kind: "literal", value: 1 } as const }];
  const from = tableOf(relation.target, target);
  if (relation.relation.kind !== "many-to-many") {
    return { kind: "select", columns, from, where: allOf([matchKeys(references, own), ...condition]) };
  }
  const { table, sourceColumns, targetColumns } = relation.relation.joinTable;
  const link = addAlias(scope);
  const linkColumns = (names: readonly string[]) => names.map((name) => columnOf(link, name));
  return {
    kind: "select",
    columns,
    from: { kind: "table", table, alias: link },
    joins: [{ type: "inner", source: from, on: matchKeys(references, linkColumns(targetColumns)) }],
    where: allOf([matchKeys(linkColumns(sourceColumns), own), ...condition]),
  };
}

function columnOf(alias: string, name: string): ColumnExpression {
  return { kind: "column", source: alias, name };
}

function negateIf(isNegated: boolean, operand: Expression): Expression {
  return isNegated ? { kind: "not", operand } : operand;
}
