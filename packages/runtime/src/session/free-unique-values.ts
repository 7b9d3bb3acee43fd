import { InvalidObject } from "../errors/session-errors.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import { startChange, type Change } from "./change.js";
import { printKey } from "./print-key.js";
import { orderByDependencies } from "./topological-order.js";

/** Updates in an order in which none takes a unique value that another row still has. */
export interface OrderedUpdates {
  /** Changes of some of the rows, before all others: they let go of what other rows take. */
  readonly frees: readonly Change[];
  readonly levels: readonly (readonly Change[])[];
}

/**
 * Orders updates by the unique values that they give up and take, for a database looks at each row as it is written: who gives one up lets go of it
 * first, in one statement for all where a field of the key may be null; otherwise comes before the one that takes it.
 *
 * @throws InvalidObject for rows that exchange values which are never null
 */
export function freeUniqueValues(updates: readonly Change[]): OrderedUpdates {
  const takers = updates.filter((change) => listChangedKeys(change).length > 0);
  if (takers.length < 2) return { frees: [], levels: listOf(updates) };
  const holders = new Map<string, Change>();
  for (const change of takers) {
    for (const key of listChangedKeys(change)) {
      const held = printUnique(change, key, change.before);
      if (held !== undefined) holders.set(held, change);
    }
  }
  const frees = new Map<Change, Change>();
  const after = new Map<Change, Change[]>();
  const keys = new Map<Change, readonly FieldMetadata[]>();
  for (const change of takers) {
    for (const key of listChangedKeys(change)) {
      const taken = printUnique(change, key, { ...change.before, ...change.values });
      const holder = taken === undefined ? undefined : holders.get(taken);
      if (holder === undefined || holder === change) continue;
      const nullable = key.find(({ isNullable }) => isNullable);
      if (nullable === undefined) {
        after.set(change, [...(after.get(change) ?? []), holder]);
        keys.set(change, key);
        continue;
      }
      const free = frees.get(holder) ?? startChange(holder.state, holder.before);
      free.values[nullable.name] = null;
      frees.set(holder, free);
    }
  }
  if (after.size === 0) return { frees: [...frees.values()], levels: listOf(updates) };
  const levels: Change[][] = [];
  for (const [change, ...others] of orderByDependencies(updates, (each) => after.get(each) ?? [])) {
    if (others.length > 0) refuseExchange(change!, keys.get(change!)!);
    change!.level = (after.get(change!) ?? []).reduce((most, { level }) => Math.max(most, level + 1), 0);
    (levels[change!.level] ??= []).push(change!);
  }
  return { frees: [...frees.values()], levels };
}

function listOf(updates: readonly Change[]): readonly (readonly Change[])[] {
  return updates.length === 0 ? [] : [updates];
}

function listChangedKeys({ state, values }: Change): readonly (readonly FieldMetadata[])[] {
  return state.mapping.model.keys.filter((key) => key.some(({ name }) => values[name] !== undefined));
}

function printUnique({ state }: Change, key: readonly FieldMetadata[], values: Change["before"]): string | undefined {
  const printed = printKey(key, values);
  return printed === undefined ? undefined : `${state.mapping.root} ${printed}`;
}

function refuseExchange({ state }: Change, key: readonly FieldMetadata[]): never {
  const { name } = state.mapping.model;
  const names = key.map((field) => field.name);
  throw new InvalidObject(
    name,
    names.join(),
    `Objects exchange values that must be unique and may not be null: no row can be the first. Give one of them another value and flush, before they exchange.`,
  );
}
