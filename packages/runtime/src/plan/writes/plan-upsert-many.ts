import {
  operandTypeOf,
  proposedRow,
  type CompiledStatement,
  type Expression,
  type InsertStatement,
  type ValueType,
} from "@joinery/sql";
import type { ConflictChange } from "../../args/writes/read-conflict-change.js";
import type { Visibility } from "../../args/selection.js";
import { changeOperatorOf } from "../../args/writes/read-operators.js";
import type { Arbiter, ModelMetadata } from "../../metadata/metadata.js";
import { createBinder, type Binder } from "../binder.js";
import type { Planner } from "../build-node.js";
import { listConditions } from "../conditions/visible-rows.js";
import { addAlias, readColumn, startDraft, whereAll, type Draft } from "../draft.js";
import { assignGiven, assignStamps, changeValue, type Assignment } from "./assign-values.js";
import { createRowBinder, type BindRows } from "./bind-rows.js";
import { insertSource, type InsertColumns } from "./plan-insert-many.js";

/** What the rows of one statement have in common. */
export interface UpsertColumns extends Pick<InsertColumns, "fields" | "touched">, Visibility {
  readonly arbiter: Arbiter;
  readonly change: ConflictChange;
}

/**
 * One statement that inserts a number of rows, or changes those that are there. Where the key is one of some rows alone, it says of each row
 * whether it is among those.
 */
export interface UpsertPlan {
  readonly statement: CompiledStatement;
  /** Binds what its rows give. */
  readonly bind: BindRows;
  /** Binds what comes after it: the values of the call. */
  readonly argumentBinder: Binder;
}

/** Plans an upsert of `rowCount` rows; with array parameters the text is the same for every number. */
export function planUpsertMany(
  columns: UpsertColumns,
  rowCount: number,
  model: ModelMetadata,
  { dialect }: Planner,
): UpsertPlan {
  const { fields, arbiter, change, ...visibility } = columns;
  const isArrays = dialect.capabilities.hasArrayParameters;
  const draft = startDraft();
  const alias = addAlias(draft);
  const set = assignConflict(change, model, alias, draft);
  const [first] = arbiter.fields;
  const statement: InsertStatement = {
    kind: "insert",
    table: model.table,
    ...insertSource(columns, rowCount, [], isArrays),
    onConflict: {
      kind: "do-update",
      columns: arbiter.fields.map(({ column }) => column),
      ...(arbiter.among !== undefined && { among: arbiter.among }),
      alias,
      // What changes nothing counts all the same.
      set: set.length > 0 ? set : [{ column: first!.column, value: readColumn(draft, alias, first!.column) }],
      ...whereAll(listConditions(model, alias, visibility)),
    },
    ...(arbiter.among !== undefined && { returning: [{ expression: isAmong(arbiter.among), type: truth }] }),
  };
  const compiled = dialect.compile(statement);
  const count = isArrays ? fields.length : fields.length * rowCount;
  const ofRows = { ...compiled, parameters: compiled.parameters.slice(0, count) };
  const ofCall = { ...compiled, parameters: compiled.parameters.slice(count) };
  return {
    statement: compiled,
    bind: createRowBinder(ofRows, isArrays),
    argumentBinder: createBinder(ofCall, draft.sources),
  };
}

const truth: ValueType = { scalar: "Boolean" };

function isAmong(condition: string): Expression {
  return { kind: "is-true", operand: { kind: "sql", parts: [condition] } };
}

/** What is set in a row that is there: values of the call, of the row that was to be inserted, or changes by either. */
function assignConflict(
  { fields, operators, given }: ConflictChange,
  model: ModelMetadata,
  alias: string,
  draft: Draft,
): readonly Assignment[] {
  if (fields.length === 0) return [];
  const ofCall = fields.filter((field) => !given.has(field));
  const ofRow = [...given].map((field): Assignment => {
    const { column } = field;
    const proposed = readColumn(draft, proposedRow, column);
    const operator = changeOperatorOf(operators, field);
    if (operator === undefined) return { column, value: proposed };
    const operand = { ...proposed, type: operandTypeOf(operator, field.type) };
    return { column, value: changeValue(operator, readColumn(draft, alias, column), operand, field) };
  });
  return [
    ...assignGiven({ given: ofCall, operators, alias }, model.fields, draft, "update"),
    ...ofRow,
    ...assignStamps(fields, model.fields, alias, draft),
  ];
}
