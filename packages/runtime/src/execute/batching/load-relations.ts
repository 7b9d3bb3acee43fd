import { describeChoice } from "../../args/describe-choice.js";
import { readObject, refuse } from "../../args/refuse.js";
import { shapeOfInclude } from "../../args/shape-key.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { describePlan, type PlanDescription } from "../../plan/describe-plan.js";
import { findLoadPlan } from "../../plan/find-plan.js";
import type { Additions } from "../../plan/query-plan.js";
import { describeValues } from "../describe-values.js";
import { findCohort, modelOf, type Cohort, type LoadedValues } from "./cohort.js";
import { joinTransaction } from "../transactions/ambient-transaction.js";
import type { Engine } from "../engine.js";
import { explainPlan } from "../explain-plan.js";
import type { ExplainedStatement } from "../explain-statements.js";
import { loadForOwners } from "./load-for-owners.js";
import { bindNode, type BoundBatch } from "../run-plan.js";
import { settleAll } from "../settle-all.js";

/**
 * Loads relations for a row and for all rows that came with it, each relation once for the same arguments: whoever asks
 * later, or meanwhile, is given what was loaded then.
 *
 * @returns the row, at once where nothing is to be waited for
 * @throws InvalidArgument, TransactionEnded before anything is sent
 */
export function loadRelations(row: object, include: unknown): object | Promise<object> {
  const cohort = cohortOf(row);
  const engine = joinTransaction(cohort.origin.engine.successor());
  const { wanted, excluded } = readWanted(include, cohort, engine);
  const pending: Promise<unknown>[] = [];
  for (const relation of wanted) {
    const { property, loadedBy } = relation;
    if (cohort.findHeld(row, property) === loadedBy) continue;
    const take = (loaded: LoadedValues) => {
      if (!loaded.has(row)) refuseOwner(modelOf(cohort), relation);
      cohort.attach(row, property, loaded.get(row), loadedBy);
    };
    const values = findValues(relation, row, cohort, engine);
    if (values instanceof Promise) pending.push(values.then(take));
    else take(values);
  }
  for (const property of excluded) cohort.exclude(row, property);
  const finish = () => {
    engine.adoptLoaded?.(
      row,
      wanted.map(({ property }) => property),
    );
    return row;
  };
  return settleAll(pending)?.then(finish) ?? finish();
}

/** What `loadRelations` would send for the first who asks. */
export function describeLoad(row: object, include: unknown): PlanDescription {
  const cohort = cohortOf(row);
  return describePlan(findLoadPlan(cohort.isAlone, modelOf(cohort), include, cohort.origin.engine));
}

/** How the database would run it. */
export function explainLoad(row: object, include: unknown): Promise<readonly ExplainedStatement[]> {
  const cohort = cohortOf(row);
  const engine = cohort.origin.engine.successor();
  return explainPlan(findLoadPlan(cohort.isAlone, modelOf(cohort), include, engine), include, engine);
}

function cohortOf(row: object): Cohort {
  const cohort = findCohort(row);
  if (cohort === undefined) {
    refuse(
      [],
      `This ${row.constructor.name} was not read from the database, so nothing can be loaded for it. Insert it with create, and load for the row that it gives back; or in a session, and load once it is flushed.`,
    );
  }
  return cohort;
}

/** One relation, or arc, that a call loads: checked, and bound to its values. */
interface Wanted {
  readonly property: string;
  /** Its arguments. */
  readonly loadedBy: string;
  readonly additions: Additions;
  readonly batches: readonly BoundBatch[];
}

function readWanted(value: unknown, cohort: Cohort, engine: Engine) {
  const include = readObject(value, [], "an object of what to load");
  const wanted: Wanted[] = [];
  const excluded: string[] = [];
  for (const property of Object.keys(include)) {
    const choice = include[property];
    const one = { [property]: choice };
    const model = modelOf(cohort);
    const { additions } = findLoadPlan(cohort.isAlone, model, one, engine);
    const batches = additions!.batches.map((batch) => bindNode(batch, one));
    if (choice === false || choice === undefined) excluded.push(property);
    else {
      const loadedBy = describeChoice(choice) ?? `${shapeOfInclude(one, model)} ${batches.map(describeValues).join()}`;
      wanted.push({ property, loadedBy, additions: additions!, batches });
    }
  }
  return { wanted, excluded };
}

/** What the cohort has loaded or is loading; else it is loaded now. */
function findValues(
  relation: Wanted,
  row: object,
  cohort: Cohort,
  engine: Engine,
): LoadedValues | Promise<LoadedValues> {
  const { property, loadedBy, additions, batches } = relation;
  const key = `${property} ${loadedBy}`;
  const known = cohort.loads.get(key);
  if (known instanceof Promise || known?.has(row)) return known;
  const loaded = loadForOwners(property, additions.fields, batches, cohort, engine);
  if (!(loaded instanceof Promise)) return settle(loaded);
  const settling = loaded.then(settle, (error: unknown) => {
    // Whoever asks next tries again.
    cohort.loads.delete(key);
    throw error;
  });
  cohort.loads.set(key, settling);
  return settling;

  function settle(values: LoadedValues): LoadedValues {
    cohort.loads.set(key, values);
    for (const [member, value] of values) {
      if (!Object.hasOwn(member, property)) cohort.attach(member, property, value, loadedBy);
    }
    return values;
  }
}

/** The fields that the relation begins at are the user's to change. */
function refuseOwner({ name }: ModelMetadata, { property, additions }: Wanted): never {
  const fields = additions.fields.map((field) => field.name).join(" and ");
  refuse(
    [property],
    `This is found by ${fields} of the ${name}, which has no value there that it could have in the database.`,
  );
}
