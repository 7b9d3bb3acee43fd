import type { ForeignKey } from "@joinery/schema";
import { isPlain } from "../../args/refuse.js";
import { ForeignKeyViolation, type ConstraintPlace } from "../../errors/database-errors.js";
import { createForeignKeyViolation } from "../../errors/translate-database-error.js";
import type { ModelMetadata, RelationMetadata } from "../../metadata/metadata.js";
import { findPlan } from "../../plan/find-plan.js";
import { operations } from "../../plan/operations.js";
import type { Action } from "../../query.js";
import type { Engine } from "../engine.js";
import { runPlan } from "../run-plan.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * Has a write say which foreign key it broke, also on a database that only says that it was one: there the rows that the call is about are asked for,
 * once it has failed, by the keys of the schema. What cannot be found out that way is told of the model alone.
 */
export function nameBrokenKeys(action: Action): Action {
  return {
    ...action,
    run(args, model, engine, hasCompany) {
      if (engine.planner.dialect.capabilities.namesForeignKeys) return action.run(args, model, engine, hasCompany);
      const explain = (error: unknown) => explainViolation(error, args, model, engine);
      try {
        const answer = action.run(args, model, engine, hasCompany);
        return answer instanceof Promise ? answer.catch(explain) : answer;
      } catch (error) {
        if (!(error instanceof ForeignKeyViolation)) throw error;
        return explain(error);
      }
    },
  };
}

async function explainViolation(error: unknown, args: unknown, model: ModelMetadata, engine: Engine): Promise<never> {
  if (!(error instanceof ForeignKeyViolation) || error.constraint !== undefined || !isPlain(args)) throw error;
  const place = await findPlace(args, model, engine).catch(() => undefined);
  throw place === undefined ? error : createForeignKeyViolation(place, error.cause);
}

async function findPlace(args: Values, model: ModelMetadata, engine: Engine): Promise<ConstraintPlace | undefined> {
  return (await findMissingTarget(args["data"], model, engine)) ?? (await findReferrer(args, model, engine));
}

/** The first key among new values, and those of rows that are written along with them, that leads to no row. */
async function findMissingTarget(
  data: unknown,
  model: ModelMetadata,
  engine: Engine,
): Promise<ConstraintPlace | undefined> {
  for (const values of listRows(data)) {
    for (const relation of model.relations) {
      const written = values[relation.name];
      const rows = isPlain(written) ? Object.values(written).flatMap(listRows) : [];
      const found = rows.length === 0 ? undefined : await findMissingTarget(rows, relation.target, engine);
      if (found !== undefined) return found;
      const key = foreignKeyOf(relation);
      const given = relation.fields.map(({ name }) => values[name] ?? null);
      if (key === undefined || given.includes(null)) continue;
      const where = Object.fromEntries(relation.references.map(({ name }, place) => [name, given[place]]));
      if (!(await isThere(relation.target, where, engine))) return placeOf(relation, key);
    }
  }
  return undefined;
}

/** The first key that refers to the rows of a call, and to those that go with them. */
async function findReferrer(
  { where, all }: Values,
  model: ModelMetadata,
  engine: Engine,
  passed: ReadonlySet<RelationMetadata> = new Set(),
): Promise<ConstraintPlace | undefined> {
  const rows = isPlain(where) ? where : all === true ? {} : undefined;
  if (rows === undefined) return undefined;
  const { metadata } = engine;
  for (const { name } of metadata.schema.models) {
    const source = metadata.model(name);
    for (const relation of source.relations) {
      const key = foreignKeyOf(relation);
      if (key === undefined || relation.target !== model || passed.has(relation)) continue;
      const referring = { [relation.name]: { is: rows } };
      if (key.onDelete === "Cascade") {
        const found = await findReferrer({ where: referring }, source, engine, new Set([...passed, relation]));
        if (found !== undefined) return found;
      } else if (key.onDelete === "NoAction" || key.onDelete === "Restrict") {
        if (await isThere(source, referring, engine)) return placeOf(relation, key);
      }
    }
  }
  return undefined;
}

/** The rows of which a call gives values: one, or many, or what they say is to be created or changed. */
function listRows(given: unknown): Values[] {
  const rows: readonly unknown[] = Array.isArray(given) ? given : [given];
  return rows.filter(isPlain).flatMap((row) => [row, ...[row["data"], row["create"], row["update"]].filter(isPlain)]);
}

async function isThere(model: ModelMetadata, where: Values, engine: Engine): Promise<boolean> {
  // A row that is marked as deleted is one to the database.
  const args = { where, ...(model.softDelete !== undefined && { withDeleted: true }) };
  return (await runPlan(findPlan(operations.exists, model, args, engine), args, engine)) as boolean;
}

function foreignKeyOf({ relation }: RelationMetadata): ForeignKey | undefined {
  return relation.kind === "owning" ? relation.foreignKey : undefined;
}

function placeOf({ source, fields }: RelationMetadata, { name }: ForeignKey): ConstraintPlace {
  return { model: source.name, fields: fields.map((field) => field.name), constraint: name };
}
