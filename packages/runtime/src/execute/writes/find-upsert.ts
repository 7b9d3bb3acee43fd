import { changeOperatorOf } from "../../args/writes/read-operators.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { planUpsertMany, type UpsertColumns, type UpsertPlan } from "../../plan/writes/plan-upsert-many.js";
import type { Engine } from "../engine.js";

/** The statement for that many rows: the one that was made for others like them, or a new one. */
export function findUpsert(
  columns: UpsertColumns,
  size: number,
  model: ModelMetadata,
  { keyed, planner }: Engine,
): UpsertPlan {
  const { fields, touched, arbiter, change, withDeleted } = columns;
  const names = [fields, touched, arbiter.fields].map((list) => list.map(({ name }) => name).join());
  const changes = change.fields.map((field) => describeChange(field, columns)).join();
  const count = planner.dialect.capabilities.hasArrayParameters ? "" : size;
  const shape = `${names.join(" ")} ${changes} ${count} ${withDeleted} ${arbiter.among ?? ""}`;
  let plan = keyed.upserts.get(model, findUpsert, shape);
  if (plan === undefined) {
    plan = planUpsertMany(columns, size, model, planner);
    keyed.upserts.set(model, findUpsert, shape, plan);
  }
  return plan;
}

function describeChange(field: FieldMetadata, { change: { operators, given } }: UpsertColumns): string {
  const operator = operators?.get(field) ?? "";
  return `${field.name}:${given.has(field) ? changeOperatorOf(operators, field) : operator}${given.has(field) ? "*" : ""}`;
}
