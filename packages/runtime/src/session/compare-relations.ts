import { InvalidObject } from "../errors/session-errors.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import { linkOf, linkTo, type FlushDraft, type PairChange } from "./flush-draft.js";
import { moveChild, putIn, takeOut } from "./follow-keys.js";
import type { ArcLink, InverseLink, OwningLink } from "./object-mapping.js";
import { hasRelation, isRelationSame, knownValue, listRelated, type ObjectState } from "./object-state.js";
import { isSameValue } from "./snapshot.js";

/**
 * Compares what objects hold with what they held: who has come gets the key of its new parent; who has gone goes to another, is deleted as an
 * orphan, or stays without a parent.
 *
 * @throws InvalidObject for a child that cannot be without a parent
 */
export function compareRelations(draft: FlushDraft): void {
  const gone: Departure[] = [];
  for (const state of draft.objects.states) {
    if (state.isDoomed) continue;
    for (const link of state.mapping.inverse) {
      const { added, removed } = compare(state, link.relation);
      for (const object of added) receive(draft.objects.stateOf(object)!, state, link, draft);
      for (const object of removed) gone.push({ child: draft.objects.stateOf(object), parent: state, link });
    }
    for (const relation of state.mapping.pairs) comparePairs(state, relation, draft);
  }
  for (const departure of gone) release(departure, draft);
}

interface Departure {
  readonly child: ObjectState | undefined;
  readonly parent: ObjectState;
  readonly link: InverseLink;
}

const same = { added: [], removed: [] };

function compare(
  state: ObjectState,
  { name }: RelationMetadata,
): { added: readonly object[]; removed: readonly object[] } {
  if (!hasRelation(state, name) || isRelationSame(state, name)) return same;
  const { status, relations, mapping, object } = state;
  const snapshot = relations.get(name);
  if (snapshot === undefined && status === "persistent") {
    throw new InvalidObject(
      mapping.model.name,
      name,
      "It was assigned without having been loaded, so what it replaces is not known. Load it before.",
    );
  }
  const [before, now] = [new Set(snapshot?.objects), new Set(listRelated(object, name))];
  return {
    added: [...now].filter((each) => !before.has(each)),
    removed: [...before].filter((each) => !now.has(each)),
  };
}

function receive(child: ObjectState, parent: ObjectState, { owner }: InverseLink, draft: FlushDraft): void {
  const other = linkOf(draft, child, owner);
  if (other !== undefined && other !== null && other !== parent) {
    throw new InvalidObject(
      child.mapping.model.name,
      owner.name,
      `It was given to two ${parent.mapping.model.name}s: it can be with one.`,
    );
  }
  linkTo(draft, child, owner, parent);
  const own = child.mapping.owning.find(({ relation }) => relation.name === owner.name)!;
  const arc = arcOf(child, own);
  for (const { relation } of arc?.links ?? []) if (relation !== owner) linkTo(draft, child, relation, null);
  if (arc !== undefined && hasRelation(child, arc.name)) child.object[arc.name] = parent.object;
  moveChild(child, own, parent, draft);
  if (hasRelation(child, owner.name)) child.object[owner.name] = parent.object;
}

function release({ child, parent, link }: Departure, draft: FlushDraft): void {
  if (child === undefined || child.isDoomed || child.status === "new") return;
  const { owner, relation, cascades } = link;
  // It has gone to another.
  if (linkOf(draft, child, owner) !== undefined) return;
  const own = child.mapping.owning.find((each) => each.relation.name === owner.name)!;
  if (own.fields.some(({ name }) => !isSameValue(child.object[name], knownValue(child, name)))) return;
  if (cascades.has("deleteOrphan") && !hasOtherParent(child, owner, draft)) {
    draft.doomed.add(child);
    return;
  }
  const arc = arcOf(child, own);
  if (!(arc ?? own).isNullable) {
    throw new InvalidObject(
      child.mapping.model.name,
      owner.name,
      `It was taken out of the ${relation.name} of its ${parent.mapping.model.name}, and cannot be without one. Give it to another, delete it, or have @cascade(deleteOrphan) on ${relation.name}.`,
    );
  }
  linkTo(draft, child, owner, null);
  for (const name of [owner.name, arc?.name]) {
    if (name !== undefined && hasRelation(child, name)) child.object[name] = null;
  }
}

/** The arc that a relation is a part of. */
function arcOf({ mapping }: ObjectState, own: OwningLink): ArcLink | undefined {
  return mapping.arcs.find(({ links }) => links.includes(own));
}

/** Whether another parent is left of those without which it would be an orphan. */
function hasOtherParent(child: ObjectState, owner: RelationMetadata, draft: FlushDraft): boolean {
  return child.mapping.owning.some(({ relation, fields, isOfOrphans }) => {
    if (!isOfOrphans || relation.name === owner.name) return false;
    const parent = linkOf(draft, child, relation);
    if (parent !== undefined) return parent !== null;
    return fields.every(({ name }) => (child.object[name] ?? null) !== null);
  });
}

function comparePairs(state: ObjectState, relation: RelationMetadata, draft: FlushDraft): void {
  const { added, removed } = compare(state, relation);
  if (added.length + removed.length === 0) return;
  const changes = changesOf(relation, draft);
  const { inverse: name } = relation.relation;
  const note = (object: object, pairs: PairChange["added"], sync: typeof putIn) => {
    const other = draft.objects.stateOf(object);
    if (other === undefined) return;
    const isBack = isSwapped(relation) !== changes.isSwapped;
    const [source, target] = isBack ? [other, state] : [state, other];
    const targets = pairs.get(source) ?? new Set();
    pairs.set(source, targets.add(target));
    const inverse = name === undefined ? undefined : other.mapping.pairs.find((each) => each.name === name);
    if (inverse !== undefined) sync(other, inverse, state.object, draft);
  };
  for (const object of added) note(object, changes.added, putIn);
  for (const object of removed) note(object, changes.removed, takeOut);
}

/** Both sides of a relation note their pairs in one place, so that each is there once. */
function changesOf(relation: RelationMetadata, { pairs }: FlushDraft): PairChange {
  const key = tableOfPairs(relation);
  let changes = pairs.get(key);
  if (changes === undefined) {
    changes = { relation, isSwapped: isSwapped(relation), added: new Map(), removed: new Map() };
    pairs.set(key, changes);
  }
  return changes;
}

function joinTableOf({ relation }: RelationMetadata) {
  if (relation.kind !== "many-to-many") throw new Error(`${relation.name} has no join table`);
  return relation.joinTable;
}

function tableOfPairs(relation: RelationMetadata): string {
  const { table, sourceColumns, targetColumns } = joinTableOf(relation);
  return [table.schema ?? "", table.name, ...[sourceColumns.join(), targetColumns.join()].sort()].join(" ");
}

/** Of the two sides of a join table one is the first, whichever is asked. */
function isSwapped(relation: RelationMetadata): boolean {
  const { sourceColumns, targetColumns } = joinTableOf(relation);
  return sourceColumns.join() > targetColumns.join();
}
