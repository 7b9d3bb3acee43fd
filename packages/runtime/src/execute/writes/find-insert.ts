import type { RowGroup } from "../../args/writes/group-rows.js";
import {
  isNumbered,
  planInsertMany,
  type InsertColumns,
  type InsertedTable,
  type InsertPlan,
} from "../../plan/writes/plan-insert-many.js";
import type { Engine } from "../engine.js";

/** The most rows in one statement that takes arrays: what it holds in memory stays bounded, and one trip more does not count. */
const arrayRows = 10_000;

/**
 * Chunks as large as pays and as fits. What remains is cut into powers of two, so that all the inserts of a model
 * come to a few texts, each prepared once.
 */
export function chunkSizes(
  { count, fields, touched }: Pick<RowGroup, "fields" | "touched"> & { readonly count: number },
  model: InsertedTable,
  engine: Engine,
): readonly { start: number; size: number }[] {
  const { hasArrayParameters, maxParameters, insertChunkRows } = engine.planner.dialect.capabilities;
  const isArrays = hasArrayParameters && fields.length > 0;
  const fitting = Math.max(1, Math.min(insertChunkRows, Math.floor(maxParameters / Math.max(1, fields.length))));
  const isOfDefaults = fields.length + touched.length === 0 && !model.primaryKey.some(isNumbered);
  const most = isArrays ? arrayRows : isOfDefaults ? 1 : fitting;
  const chunks: { start: number; size: number }[] = [];
  for (let start = 0; start < count;) {
    const rest = count - start;
    const size = rest >= most ? most : isArrays ? rest : 2 ** Math.floor(Math.log2(rest));
    chunks.push({ start, size });
    start += size;
  }
  return chunks;
}

/** The insert of that many rows: the one that was made for a call like it, or a new one. */
export function findInsert(
  columns: InsertColumns,
  size: number,
  model: InsertedTable,
  { inserts, planner }: Engine,
): InsertPlan {
  const { fields, touched, returning, skipDuplicates } = columns;
  const { hasArrayParameters } = planner.dialect.capabilities;
  const count = hasArrayParameters && fields.length > 0 ? "" : size;
  const names = [fields, touched, returning].map((list) => list.map((field) => field.name).join());
  const shape = `${names.join(" ")} ${count} ${skipDuplicates}`;
  let plan = inserts.get(model, findInsert, shape);
  if (plan === undefined) {
    plan = planInsertMany(columns, size, model, planner.dialect);
    inserts.set(model, findInsert, shape, plan);
  }
  return plan;
}
