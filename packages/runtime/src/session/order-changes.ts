import { groupBy } from "../group-by.js";
import { InvalidObject } from "../errors/session-errors.js";
import { isKnown, pickWritten, type Change, type Changes, type Reference } from "./change.js";
import { freeUniqueValues } from "./free-unique-values.js";
import type { ObjectMapping } from "./object-mapping.js";
import { absent } from "./snapshot.js";
import { orderByDependencies } from "./topological-order.js";

/** What is done to the tables of models that depend on each other; of most models, to those of one. */
export interface Stage {
  /** Let go of unique values that the updates take. */
  readonly frees: readonly Change[];
  /** Before anything is inserted here, level by level. */
  readonly updates: readonly (readonly Change[])[];
  /** Level by level. */
  readonly inserts: readonly (readonly Change[])[];
  /** Those that refer to rows which are inserted here. */
  readonly lateUpdates: readonly Change[];
  /** Of whose rows each refers to none of a later group. */
  readonly deletes: readonly (readonly Change[])[];
  /** What frees rows that refer to each other. */
  readonly cuts: readonly Change[];
}

/**
 * The order in which the database can take the changes: a row is inserted after those that it refers to, and deleted before them. By tables, so that
 * the number of statements is theirs; row by row only where tables depend on each other in a circle, or on themselves.
 *
 * @throws InvalidObject for new rows that need each other
 */
export function orderChanges({ inserts, updates, deletes }: Changes): readonly Stage[] {
  const changes = {
    inserts: groupBy(inserts, ({ state }) => state.mapping.root),
    updates: groupBy(updates, ({ state }) => state.mapping.root),
    deletes: groupBy(deletes, ({ state }) => state.mapping.root),
  };
  const mappings = new Map<string, Set<ObjectMapping>>();
  for (const some of [inserts, updates, deletes]) {
    for (const mapping of new Set(some.map(({ state }) => state.mapping))) {
      mappings.set(mapping.root, (mappings.get(mapping.root) ?? new Set()).add(mapping));
    }
  }
  const dependenciesOf = function* (root: string): Iterable<string> {
    for (const mapping of mappings.get(root)!) {
      for (const { relation } of mapping.owning) {
        const target = rootOf(relation.target);
        if (mappings.has(target)) yield target;
      }
    }
  };
  return orderByDependencies(mappings.keys(), dependenciesOf).map((roots) => {
    const [root, ...others] = roots;
    const of = (groups: Map<string, Change[]>): readonly Change[] =>
      others.length === 0 ? (groups.get(root!) ?? []) : roots.flatMap((each) => groups.get(each) ?? []);
    const isCircle = others.length > 0 || [...dependenciesOf(root!)].includes(root!);
    return orderStage(of(changes.inserts), of(changes.updates), of(changes.deletes), isCircle);
  });
}

function rootOf({ name, parts }: { readonly name: string; readonly parts: ObjectMapping["model"]["parts"] }): string {
  return parts[0]?.model.name ?? name;
}

function orderStage(
  inserts: readonly Change[],
  updates: readonly Change[],
  deletes: readonly Change[],
  isCircle: boolean,
): Stage {
  if (!isCircle) {
    const { frees, levels } = freeUniqueValues(updates);
    return { frees, updates: levels, inserts: listOf(inserts), lateUpdates: [], deletes: listOf(deletes), cuts: [] };
  }
  const here = new Set(inserts);
  const postponed = rankInserts(inserts, here);
  const isLate = ({ references }: Change) => references.some(({ target }) => here.has(target));
  const levels: Change[][] = [];
  for (const change of inserts) (levels[change.level] ??= []).push(change);
  for (const level of levels) level.sort((a, b) => a.depth - b.depth);
  const { frees, levels: updateLevels } = freeUniqueValues(updates.filter((change) => !isLate(change)));
  return {
    frees,
    updates: updateLevels,
    inserts: levels.filter((level) => level !== undefined),
    lateUpdates: [...updates.filter(isLate), ...postponed],
    ...rankDeletes(deletes),
  };
}

function listOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  return changes.length === 0 ? [] : [changes];
}

/**
 * Ranks inserts that refer to each other. Where they do so in a circle, they are inserted without what need not be there, and changed afterwards.
 *
 * @returns those changes
 */
function rankInserts(inserts: readonly Change[], here: ReadonlySet<Change>): readonly Change[] {
  if (rank(inserts, here)) return [];
  const postponed = inserts.flatMap((change) => postpone(change, here));
  if (!rank(inserts, here)) {
    const { state } = inserts.find(({ references }) => references.some(({ target }) => here.has(target)))!;
    throw new InvalidObject(
      state.mapping.model.name,
      undefined,
      "New rows need each other, and none can be the first: one of their relations must be nullable, or deferrable with keys that are known.",
    );
  }
  return postponed;
}

/** @returns false where they refer to each other in a circle */
function rank(inserts: readonly Change[], here: ReadonlySet<Change>): boolean {
  for (const change of inserts) change.level = change.depth = -1;
  const targetsOf = (change: Change) => change.references.filter((each) => here.has(each.target) && !isDeferred(each));
  const components = orderByDependencies(inserts, (change) => targetsOf(change).map(({ target }) => target));
  for (const component of components) {
    const [change] = component;
    if (component.length > 1 || targetsOf(change!).some(({ target }) => target === change)) return false;
    let [level, depth] = [0, 0];
    for (const reference of targetsOf(change!)) {
      const { target } = reference;
      // Rows of one statement may refer to each other.
      const isTogether = target.state.mapping === change!.state.mapping && isKnown(reference);
      level = Math.max(level, target.level + (isTogether ? 0 : 1));
      depth = Math.max(depth, target.depth + 1);
    }
    change!.level = level;
    change!.depth = depth;
  }
  return true;
}

/** The database looks at the end of the transaction only. */
function isDeferred(reference: Reference): boolean {
  const { relation } = reference.relation;
  return relation.kind === "owning" && relation.foreignKey?.isDeferrable === true && isKnown(reference);
}

/** Takes out of an insert what refers to rows of the same stage and may be null at first. */
function postpone(change: Change, here: ReadonlySet<Change>): readonly Change[] {
  const isOptional = ({ relation, target }: Reference) =>
    here.has(target) && relation.fields.every(({ isNullable }) => isNullable);
  const references = change.references.filter(isOptional);
  if (references.length === 0) return [];
  change.references = change.references.filter((each) => !references.includes(each));
  change.values = { ...pickWritten(change, change.state.mapping.names), ...change.values };
  const later: Change = { ...change, values: {}, references, before: change.values };
  for (const { relation } of references) for (const { name } of relation.fields) change.values[name] = absent;
  return [later];
}

/** Groups deletes so that rows go before those that they refer to. */
function rankDeletes(deletes: readonly Change[]): Pick<Stage, "deletes" | "cuts"> {
  const [first] = deletes;
  if (first === undefined) return { deletes: [], cuts: [] };
  const isOneTable = deletes.every(({ state }) => state.mapping === first.state.mapping);
  const restricts = first.state.mapping.owning.some(
    ({ relation: { relation } }) => relation.kind === "owning" && relation.foreignKey?.onDelete === "Restrict",
  );
  // All rows of a statement go at once; only a restriction is looked at row by row.
  if (isOneTable && !restricts) return { deletes: [deletes], cuts: [] };
  const allTargetsOf = createDeleteTargets(deletes);
  const targetsIn = (change: Change) => allTargetsOf(change).map(({ target }) => target);
  const cuts = orderByDependencies(deletes, targetsIn).flatMap((component) =>
    component.length > 1 ? component.flatMap((change) => cut(change, allTargetsOf(change), component)) : [],
  );
  const letGo = new Map(cuts.map(({ state, values }) => [state, values]));
  const targetsOf = (change: Change) =>
    allTargetsOf(change).filter(({ relation }) => letGo.get(change.state)?.[relation.fields[0]!.name] !== null);
  for (const component of orderByDependencies(deletes, (change) => targetsOf(change).map(({ target }) => target))) {
    const inside = new Set(component);
    const targets = component.flatMap((change) => targetsOf(change)).filter(({ target }) => !inside.has(target));
    const level = targets.reduce((most, { target }) => Math.max(most, target.level + 1), 0);
    for (const change of component) change.level = level;
  }
  const levels: Change[][] = [];
  for (const change of deletes) (levels[change.level] ??= []).push(change);
  return { deletes: levels.reverse(), cuts };
}

function createDeleteTargets(deletes: readonly Change[]): (change: Change) => readonly Reference[] {
  const byKey = new Map<string, Map<unknown, Change>>();
  for (const change of deletes) {
    const { mapping } = change.state;
    for (const { model } of mapping.model.parts) {
      const changes = byKey.get(model.name) ?? new Map<unknown, Change>();
      byKey.set(model.name, changes.set(mapping.identify(change.before), change));
    }
  }
  return (change) =>
    change.state.mapping.owning.flatMap((link) => {
      const { relation } = link;
      const key = link.identifyParent(change.before);
      const target = key === undefined ? undefined : byKey.get(relation.target.name)?.get(key);
      return target === undefined || target === change ? [] : [{ relation, target }];
    });
}

/** Where rows to be deleted refer to each other in a circle, they let go of each other before. */
function cut(change: Change, targets: readonly Reference[], component: readonly Change[]): readonly Change[] {
  const values: Record<string, unknown> = {};
  for (const { relation, target } of targets) {
    if (!component.includes(target) || !relation.fields.every(({ isNullable }) => isNullable)) continue;
    for (const { name } of relation.fields) values[name] = null;
  }
  return Object.keys(values).length === 0 ? [] : [{ ...change, values, references: [] }];
}
