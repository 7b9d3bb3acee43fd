import { InvalidObject } from "../errors/session-errors.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import {
  addReference,
  identifyInsert,
  isInsert,
  pickWritten,
  startChange,
  startInsert,
  writeValue,
  writtenOf,
  type Change,
  type Changes,
} from "./change.js";
import type { FlushDraft } from "./flush-draft.js";
import { knownValues, listChanges, type ObjectState } from "./object-state.js";
import { absent, isSameValue } from "./snapshot.js";

/**
 * What must be written so that the database has what the objects have.
 *
 * @throws InvalidObject for a value that no field can have
 */
export function collectChanges(draft: FlushDraft): Changes {
  const { objects, links, doomed, vanished } = draft;
  const all: Change[] = [];
  for (const state of objects.states) {
    if (doomed.has(state) || vanished.has(state)) continue;
    const change = state.status === "new" ? collectInsert(state) : collectUpdate(state);
    if (change !== undefined) all.push(change);
  }
  if (links.size > 0) followLinks(all, draft);
  const inserts = all.filter(isInsert);
  referToKeys(inserts);
  return {
    inserts,
    updates: all.filter((change) => !isInsert(change) && isChange(change)),
    deletes: [...doomed].map((state) => startChange(state, knownValues(state))),
  };
}

/** Gives children the keys of the parents that they are to have. */
function followLinks(all: Change[], draft: FlushDraft): void {
  const { links, doomed, vanished } = draft;
  const changes = new Map(all.map((change) => [change.state, change]));
  for (const [child, parents] of links) {
    if (doomed.has(child) || vanished.has(child)) continue;
    let change = changes.get(child);
    if (change === undefined) {
      changes.set(child, (change = startChange(child, knownValues(child))));
      all.push(change);
    }
    for (const [name, parent] of parents) {
      const { relation } = child.mapping.owning.find((each) => each.relation.name === name)!;
      if (parent === null) unlink(change, relation);
      else link(change, relation, parent, draft, changes);
    }
  }
}

function collectInsert(state: ObjectState): Change {
  const change = startInsert(state);
  const { object, mapping } = state;
  for (const name of mapping.notGiven) if (object[name] !== undefined) writeValue(change, name, absent);
  for (const { name, make } of mapping.generators) if (object[name] === undefined) writeValue(change, name, make());
  return change;
}

function collectUpdate(state: ObjectState): Change | undefined {
  const names = listChanges(state);
  if (names.length === 0) return undefined;
  const { object, mapping } = state;
  const change = startChange(state, knownValues(state));
  for (const name of names) {
    const field = mapping.model.members.get(name);
    if (field?.kind !== "field") continue;
    const fail = (problem: string): never => {
      throw new InvalidObject(mapping.model.name, name, problem);
    };
    if (object[name] === undefined) fail("This is undefined. Say null for no value.");
    if (field.isVersion) fail("It counts the changes by itself: leave it as it is.");
    if (field.isGenerated) fail("The database computes it: leave it as it is.");
    change.values[name] = object[name];
  }
  return change;
}

function unlink(change: Change, { fields }: RelationMetadata): void {
  for (const { name, isNullable } of fields) {
    if (isNullable) writeValue(change, name, null);
    else if (isInsert(change)) writeValue(change, name, absent);
  }
}

function link(
  change: Change,
  relation: RelationMetadata,
  parent: ObjectState,
  { doomed, vanished }: FlushDraft,
  changes: ReadonlyMap<ObjectState, Change>,
): void {
  if (doomed.has(parent) || vanished.has(parent)) {
    const { model } = change.state.mapping;
    throw new InvalidObject(model.name, relation.name, `The ${parent.mapping.model.name} that it leads to is deleted.`);
  }
  const target = changes.get(parent);
  relation.fields.forEach((field, place) => {
    const { name } = relation.references[place]!;
    const value = parent.status === "new" ? writtenOf(target!, name) : (target?.values[name] ?? parent.object[name]);
    if (value !== undefined) writeValue(change, field.name, value);
    else if (isInsert(change)) writeValue(change, field.name, absent);
    else delete change.values[field.name];
  });
  if (parent.status === "new") addReference(change, { relation, target: target! });
}

/** A row may be referred to by its key, where that is known before it is inserted. */
function referToKeys(inserts: readonly Change[]): void {
  const targets = new Set<string>();
  for (const mapping of new Set(inserts.map(({ state }) => state.mapping))) {
    for (const { relation } of mapping.owning) targets.add(relation.target.name);
  }
  if (targets.size === 0) return;
  const byKey = new Map<string, Map<unknown, Change>>();
  for (const change of inserts) {
    const { mapping } = change.state;
    if (!mapping.model.parts.some(({ model }) => targets.has(model.name))) continue;
    const key = identifyInsert(change, mapping);
    if (key === undefined) continue;
    for (const { model } of mapping.model.parts) {
      const changes = byKey.get(model.name) ?? new Map<unknown, Change>();
      byKey.set(model.name, changes.set(key, change));
    }
  }
  if (byKey.size === 0) return;
  for (const change of inserts) {
    for (const link of change.state.mapping.owning) {
      const { relation } = link;
      const known = byKey.get(relation.target.name);
      if (known === undefined || change.references.some((each) => each.relation === relation)) continue;
      const key = link.identifyParent(pickWritten(change, link.names));
      const target = key === undefined ? undefined : known.get(key);
      if (target !== undefined && target !== change) addReference(change, { relation, target });
    }
  }
}

function isChange({ values, before, references }: Change): boolean {
  if (references.length > 0) return true;
  for (const name of Object.keys(values)) {
    if (isSameValue(values[name], before[name])) delete values[name];
  }
  return Object.keys(values).length > 0;
}
