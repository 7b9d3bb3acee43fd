import { RelationNotLoadedError } from "./errors/call-errors.js";
import { findCohort, type Cohort } from "./execute/batching/cohort.js";
import type { ModelMetadata } from "./metadata/metadata.js";

/** The error for a relation that is touched and was not loaded, with the calls that would have loaded it or can load it now. */
export function createRelationNotLoaded(row: object, model: ModelMetadata, relation: string): RelationNotLoadedError {
  const cohort = findCohort(row);
  if (cohort === undefined) {
    const call = `db.${model.accessor}.findUnique({ where: { … }, include: { ${relation}: true } })`;
    return new RelationNotLoadedError(model.name, relation, `Assign it, or read the row with it: ${call}.`);
  }
  const now = `await ${variableOf(model.name)}.load({ ${relation}: true })`;
  if (cohort.origin.operation === "flush") {
    const mend = `Assign it before the flush; or load it now, for all that were inserted together: ${now}.`;
    return new RelationNotLoadedError(model.name, relation, mend);
  }
  const mend = `Load it with the rows: ${describeCall(cohort, relation)}; or now, for all that came together: ${now}.`;
  return new RelationNotLoadedError(model.name, relation, mend);
}

/** The call that gave the row, if it had asked for the relation. */
function describeCall({ kind, origin: { model, operation } }: Cohort, relation: string): string {
  const include = [...kind.path, "include", relation].reduceRight<string>(
    (inner, name) => `{ ${name}: ${inner} }`,
    "true",
  );
  if (operation === "load") return `${variableOf(model.name)}.load(${include})`;
  const call = `db.${model.accessor}.${operation}`;
  if (operation === "getById") return `${call}(id, ${include})`;
  const isOfMany = /^(findMany|findFirst|getAll)/.test(operation);
  return `${call}(${isOfMany ? include : include.replace("{", "{ …,")})`;
}

function variableOf(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}
