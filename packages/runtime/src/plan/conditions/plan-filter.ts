import type { Expression, JsonPath, SelectStatement } from "@joinery/sql";
import { isEverything, type FieldTest, type Filter, type JsonPathTest, type Test } from "../../args/filters/filter.js";
import { mayBeNull, type FieldMetadata } from "../../metadata/field-metadata.js";
import type { RelationMetadata } from "../../metadata/metadata.js";
import { planSearch } from "./plan-search.js";
import { addAlias, allOf, matchKeys, readColumn, readField, startInner, type Draft } from "../draft.js";
import { planSql } from "./plan-sql.js";
import { readStored, readValue } from "../read-value.js";
import { addParameter, addSlot } from "../slots.js";
import { listConditions, seeRows, visibilityOf } from "./visible-rows.js";

/**
 * The condition of a filter on the rows of `alias`. SQL's third truth value never shows: negation is carried down to the
 * single tests, and a test that null makes unknown is there made to say what it means.
 */
export function planFilter(filter: Filter, alias: string, draft: Draft, isNegated = false): Expression {
  switch (filter.kind) {
    case "all":
    case "any": {
      const operands = filter.filters.map((each) => planFilter(each, alias, draft, isNegated));
      if (operands.length === 1) return operands[0]!;
      return { kind: (filter.kind === "all") === isNegated ? "or" : "and", operands };
    }
    case "not":
      return planFilter(filter.filter, alias, draft, !isNegated);
    case "null":
      return negateIf(isNegated, { kind: "is-null", operand: readValue(draft, alias, filter.field) });
    case "element":
      return negateIf(isNegated, planElement(filter.list, filter.filter, alias, draft));
    case "related":
      return isNegated
        ? { kind: "not", operand: planRelated(filter.relation, filter.filter, alias, draft, true) }
        : planRelated(filter.relation, filter.filter, alias, draft, false);
    case "search":
      return negateIf(isNegated, planSearch(filter.search, filter.path, alias, draft));
    case "test":
      return planTest(filter, alias, draft, isNegated);
    case "sql":
      return negateUnknown(isNegated, planSql(filter.parts, filter.path, alias, draft));
    case "json-test":
      return negateUnknown(isNegated, planJsonTest(filter, alias, draft));
    case "field-test":
      return planFieldTest(filter, alias, draft, isNegated);
  }
}

/** What is of another type than is asked about makes it unknown. */
function planJsonTest(
  { field, test, steps, path, isInsensitive }: JsonPathTest,
  alias: string,
  draft: Draft,
): Expression {
  return {
    kind: "json-test",
    test,
    document: readStored(draft, alias, field),
    path: addSlot(draft, { kind: "argument", path: steps }),
    ...(test === "is-null" ? {} : { slot: addSlot(draft, { kind: "argument", path }) }),
    ...(isInsensitive ? { insensitive: true } : {}),
  };
}

/** Two fields of the row: null equals null, and is neither before nor after anything. */
function planFieldTest(test: FieldTest, alias: string, draft: Draft, isNegated: boolean): Expression {
  const { operator, field, other, isInsensitive } = test;
  const [left, right] = [readValue(draft, alias, field), readValue(draft, alias, other)];
  const insensitive = isInsensitive ? { insensitive: true } : {};
  const nullable = [left, right].filter((_, side) => mayBeNull(side === 0 ? field : other));
  if (operator === "=") {
    const isNullSafe = nullable.length > 0 ? { isNullSafe: true } : {};
    return { kind: "comparison", operator: isNegated ? "<>" : "=", left, right, ...isNullSafe, ...insensitive };
  }
  const condition: Expression =
    operator === "contains" || operator === "starts-with" || operator === "ends-with"
      ? { kind: "text-test", match: operator, operand: left, text: right, ...insensitive }
      : { kind: "comparison", operator, left, right };
  if (!isNegated) return condition;
  const isNull = nullable.map((operand): Expression => ({ kind: "is-null", operand }));
  return { kind: "or", operands: [{ kind: "not", operand: condition }, ...isNull] };
}

function planTest(test: Test, alias: string, draft: Draft, isNegated: boolean): Expression {
  const operand = readValue(draft, alias, test.field);
  const condition = planCondition(test, operand, draft);
  if (!isNegated) return condition;
  const negated: Expression =
    condition.kind === "comparison" && condition.operator === "="
      ? { ...condition, operator: "<>" }
      : { kind: "not", operand: condition };
  return mayBeNull(test.field) ? { kind: "or", operands: [negated, { kind: "is-null", operand }] } : negated;
}

function planCondition(test: Test, operand: Expression, draft: Draft): Expression {
  const { field, operator, path } = test;
  const insensitive = test.isInsensitive ? { insensitive: true } : {};
  switch (operator) {
    case "in": {
      const list = addParameter(draft, { kind: "list", path }, field.elementType);
      return { kind: "in-list", operand, list, ...insensitive };
    }
    case "contains":
    case "starts-with":
    case "ends-with":
    case "like": {
      const pattern = addParameter(draft, { kind: "argument", path }, field.type);
      return { kind: "pattern", match: operator, operand, pattern, ...insensitive };
    }
    case "matches": {
      const slot = addSlot(draft, { kind: "argument", path });
      return { kind: "match", operand, slot, ...insensitive };
    }
    case "is-empty":
      return { kind: "list-test", test: operator, operand, elementType: field.elementType };
    case "has":
    case "has-some":
    case "has-every": {
      const slot = addSlot(draft, { kind: operator === "has" ? "argument" : "list", path });
      return { kind: "list-test", test: operator, operand, elementType: field.elementType, slot };
    }
    default: {
      const right = addParameter(draft, { kind: "argument", path }, field.type);
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
  draft: Draft,
  isNegated: boolean,
): Expression {
  const own = relation.fields.map((field) => readField(draft, alias, field));
  const isAny = isEverything(filter);
  const inner = startInner(draft);
  const target = addAlias(inner);
  const { keys, conditions, from } = planSource(relation, target, inner);
  // An own key that is set leads to a row, its foreign key says so, and where nothing hides that row, to one that is seen.
  const isHeld = relation.relation.kind === "owning" && relation.relation.foreignKey !== undefined;
  if (isHeld && isAny && conditions.length === 0) {
    return allOf(own.map((operand) => ({ kind: "not", operand: { kind: "is-null", operand } })));
  }
  const condition = isAny ? conditions : [planFilter(filter, target, inner), ...conditions];
  const source = { kind: "select", from, joins: inner.joins } as const;
  if (!isAny && !isNegated) {
    const columns = keys.map((expression) => ({ expression }));
    return { kind: "in-select", operands: own, select: { ...source, columns, where: allOf(condition) } };
  }
  const columns = [{ expression: { kind: "literal", value: 1 } as const }];
  return { kind: "exists", select: { ...source, columns, where: allOf([matchKeys(keys, own), ...condition]) } };
}

/** That there is an element that fits in a list in JSON, each being a row of its own as long as it is asked. */
function planElement(list: FieldMetadata, filter: Filter, alias: string, draft: Draft): Expression {
  const element = addAlias(draft);
  const { type, elementType } = list;
  const path: JsonPath = { kind: "json-path", document: readField(draft, alias, list), steps: list.steps ?? [], type };
  const where = isEverything(filter) ? {} : { where: planFilter(filter, element, draft) };
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
  draft: Draft,
): Pick<SelectStatement, "from"> & {
  readonly keys: readonly Expression[];
  readonly conditions: readonly Expression[];
} {
  const { source, conditions } = seeRows(relation.target, target, visibilityOf(relation));
  const references = relation.references.map((field) => readField(draft, target, field));
  if (relation.relation.kind !== "many-to-many") return { from: source, keys: references, conditions };
  const { table, sourceColumns, targetColumns } = relation.relation.joinTable;
  const link = addAlias(draft);
  const linkColumns = (names: readonly string[]) => names.map((name) => readColumn(draft, link, name));
  draft.joins.push({ type: "inner", source, on: matchKeys(references, linkColumns(targetColumns)) });
  return {
    from: { kind: "table", table, alias: link },
    keys: linkColumns(sourceColumns),
    conditions: [...conditions, ...(relation.through ? listConditions(relation.through, link, {}) : [])],
  };
}

/** Of what may be unknown: that is false, so it is among the others. */
function negateUnknown(isNegated: boolean, operand: Expression): Expression {
  return isNegated ? { kind: "not", operand: { kind: "is-true", operand } } : operand;
}

function negateIf(isNegated: boolean, operand: Expression): Expression {
  return isNegated ? { kind: "not", operand } : operand;
}
