import {
  operandTypeOf,
  type ColumnExpression,
  type Dialect,
  type Parameter,
  type TableSource,
  type UpdateStatement,
  type ValueType,
} from "@joinery/sql";
import { changeOperatorOf, type Operators } from "../../args/writes/read-operators.js";
import type { Visibility } from "../../args/selection.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { assignStamps, changeValue } from "./assign-values.js";
import { createRowBinder } from "./bind-rows.js";
import { allOf, matchKeys, readColumn, startDraft } from "../draft.js";
import type { InsertPlan } from "./plan-insert-many.js";
import { listConditions } from "../conditions/visible-rows.js";

/** What all changes of one statement have in common. */
export interface UpdateColumns extends Visibility {
  /** What names a row: in each change a value of each, and never null. */
  readonly key: readonly FieldMetadata[];
  /** What is changed in it. */
  readonly fields: readonly FieldMetadata[];
  /** Those of them that not every change is of: after the values of all fields comes, for each of these, whether it is. */
  readonly optional?: readonly FieldMetadata[] | undefined;
  /** How they change those of them that they do not just replace: none that are optional. */
  readonly operators?: Operators | undefined;
  /** What is wanted back, in any order of rows. */
  readonly returning: readonly FieldMetadata[];
  /** The table that is written: that of the model itself, or one of those that hold its rows together. */
  readonly table: ModelMetadata;
  /** The fields of the model that are written there. */
  readonly tableFields: readonly FieldMetadata[];
}

/** No column of a table is called so: beside its columns these need no name of their source. */
const columnName = (place: number) => `@${place}`;

/**
 * Plans a statement that changes `rowCount` rows, each in its own way: the rows are matched with a table of values, in which the values of
 * `key` come before those of `fields`. With array parameters the text is the same for every number. (On an embedded database values side
 * by side cost two fifths of a prepared statement for each row, and the same rows as JSON more than that.)
 */
export function planUpdateEach(
  columns: UpdateColumns,
  rowCount: number,
  model: ModelMetadata,
  dialect: Dialect,
): InsertPlan {
  const { key, fields, optional = [], operators, returning, table, tableFields, ...visibility } = columns;
  const isArrays = dialect.capabilities.hasArrayParameters;
  const [target, changes] = ["t0", "t1"];
  const draft = startDraft();
  const given = (place: number): ColumnExpression => ({ kind: "column", source: changes, name: columnName(place) });
  const matched = matchKeys(
    key.map(({ column }) => readColumn(draft, target, column)),
    key.map((_, place) => given(place)),
  );
  const statement: UpdateStatement = {
    kind: "update",
    table: table.table,
    alias: target,
    set: [
      ...fields.map((field, place) => {
        const operator = changeOperatorOf(operators, field);
        const value = given(key.length + place);
        const { column } = field;
        const flag = optional.indexOf(field);
        if (flag >= 0) {
          const condition = given(key.length + fields.length + flag);
          const otherwise = readColumn(draft, target, column);
          return { column, value: { kind: "choice" as const, condition, value, otherwise } };
        }
        if (operator === undefined) return { column, value };
        return { column, value: changeValue(operator, readColumn(draft, target, column), value, field) };
      }),
      ...assignStamps(fields, tableFields, target, draft),
    ],
    from: listValues(typesOf(columns), rowCount, isArrays, changes),
    where: allOf([matched, ...listConditions(model, target, visibility)]),
    ...(returning.length === 0
      ? {}
      : { returning: returning.map(({ column, type }) => ({ expression: { kind: "column", name: column }, type })) }),
  };
  const compiled = dialect.compile(statement);
  return { statement: compiled, bind: createRowBinder(compiled, isArrays) };
}

function typesOf({ key, fields, optional = [], operators }: UpdateColumns): readonly ValueType[] {
  const changing = fields.map((field) => {
    const operator = changeOperatorOf(operators, field);
    return operator === undefined ? field.type : operandTypeOf(operator, field.type);
  });
  return [...key.map(({ type }) => type), ...changing, ...optional.map((): ValueType => ({ scalar: "Boolean" }))];
}

function listValues(types: readonly ValueType[], rowCount: number, isArrays: boolean, alias: string): TableSource {
  const width = types.length;
  const rowOf = (row: number) =>
    types.map((type, place): Parameter => ({ kind: "parameter", slot: row * width + place, type }));
  return {
    kind: "values",
    columns: types.map((_, place) => columnName(place)),
    values: isArrays ? { arrays: rowOf(0) } : { rows: Array.from({ length: rowCount }, (_, row) => rowOf(row)) },
    alias,
  };
}
