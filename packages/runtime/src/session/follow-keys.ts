import type { RelationMetadata } from "../metadata/metadata.js";
import { InvalidObject } from "../errors/session-errors.js";
import { includes, linkOf, linkTo, type FlushDraft } from "./flush-draft.js";
import type { ArcLink, ObjectMapping, OwningLink } from "./object-mapping.js";
import { hasRelation, knownValue, type ObjectState } from "./object-state.js";
import { isSameValue, type Values } from "./snapshot.js";

/**
 * Finds the parents that were assigned, as objects or by their keys, and has both sides of the relation agree: where the parent's list is
 * there, the child is in it.
 */
export function followKeys(draft: FlushDraft): void {
  for (const state of draft.objects.states) {
    if (state.isDoomed) continue;
    if (state.mapping.arcs.length > 0) followArcs(state, draft);
    else for (const link of state.mapping.owning) followLink(state, link, draft);
  }
}

function followArcs(state: ObjectState, draft: FlushDraft): void {
  const { arcs, owning } = state.mapping;
  const assigned = arcs.filter((arc) => followArc(state, arc, draft));
  for (const link of owning) if (!assigned.some(({ links }) => links.includes(link))) followLink(state, link, draft);
  for (const arc of arcs) if (!assigned.includes(arc)) turnArc(state, arc, draft);
}

/** @returns whether the arc was assigned */
function followArc(state: ObjectState, { name, isNullable, links }: ArcLink, draft: FlushDraft): boolean {
  if (!hasRelation(state, name) || !isAssigned(state, name, links)) return false;
  const { object, mapping } = state;
  const value = object[name] ?? null;
  const parent = value === null ? null : draft.objects.stateOf(value)!;
  if (parent === null && !isNullable) throw new InvalidObject(mapping.model.name, name, "It must lead to something.");
  for (const link of links) {
    const own = parent !== null && leadsTo(link.relation, parent.mapping) ? parent : null;
    linkTo(draft, state, link.relation, own);
    moveChild(state, link, own, draft);
    if (hasRelation(state, link.relation.name)) object[link.relation.name] = own?.object ?? null;
  }
  return true;
}

/** Has an arc that is held lead where the relations lead that it is made of. */
function turnArc(state: ObjectState, { name, links }: ArcLink, draft: FlushDraft): void {
  const { object } = state;
  if (!hasRelation(state, name)) return;
  const isTurned = links.some((link) => linkOf(draft, state, link.relation) !== undefined || isKeyChanged(state, link));
  if (!isTurned) return;
  for (const link of links) {
    const linked = linkOf(draft, state, link.relation);
    const parent = linked === undefined ? findParent(link, object, draft) : linked;
    if (parent === undefined || parent === null) continue;
    object[name] = parent.object;
    return;
  }
  if (links.every((link) => link.names.every((key) => (object[key] ?? null) === null))) object[name] = null;
  else {
    delete object[name];
    state.relations.delete(name);
  }
}

export function leadsTo({ target }: RelationMetadata, { model }: ObjectMapping): boolean {
  return model.parts.some((part) => part.model.name === target.name);
}

function followLink(state: ObjectState, link: OwningLink, draft: FlushDraft): void {
  const { object } = state;
  const { relation, fields } = link;
  const isHeld = hasRelation(state, relation.name);
  if (isHeld && isAssigned(state, relation.name, [link])) {
    const value = object[relation.name];
    const parent = value === null || value === undefined ? null : draft.objects.stateOf(value)!;
    linkTo(draft, state, relation, parent);
    moveChild(state, link, parent, draft);
    return;
  }
  if (!isKeyChanged(state, link)) return;
  const parent = findParent(link, object, draft);
  moveChild(state, link, parent ?? null, draft);
  if (!isHeld) return;
  // What it led to it leads to no longer; what it leads to now may not be here.
  if (parent !== undefined) object[relation.name] = parent.object;
  else if (fields.some(({ name }) => object[name] === null)) object[relation.name] = null;
  else {
    delete object[relation.name];
    state.relations.delete(relation.name);
  }
}

function isKeyChanged(state: ObjectState, { names }: OwningLink): boolean {
  const { object } = state;
  return names.some((name) => !isSameValue(object[name] ?? undefined, knownValue(state, name) ?? undefined));
}

function isAssigned({ object, status, relations }: ObjectState, name: string, links: readonly OwningLink[]): boolean {
  const value = object[name] ?? null;
  const isNull = (key: string) => (object[key] ?? null) === null;
  if (status === "new") return value !== null || links.every(({ names }) => names.every(isNull));
  const snapshot = relations.get(name);
  return snapshot === undefined || value !== (snapshot.objects[0] ?? null);
}

/** The parent by the key that a child has, where the session has it. */
function findParent(link: OwningLink, values: Values, { objects }: FlushDraft): ObjectState | undefined {
  return objects.findAny(link.relation.target.name, link.identifyParent(values));
}

/** The parent that a child has in the database, where the session has it. */
function findKnownParent(state: ObjectState, link: OwningLink, draft: FlushDraft): ObjectState | undefined {
  if (state.status === "new") return undefined;
  const known = Object.fromEntries(link.fields.map(({ name }) => [name, knownValue(state, name)]));
  return findParent(link, known, draft);
}

/** Puts a child with its new parent, and takes it from the one that it had. */
export function moveChild(state: ObjectState, link: OwningLink, parent: ObjectState | null, draft: FlushDraft): void {
  const { inverse } = link;
  if (inverse === undefined) return;
  const before = findKnownParent(state, link, draft);
  if (before !== undefined && before !== parent) takeOut(before, inverse, state.object, draft);
  if (parent !== null) putIn(parent, inverse, state.object, draft);
}

/** Takes an object out of what a relation of another holds. */
export function takeOut(holder: ObjectState, relation: RelationMetadata, object: object, draft: FlushDraft): void {
  if (!hasRelation(holder, relation.name)) return;
  const value = holder.object[relation.name];
  if (Array.isArray(value)) {
    if (!includes(draft, value, object)) return;
    value.splice(value.indexOf(object), 1);
    draft.members.get(value)?.delete(object);
  } else if (value === object) holder.object[relation.name] = null;
}

/** Puts an object into a relation of another, if it was loaded and does not have it. */
export function putIn(holder: ObjectState, relation: RelationMetadata, object: object, draft: FlushDraft): void {
  if (!hasRelation(holder, relation.name)) return;
  const value = holder.object[relation.name];
  if (!Array.isArray(value)) {
    holder.object[relation.name] = object;
    return;
  }
  if (includes(draft, value, object)) return;
  value.push(object);
  draft.members.get(value)?.add(object);
}
