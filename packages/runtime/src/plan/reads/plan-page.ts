import type { ColumnExpression, Expression, OrderTerm, Parameter, SelectStatement } from "@joinery/sql";
import { readSnapshot } from "../../args/read-arguments.js";
import { readPage, type PageArguments } from "../../args/read-page.js";
import { readSelection } from "../../args/read-selection.js";
import type { FieldOrder } from "../../args/selection.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { buildNode, type Planner } from "../build-node.js";
import {
  addAlias,
  joinRelations,
  matchKeys,
  outputColumn,
  readColumn,
  readField,
  startDraft,
  startInner,
  whereAll,
  type Draft,
} from "../draft.js";
import { keyColumn } from "./own-columns.js";
import { listRanges, reverseOrder, type PageRange } from "./page-ranges.js";
import { planFilter } from "../conditions/plan-filter.js";
import { planOrder } from "../conditions/plan-order.js";
import { planSelection } from "./plan-selection.js";
import type { PlannedCall } from "../query-plan.js";
import { addParameter } from "../slots.js";
import { seeRows } from "../conditions/visible-rows.js";

/** `paginate`: the rows next to a position in an order, one more than are asked for, to know whether there are more. */
export function planPaginate(args: unknown, model: ModelMetadata, planner: Planner): PlannedCall {
  const page = readPage(args, model);
  const { side, position, order } = page;
  const draft = startDraft();
  const alias = addAlias(draft);
  const source = { draft, alias, path: [], place: [] };
  const selected = planSelection(readSelection(page.args, model, []), source);
  const orderBy = side === "before" ? reverseOrder(page.orderBy) : page.orderBy;
  const call: PageCall = { ...page, orderBy, model, alias };
  const isNull = position?.values.map((value) => value === null);
  const ranges = isNull === undefined ? [] : listRanges(orderBy, isNull, planner.dialect.capabilities);
  const isUnion = ranges.length > 1;
  const keys = orderBy.map((term, part): ColumnExpression => {
    return isUnion
      ? { ...readColumn(draft, alias, keyColumn(part)), type: term.field.type }
      : readTerm(term, alias, draft);
  });
  const positions = keys.map((key, part) => outputColumn(draft, key.source, key.name, orderBy[part]!.field));
  const statement = isUnion
    ? uniteRanges(ranges, keys, call, draft)
    : selectRange(ranges[0], draft.columns, call, draft);
  const reason = `the rows ${side} a position in the order`;
  const root = buildNode(statement, draft, selected, { model: model.name, reason }, false, planner);
  const cursor = orderBy.map(({ field: { type } }, part) => {
    return { position: positions[part]!, print: planner.dialect.codec.keyText(type).print };
  });
  return { root, page: { side, order, keys: cursor }, ...readSnapshot(args) };
}

/** What is asked for, as the statement's rows are read: a page `before` from its end. */
interface PageCall extends PageArguments {
  readonly model: ModelMetadata;
  readonly alias: string;
}

/** The first rows of a range, or of all. */
function selectRange(
  range: PageRange | undefined,
  columns: SelectStatement["columns"],
  call: PageCall,
  draft: Draft,
): SelectStatement {
  const { model, alias, where, limit } = call;
  const { source, conditions } = seeRows(model, alias, call);
  const fitting = where === undefined ? [] : [planFilter(where, alias, draft)];
  const bounds = range === undefined ? [] : planBounds(range, call, draft);
  const { orderBy, isValued } = range ?? { ...call, isValued: false };
  return {
    kind: "select",
    columns,
    from: source,
    joins: draft.joins,
    ...whereAll([...fitting, ...conditions, ...bounds]),
    orderBy: planOrder(orderBy, alias, draft).map((term, index) =>
      isValued && index === 0 ? withoutNulls(term) : term,
    ),
    limit: addParameter(draft, { kind: "page-size", path: limit }, { scalar: "Int" }),
  };
}

/** The first rows of all ranges, of which the first make the page. The union takes the place of the table, alias and all. */
function uniteRanges(
  ranges: readonly PageRange[],
  keys: readonly ColumnExpression[],
  call: PageCall,
  draft: Draft,
): SelectStatement {
  const { alias, orderBy, limit } = call;
  const keyNames = keys.map(({ name }) => name);
  const names = [...(draft.used.get(alias) ?? [])].filter((name) => !keyNames.includes(name));
  const selects = ranges.map((range) => {
    const inner = startInner(draft);
    const columns = [
      ...names.map((name) => ({ expression: readColumn(inner, alias, name), alias: name })),
      ...orderBy.map((term, part) => ({ expression: readTerm(term, alias, inner), alias: keyNames[part]! })),
    ];
    return selectRange(range, columns, call, inner);
  });
  return {
    kind: "select",
    columns: draft.columns,
    from: { kind: "union", selects, alias },
    joins: draft.joins,
    orderBy: planOrder(orderBy, alias, startInner(draft)).map((term, part) => ({ ...term, expression: keys[part]! })),
    limit: addParameter(draft, { kind: "page-size", path: limit }, { scalar: "Int" }),
  };
}

/** Where nothing is null, an index of either kind has the order. */
function withoutNulls({ expression, direction }: OrderTerm): OrderTerm {
  return { expression, direction };
}

function planBounds({ same, beyond, nulls }: PageRange, call: PageCall, draft: Draft): readonly Expression[] {
  const { orderBy, position, alias, side } = call;
  const read = (term: number) => readTerm(orderBy[term]!, alias, draft);
  const value = (part: number): Parameter => ({
    ...addParameter(draft, { kind: "cursor", side, part }, orderBy[part]!.field.type),
    isKeyText: true,
  });
  const isNull = (term: number): Expression => ({ kind: "is-null", operand: read(term) });
  const alike = same.map((term) =>
    position!.values[term] === null ? isNull(term) : matchKeys([read(term)], [value(term)]),
  );
  const [first] = beyond as [number];
  if (nulls === "only") return [...alike, isNull(first)];
  if (nulls === "none") return [...alike, { kind: "not", operand: isNull(first) }];
  const operator = orderBy[first]!.direction === "asc" ? ">" : "<";
  const left = beyond.map(read);
  const right = beyond.map(value);
  if (beyond.length > 1) return [...alike, { kind: "row-comparison", operator, left, right }];
  return [...alike, { kind: "comparison", operator, left: left[0]!, right: right[0]! }];
}

/** The column that a term orders rows by. */
function readTerm({ relations, field }: FieldOrder, alias: string, draft: Draft): ColumnExpression {
  return { ...readField(draft, joinRelations(draft, alias, relations), field), type: field.type };
}
