import { membershipOf, type Membership } from "../decode/row-kind.js";
import { Cohort } from "../execute/batching/cohort.js";
import type { Engine } from "../execute/engine.js";
import type { ObjectMapping } from "./object-mapping.js";

/** Makes an object one of those that a flush has inserted, for which more can be loaded. */
export type JoinCohort = (object: object, mapping: ObjectMapping) => void;

/** The objects that one flush inserts are cohorts, one for each model, as rows are that came with one call. */
export function createCohorts(engine: Engine): JoinCohort {
  const cohorts = new Map<ObjectMapping, { readonly members: object[]; readonly property: PropertyDescriptor }>();
  return (object, mapping) => {
    let cohort = cohorts.get(mapping);
    if (cohort === undefined) cohorts.set(mapping, (cohort = createCohort(mapping, engine)));
    cohort.members.push(object);
    Object.defineProperty(object, membershipOf, cohort.property);
  };
}

function createCohort({ model }: ObjectMapping, engine: Engine) {
  const kind = { model: model.name, path: [], kept: [], loaded: {} };
  const siblings = new Cohort(kind, { engine, model, operation: "flush" });
  const membership: Membership = { siblings, kept: [] };
  return { members: siblings.members, property: { value: () => membership, configurable: true } };
}

/** It is new again. */
export function leaveCohort(object: object): void {
  delete (object as { [membershipOf]?: unknown })[membershipOf];
}
