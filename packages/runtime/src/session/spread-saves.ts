import { kindOf } from "../args/refuse.js";
import { InvalidObject } from "../errors/session-errors.js";
import { findCohort } from "../execute/batching/cohort.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import type { FlushDraft } from "./flush-draft.js";
import { leadsTo } from "./follow-keys.js";
import type { ArcLink, ObjectMapping } from "./object-mapping.js";
import { hasRelation, type ObjectState } from "./object-state.js";

/**
 * Brings into the session whatever its objects have been given: the cascade "saveUpdate", which every relation has unless its `@cascade` says
 * others alone.
 *
 * @throws InvalidObject for what no relation can hold
 */
export function spreadSaves(draft: FlushDraft): void {
  const { objects } = draft;
  /** Those that are here because others hold them. */
  const reached = new Set<ObjectState>();
  const spread = (state: ObjectState): void => {
    if (state.isDoomed) return;
    const reach = (related: object, relation: RelationMetadata): void => {
      const known = objects.stateOf(related);
      if (known === undefined) reached.add(attach(related, state, relation, draft));
      else {
        demandTarget(known.mapping, state, relation);
        if (!isRooted(known)) reached.add(known);
      }
    };
    for (const relation of state.mapping.relations) {
      if (!hasRelation(state, relation.name)) continue;
      for (const related of listChecked(state, relation)) reach(related, relation);
    }
    for (const arc of state.mapping.arcs) {
      const related = hasRelation(state, arc.name) ? state.object[arc.name] : undefined;
      if (related !== null && related !== undefined) reach(related, relationTo(related, arc, state, draft));
    }
  };
  for (const state of objects.states) if (isRooted(state)) spread(state);
  // It grows while it is gone through.
  for (const state of reached) spread(state);
  // What was taken out again before it was ever saved.
  for (const state of objects.states) if (!isRooted(state) && !reached.has(state)) objects.forget(state.object);
}

/** Whether an object is here whoever holds it. */
function isRooted({ status, isAdded }: ObjectState): boolean {
  return isAdded || status === "persistent";
}

function listChecked({ object, mapping }: ObjectState, relation: RelationMetadata): readonly object[] {
  const { name, target, isMany } = relation;
  const value = object[name];
  const fail = (problem: string): never => {
    throw new InvalidObject(mapping.model.name, name, problem);
  };
  if (!isMany) {
    if (value === null || value === undefined) return [];
    return typeof value === "object"
      ? [value]
      : fail(`Expected an object of ${target.name} or null, got ${kindOf(value)}.`);
  }
  if (!Array.isArray(value)) return fail(`Expected a list of objects of ${target.name}, got ${kindOf(value)}.`);
  const wrong = value.findIndex((each) => typeof each !== "object" || each === null);
  if (wrong >= 0) return fail(`Expected an object of ${target.name} at ${wrong}, got ${kindOf(value[wrong])}.`);
  return value as object[];
}

/** By which of its relations an arc leads to an object. */
function relationTo(
  related: object,
  { name, links }: ArcLink,
  holder: ObjectState,
  draft: FlushDraft,
): RelationMetadata {
  const model = typeof related === "object" ? draft.modelOf(related) : undefined;
  const link = links.find(({ relation }) => model !== undefined && leadsTo(relation, draft.mappingOf(model)));
  if (link !== undefined) return link.relation;
  const targets = links.map(({ relation }) => relation.target.name).join(", ");
  const got = model === undefined ? kindOf(related) : `one of ${model}`;
  throw new InvalidObject(
    holder.mapping.model.name,
    name,
    `Expected an object of one of ${targets}, or null; got ${got}.`,
  );
}

function demandTarget(mapping: ObjectMapping, holder: ObjectState, relation: RelationMetadata): void {
  if (leadsTo(relation, mapping)) return;
  const problem = `Expected an object of ${relation.target.name}, got one of ${mapping.model.name}.`;
  throw new InvalidObject(holder.mapping.model.name, relation.name, problem);
}

function attach(related: object, holder: ObjectState, relation: RelationMetadata, draft: FlushDraft): ObjectState {
  const { objects, mappingOf, modelOf, removed } = draft;
  const fail = (problem: string): never => {
    throw new InvalidObject(holder.mapping.model.name, relation.name, problem);
  };
  const target = relation.target.name;
  const name = modelOf(related);
  if (name === undefined)
    return fail(`Expected an object of ${target}, made by its class or read; got ${kindOf(related)}.`);
  const mapping = mappingOf(name);
  demandTarget(mapping, holder, relation);
  if (removed.has(related)) fail(`This ${name} was deleted. Make a new one.`);
  if (findCohort(related) !== undefined) {
    // It was read outside: as it is, it is what the database has.
    const identity = mapping.identify(related as Record<string, unknown>);
    if (identity === undefined) fail(`This ${name} was read without its key.`);
    const other = objects.findRow(mapping, identity);
    if (other !== undefined) fail(`The session has another object for the row of this ${name}: use that one.`);
    return objects.addRow(related, mapping, identity);
  }
  const { kind, cascade } = relation.relation;
  if (kind === "inverse" && cascade !== undefined && !cascade.includes("saveUpdate")) {
    fail(`A ${name} in it is new, and its cascade does not save: add it to the session.`);
  }
  return objects.addNew(related, mapping);
}
