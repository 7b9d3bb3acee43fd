import { linkRows, unlinkRows, type Link } from "../execute/writes/link-rows.js";
import type { Writer } from "../execute/writes/writer.js";
import type { PairChange } from "./flush-draft.js";
import type { ObjectState } from "./object-state.js";
import type { Values } from "./snapshot.js";

/** What the values of a row are in the course of a flush. */
export type ValuesOf = (state: ObjectState) => Values;

/** Ties the rows of a many-to-many relation, and unties them: a statement for all pairs. */
export async function writePairs(
  { relation, added, removed }: PairChange,
  valuesOf: ValuesOf,
  writer: Writer,
): Promise<void> {
  if (removed.size > 0) await unlinkRows(relation, listLinks(removed, valuesOf), writer);
  if (added.size > 0) await linkRows(relation, listLinks(added, valuesOf), [], writer);
}

function listLinks(pairs: PairChange["added"], valuesOf: ValuesOf): readonly Link[] {
  return [...pairs].flatMap(([source, targets]) => {
    const owner = { path: [], values: {}, known: valuesOf(source) };
    return [...targets].map((target) => ({ owner, target: valuesOf(target) }));
  });
}
