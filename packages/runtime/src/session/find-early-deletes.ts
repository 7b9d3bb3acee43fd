import type { FieldMetadata } from "../metadata/field-metadata.js";
import { isInsert, pickWritten, type Change, type Changes } from "./change.js";
import { printKey } from "./print-key.js";

/**
 * The deletes that must come first, because what they free is taken anew: a row with the same primary or unique key is inserted, or changed into
 * one. With them go the deletes of rows that refer to theirs.
 */
export function findEarlyDeletes({ inserts, updates, deletes }: Changes): ReadonlySet<Change> {
  const early = new Set<Change>();
  if (deletes.length === 0 || inserts.length + updates.length === 0) return early;
  const roots = new Set(deletes.map(({ state }) => state.mapping.root));
  const taken = new Set<string>();
  for (const changes of [inserts, updates]) {
    for (const change of changes) {
      const { mapping } = change.state;
      if (!roots.has(mapping.root)) continue;
      for (const key of mapping.model.keys) noteTaken(taken, change, key);
    }
  }
  if (taken.size === 0) return early;
  const isFreed = ({ state, before }: Change) =>
    state.mapping.model.keys.some((key) => taken.has(printKey(key, before) ?? ""));
  const rows = new Set<string>();
  for (let found = deletes.filter(isFreed); found.length > 0;) {
    for (const change of found) {
      early.add(change);
      const { mapping } = change.state;
      for (const { model } of mapping.model.parts) rows.add(printRow(model.name, mapping.identify(change.before)));
    }
    found = deletes.filter((change) => !early.has(change) && refersTo(change, rows));
  }
  return early;
}

function noteTaken(taken: Set<string>, change: Change, key: readonly FieldMetadata[]): void {
  const names = key.map(({ name }) => name);
  if (!isInsert(change) && names.every((name) => change.values[name] === undefined)) return;
  const values = isInsert(change) ? pickWritten(change, names) : { ...change.before, ...change.values };
  const printed = printKey(key, values);
  if (printed !== undefined) taken.add(printed);
}

function printRow(model: string, key: unknown): string {
  return `${model} ${String(key)}`;
}

function refersTo({ state, before }: Change, rows: ReadonlySet<string>): boolean {
  return state.mapping.owning.some((link) => {
    const key = link.identifyParent(before);
    return key !== undefined && rows.has(printRow(link.relation.target.name, key));
  });
}
