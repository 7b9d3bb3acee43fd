import type { RelationMetadata } from "../metadata/metadata.js";
import { linkOf, linkTo, type FlushDraft } from "./flush-draft.js";
import { createIdentify, type InverseLink, type OwningLink } from "./object-mapping.js";
import { hasRelation, knownValue, knownValues, listRelated, type ObjectState } from "./object-state.js";
import { isSameValue } from "./snapshot.js";

/** Reads the rows at the other end of a relation for several objects, in one statement, into the session. */
export type LoadChildren = (
  relation: RelationMetadata,
  parents: readonly ObjectState[],
) => Promise<readonly ObjectState[]>;

/**
 * Finds all that goes with what is to be deleted: by the cascades of the schema, those of the database, and, for what is neither, by taking the
 * children out of their parent's hand. What is not loaded is left to the database where it does the same, and loaded otherwise: in one
 * statement for each relation and level.
 */
export async function spreadDeletes(draft: FlushDraft, load: LoadChildren): Promise<void> {
  const { doomed, vanished, objects } = draft;
  for (const state of objects.states) if (state.isDoomed) doomed.add(state);
  const index = createChildIndex(draft);
  for (let level = [...doomed]; level.length > 0;) {
    const next = new Set<ObjectState>();
    for (const [link, parents] of groupParents(level)) {
      const own = (child: ObjectState) =>
        child.mapping.owning.find(({ relation }) => relation.name === link.owner.name);
      const children = new Set<ObjectState>();
      for (const parent of parents) for (const child of listChildren(parent, link, index, objects)) children.add(child);
      const unloaded = parents.filter((parent) => parent.status === "persistent" && mustLoad(parent, link));
      if (unloaded.length > 0) for (const child of await load(link.relation, unloaded)) children.add(child);
      for (const child of children) {
        const owning = own(child);
        if (owning !== undefined) settle(child, link, owning, next);
      }
    }
    level = [...next];
  }

  function settle(child: ObjectState, link: InverseLink, owning: OwningLink, next: Set<ObjectState>): void {
    if (doomed.has(child) || vanished.has(child)) return;
    const parent = linkOf(draft, child, link.owner);
    // It has another parent by now.
    if (parent !== undefined && parent !== null && !doomed.has(parent) && !vanished.has(parent)) return;
    if (parent === undefined && isGiven(child, owning)) return;
    if (link.cascades.has("delete") || link.cascades.has("deleteOrphan")) {
      // A new one is not inserted.
      (child.status === "new" ? vanished : doomed).add(child);
      next.add(child);
      return;
    }
    const onDelete = foreignKeyOf(link)?.onDelete;
    if (onDelete === "Cascade" && !isMarked(link)) {
      vanished.add(child);
      next.add(child);
    } else if (owning.isNullable) linkTo(draft, child, link.owner, null);
  }
}

/** Whether the program has given a child the key of another parent. */
function isGiven(child: ObjectState, { fields }: OwningLink): boolean {
  if (child.status === "new") return false;
  return fields.some(({ name }) => !isSameValue(child.object[name], knownValue(child, name)));
}

function groupParents(states: readonly ObjectState[]): Map<InverseLink, ObjectState[]> {
  const groups = new Map<InverseLink, ObjectState[]>();
  for (const state of states) {
    for (const link of state.mapping.inverse) {
      const group = groups.get(link);
      if (group === undefined) groups.set(link, [state]);
      else group.push(state);
    }
  }
  return groups;
}

function foreignKeyOf({ owner }: InverseLink) {
  return owner.relation.kind === "owning" ? owner.relation.foreignKey : undefined;
}

/** Rows of the parent stay, marked: the database does nothing to those that refer to them. */
function isMarked({ relation }: InverseLink): boolean {
  return relation.source.softDelete !== undefined;
}

/** Whether the children must be known: the database would not do the same to them by itself. */
function mustLoad(parent: ObjectState, link: InverseLink): boolean {
  if (parent.relations.get(link.relation.name)?.isComplete === true) return false;
  const onDelete = foreignKeyOf(link)?.onDelete;
  const isOwned = link.cascades.has("delete") || link.cascades.has("deleteOrphan");
  if (isOwned) return onDelete !== "Cascade" || isMarked(link) || link.relation.target.softDelete !== undefined;
  const isNullable = link.owner.fields.every((field) => field.isNullable);
  return onDelete === "NoAction" && isNullable && !isMarked(link);
}

type ChildIndex = (link: InverseLink) => (parent: ObjectState) => readonly ObjectState[];

/** By the keys of their parents, the children that the session has, in whatever list they are. */
function createChildIndex({ objects }: FlushDraft): ChildIndex {
  const indexes = new Map<RelationMetadata, Map<unknown, ObjectState[]>>();
  return ({ owner, relation }) => {
    const identify = createIdentify(relation.fields.map(({ name }) => name));
    let index = indexes.get(owner);
    if (index === undefined) {
      indexes.set(owner, (index = new Map<unknown, ObjectState[]>()));
      const identifyChild = createIdentify(relation.references.map(({ name }) => name));
      for (const child of objects.rowsOf(relation.target.name)) {
        const key = identifyChild(knownValues(child));
        if (key === undefined) continue;
        const children = index.get(key);
        if (children === undefined) index.set(key, [child]);
        else children.push(child);
      }
    }
    return (parent) => index.get(identify(knownValues(parent))) ?? [];
  };
}

function listChildren(
  parent: ObjectState,
  link: InverseLink,
  index: ChildIndex,
  objects: FlushDraft["objects"],
): readonly ObjectState[] {
  const { name } = link.relation;
  const held = hasRelation(parent, name) ? listRelated(parent.object, name) : [];
  const states = held.flatMap((object) => objects.stateOf(object) ?? []);
  return [...index(link)(parent), ...states];
}
