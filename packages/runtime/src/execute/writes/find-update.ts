import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { changeOperatorOf, type Operators } from "../../args/writes/read-operators.js";
import type { Visibility } from "../../args/selection.js";
import type { InsertPlan } from "../../plan/writes/plan-insert-many.js";
import { planUpdateEach, type UpdateColumns } from "../../plan/writes/plan-update-each.js";
import type { Engine } from "../engine.js";
import { chunkSizes } from "./find-insert.js";

/** A statement for some of the changes, in one of the tables that hold their rows. */
export interface UpdateChunk {
  readonly start: number;
  readonly size: number;
  readonly plan: InsertPlan;
  readonly key: readonly FieldMetadata[];
  readonly fields: readonly FieldMetadata[];
  /** The rows are named by a version too. */
  readonly isVersioned: boolean;
}

/** What changes, of rows that are named alike. */
export interface Changing extends Visibility {
  readonly key: readonly FieldMetadata[];
  readonly fields: readonly FieldMetadata[];
  readonly operators?: Operators | undefined;
}

/**
 * The statements that make `count` changes: of rows in several tables, a change in each that has any of its fields, or something that counts
 * or times changes.
 */
export function planChunks(
  { key, fields, operators, withDeleted }: Changing,
  count: number,
  model: ModelMetadata,
  engine: Engine,
): readonly UpdateChunk[] {
  const changed = model.parts.filter((part) => {
    const isStamped = part.fields.some((field) => field.isUpdatedAt || field.isVersion);
    return isStamped || part.fields.some((field) => fields.includes(field));
  });
  return changed.flatMap((part, place) => {
    const isWhole = model.parts.length === 1;
    const columns: UpdateColumns = {
      key: isWhole ? key : key.filter((field) => model.primaryKey.includes(field) || part.fields.includes(field)),
      fields: isWhole ? fields : fields.filter((field) => part.fields.includes(field)),
      operators,
      returning: [],
      table: part.model,
      tableFields: part.fields,
      ...(withDeleted || place > 0 ? { withDeleted: true } : {}),
    };
    const isVersioned = columns.key.some((field) => field.isVersion);
    const shape = { count, fields: [...columns.key, ...columns.fields], touched: [] };
    return chunkSizes(shape, model, engine).map(({ start, size }) => {
      return {
        start,
        size,
        plan: findUpdate(columns, size, model, engine),
        key: columns.key,
        fields: columns.fields,
        isVersioned,
      };
    });
  });
}

/** The statement for that many rows: the one that was made for others like them, or a new one. */
export function findUpdate(
  columns: UpdateColumns,
  size: number,
  model: ModelMetadata,
  { inserts, planner }: Engine,
): InsertPlan {
  const { key, fields, optional = [], operators, returning, table, withDeleted } = columns;
  const names = [key, fields, optional, returning].map((list) => list.map((field) => field.name).join());
  if (operators !== undefined) names.push(fields.map((field) => changeOperatorOf(operators, field)).join());
  const count = planner.dialect.capabilities.hasArrayParameters ? "" : size;
  const shape = `${table.name} ${names.join(" ")} ${count} ${withDeleted}`;
  let plan = inserts.get(model, findUpdate, shape);
  if (plan === undefined) {
    plan = planUpdateEach(columns, size, model, planner.dialect);
    inserts.set(model, findUpdate, shape, plan);
  }
  return plan;
}
