import { groupBy } from "../group-by.js";
import type { Engine } from "../execute/engine.js";
import type { Writer } from "../execute/writes/writer.js";
import type { SchemaSource } from "../validation/input-schemas.js";
import { applyFlush } from "./apply-flush.js";
import { isInsert, pickWritten, type Change, type Changes } from "./change.js";
import { collectChanges } from "./collect-changes.js";
import { compareRelations } from "./compare-relations.js";
import { findEarlyDeletes } from "./find-early-deletes.js";
import { startFlush, type FlushDraft, type PairChanges } from "./flush-draft.js";
import { followKeys } from "./follow-keys.js";
import { holdChanges } from "./hold-changes.js";
import { createCohorts } from "./join-cohort.js";
import type { ObjectMapping } from "./object-mapping.js";
import { knownValues, type ObjectState } from "./object-state.js";
import { orderChanges, type Stage } from "./order-changes.js";
import { spreadDeletes, type LoadChildren } from "./spread-deletes.js";
import { spreadSaves } from "./spread-saves.js";
import type { UndoLog } from "./undo-log.js";
import { writeDeletes } from "./write-deletes.js";
import { writeInserts } from "./write-inserts.js";
import { writePairs } from "./write-pairs.js";
import { writeUpdates } from "./write-updates.js";

/** Where a flush takes place. */
export interface FlushPlace extends Pick<FlushDraft, "objects" | "mappingOf" | "modelOf" | "removed"> {
  readonly engine: Engine;
  readonly load: LoadChildren;
  readonly undo: UndoLog;
  /** What values are held to, where they are to be held to anything. */
  readonly validation: SchemaSource | undefined;
  /** Runs what writes, wholly or not at all. */
  run(work: (writer: Writer) => Promise<void>): Promise<void>;
}

/**
 * Writes to the database what its objects have become (the unit of work, as Fowler calls it and SQLAlchemy does it): what has changed is found by
 * comparison, spread along the relations, put in order, and sent in as many statements as there are tables and kinds of change, not
 * rows. Objects are told of it at the end: where anything fails, they are as before.
 *
 * @throws InvalidObject and ValidationFailed before anything is written; StaleObject and what the database refuses
 */
export async function flushObjects(place: FlushPlace): Promise<void> {
  const draft = startFlush(place);
  spreadSaves(draft);
  followKeys(draft);
  compareRelations(draft);
  await spreadDeletes(draft, place.load);
  const changes = collectChanges(draft);
  if (place.validation !== undefined) holdChanges(changes, await place.validation.read());
  const pairs = withoutDeleted(draft);
  const isNothing = Object.values(changes).every((each: readonly Change[]) => each.length === 0) && pairs.size === 0;
  if (!isNothing) {
    const early = findEarlyDeletes(changes);
    const first = orderChanges({ inserts: [], updates: [], deletes: [...early] });
    const stages = orderChanges({ ...changes, deletes: changes.deletes.filter((change) => !early.has(change)) });
    const valuesOf = createValuesOf(changes);
    await place.run(async (writer) => {
      await sendDeletes(first, writer);
      for (const { frees, updates, inserts, lateUpdates } of stages) {
        await sendFirst(frees, writer);
        for (const level of updates) await byModel(level, (some, mapping) => writeUpdates(some, mapping, writer));
        for (const level of inserts) await byModel(level, (some, mapping) => writeInserts(some, mapping, writer));
        await byModel(lateUpdates, (some, mapping) => writeUpdates(some, mapping, writer));
        for (const { state, before, values } of lateUpdates) if (state.status === "new") Object.assign(before, values);
      }
      for (const change of pairs.values()) await writePairs(change, valuesOf, writer);
      await sendDeletes(stages, writer);
    });
  }
  applyFlush(draft, changes, place.undo, createCohorts(place.engine));
}

async function sendDeletes(stages: readonly Stage[], writer: Writer): Promise<void> {
  for (const { deletes, cuts } of [...stages].reverse()) {
    await sendFirst(cuts, writer);
    for (const level of deletes) await byModel(level, (some, mapping) => writeDeletes(some, mapping, writer));
  }
}

/** Changes of rows to which more is done in this flush: it finds them as they are then, in the version that they have then. */
async function sendFirst(changes: readonly Change[], writer: Writer): Promise<void> {
  await byModel(changes, (some, mapping) => writeUpdates(some, mapping, writer));
  for (const { before, values } of changes) Object.assign(before, values);
}

/** Changes of each model apart. */
async function byModel(
  changes: readonly Change[],
  write: (some: readonly Change[], mapping: ObjectMapping) => Promise<void>,
): Promise<void> {
  for (const [mapping, some] of groupBy(changes, ({ state }) => state.mapping)) await write(some, mapping);
}

/** Pairs of rows that are deleted go with them. */
function withoutDeleted({ pairs, doomed, vanished }: FlushDraft): PairChanges {
  const isGone = (state: ObjectState) => doomed.has(state) || vanished.has(state);
  for (const [key, change] of pairs) {
    for (const side of [change.added, change.removed]) {
      for (const [source, targets] of side) {
        for (const target of targets) if (isGone(target)) targets.delete(target);
        if (isGone(source) || targets.size === 0) side.delete(source);
      }
    }
    if (change.added.size + change.removed.size === 0) pairs.delete(key);
  }
  return pairs;
}

function createValuesOf({ inserts, updates }: Changes) {
  let written: Map<ObjectState, Change> | undefined;
  return (state: ObjectState) => {
    written ??= new Map([...inserts, ...updates].map((change) => [change.state, change]));
    const change = written.get(state);
    if (change !== undefined && isInsert(change)) return pickWritten(change, state.mapping.names);
    return { ...knownValues(state), ...change?.values };
  };
}
