import type { Change, Changes } from "./change.js";
import type { FlushDraft } from "./flush-draft.js";
import type { JoinCohort } from "./join-cohort.js";
import {
  hasRelation,
  isRelationSame,
  knownIdentity,
  knownValue,
  listRelated,
  takeRelation,
  takeValues,
  type ObjectState,
} from "./object-state.js";
import { isSameValue, type Values } from "./snapshot.js";
import type { UndoLog } from "./undo-log.js";

/** Tells the objects what has become of them, once all of a flush is done: until then none of them was touched. */
export function applyFlush(
  draft: FlushDraft,
  { inserts, updates }: Changes,
  undo: UndoLog,
  joinCohort: JoinCohort,
): void {
  const { objects, doomed, vanished } = draft;
  for (const state of [...doomed, ...vanished]) {
    undo.remember(state);
    objects.unindex(state, knownIdentity(state));
    objects.forget(state.object);
    if (state.status === "persistent") draft.removed.add(state.object);
    state.isDoomed = false;
  }
  for (const change of inserts) {
    applyInsert(change, draft, undo);
    joinCohort(change.state.object, change.state.mapping);
  }
  for (const change of updates) applyUpdate(change, draft, undo);
  if (doomed.size + vanished.size > 0) letGo(draft);
  for (const state of objects.states) {
    for (const { name } of state.mapping.held) {
      if (!hasRelation(state, name) || isRelationSame(state, name)) continue;
      undo.remember(state);
      takeRelation(state, name, state.relations.get(name)?.isComplete ?? true);
    }
  }
}

function applyInsert({ state, values }: Change, { objects }: FlushDraft, undo: UndoLog): void {
  const replaced = exchange(state, values);
  state.status = "persistent";
  takeValues(state);
  undo.rememberInsert(state, replaced);
  objects.index(state, state.mapping.identify(state.object));
}

function applyUpdate({ state, values, before }: Change, draft: FlushDraft, undo: UndoLog): void {
  const { mapping } = state;
  undo.remember(state);
  const isMoved = mapping.keyNames.some(
    (name) => values[name] !== undefined && !isSameValue(values[name], before[name]),
  );
  write(state, values);
  takeValues(state);
  if (!isMoved) return;
  const [old, current] = [mapping.identify(before), mapping.identify({ ...before, ...values })];
  draft.objects.unindex(state, old);
  draft.objects.index(state, current);
  for (const { relation, owner } of mapping.inverse) {
    if (owner.relation.kind !== "owning" || owner.relation.foreignKey?.onUpdate !== "Cascade") continue;
    // The database has changed the keys of the children along.
    for (const child of draft.objects.rowsOf(relation.target.name)) {
      const isChild = owner.fields.every(({ name }, place) =>
        isSameValue(knownValue(child, name), before[owner.references[place]!.name]),
      );
      if (!isChild) continue;
      undo.remember(child);
      const key = Object.fromEntries(
        owner.fields.map(({ name }, place) => [name, state.object[owner.references[place]!.name]]),
      );
      const known = knownIdentity(child);
      draft.objects.unindex(child, known);
      write(child, key);
      child.values = child.values.map((value, place) => key[child.mapping.names[place]!] ?? value);
      draft.objects.index(child, child.mapping.identify(child.object));
    }
  }
}

/** Gives an object values. What was hidden stays so, unless the program has given it. */
function write(state: ObjectState, values: Values): void {
  const { object } = state;
  for (const name of Object.keys(values)) {
    if (object[name] !== values[name] && !isHidden(state, name)) object[name] = values[name];
  }
}

/** The same; and the record of the values becomes that of what they have replaced, so that there is none more for each of many objects. */
function exchange(state: ObjectState, values: Record<string, unknown>): Values {
  const { object } = state;
  for (const name of Object.keys(values)) {
    const before = object[name];
    if (!isHidden(state, name)) object[name] = values[name];
    values[name] = before;
  }
  return values;
}

function isHidden({ object, mapping }: ObjectState, name: string): boolean {
  return mapping.hidden.has(name) && !Object.hasOwn(object, name);
}

/** Nobody holds what is deleted any more. */
function letGo({ objects, doomed, vanished }: FlushDraft): void {
  const gone = new Set([...doomed, ...vanished].map(({ object }) => object as object));
  for (const state of objects.states) {
    for (const { name, isMany } of state.mapping.held) {
      if (!hasRelation(state, name)) continue;
      const held = listRelated(state.object, name);
      if (!held.some((each) => gone.has(each))) continue;
      if (!isMany) state.object[name] = null;
      else {
        const list = state.object[name] as object[];
        list.splice(0, list.length, ...list.filter((each) => !gone.has(each)));
      }
    }
  }
}
