import type { Change, Changes } from "./change.js";
import type { FlushDraft } from "./flush-draft.js";
import {
  hasRelation,
  isRelationSame,
  knownValue,
  listRelated,
  takeRelation,
  takeValues,
  type ObjectState,
} from "./object-state.js";
import { isSameValue } from "./snapshot.js";
import type { UndoLog } from "./undo-log.js";

/** Tells the objects what has become of them, once all of a flush is done: until then none of them was touched. */
export function applyFlush(draft: FlushDraft, { inserts, updates }: Changes, undo: UndoLog): void {
  const { objects, doomed, vanished } = draft;
  for (const state of [...doomed, ...vanished]) {
    undo.remember(state);
    objects.unindex(state, state.mapping.identify(knownObject(state)));
    objects.forget(state.object);
    if (state.status === "persistent") draft.removed.add(state.object);
    state.isDoomed = false;
  }
  for (const change of inserts) applyInsert(change, draft, undo);
  for (const change of updates) applyUpdate(change, draft, undo);
  if (doomed.size + vanished.size > 0) letGo(draft);
  for (const state of objects.states) {
    for (const { name } of state.mapping.relations) {
      if (!hasRelation(state, name) || isRelationSame(state, name)) continue;
      undo.remember(state);
      takeRelation(state, name, state.relations.get(name)?.isComplete ?? true);
    }
  }
}

function knownObject({ mapping, values }: ObjectState): Record<string, unknown> {
  return Object.fromEntries(mapping.names.map((name, place) => [name, values[place]]));
}

function applyInsert({ state, values }: Change, { objects }: FlushDraft, undo: UndoLog): void {
  undo.remember(state);
  write(state, values);
  state.status = "persistent";
  takeValues(state);
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
      const known = child.mapping.identify(child.object);
      draft.objects.unindex(child, known);
      write(child, key);
      child.values = child.values.slice();
      for (const [name, value] of Object.entries(key)) child.values[child.mapping.names.indexOf(name)] = value;
      draft.objects.index(child, child.mapping.identify(child.object));
    }
  }
}

/** What was hidden stays so, unless the program has given it. */
function write({ object, mapping }: ObjectState, values: Readonly<Record<string, unknown>>): void {
  for (const field of mapping.fields) {
    const value = values[field.name];
    if (value === undefined || object[field.name] === value) continue;
    if (field.isHidden && !Object.hasOwn(object, field.name)) continue;
    object[field.name] = value;
  }
}

/** Nobody holds what is deleted any more. */
function letGo({ objects, doomed, vanished }: FlushDraft): void {
  const gone = new Set([...doomed, ...vanished].map(({ object }) => object as object));
  for (const state of objects.states) {
    for (const { name, isMany } of state.mapping.relations) {
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
