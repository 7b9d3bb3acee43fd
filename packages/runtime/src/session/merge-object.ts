import { groupBy } from "../group-by.js";
import { whereKeys } from "./where-keys.js";
import { InvalidObject } from "../errors/session-errors.js";
import { StaleObject } from "../errors/call-errors.js";
import { kindOf } from "../args/refuse.js";
import type { ObjectMapping } from "./object-mapping.js";
import { listRelated, type ObjectState } from "./object-state.js";
import { copyValue, isSameValue, type Values } from "./snapshot.js";
import type { SessionPlace } from "./session-place.js";

/** An object that is merged, and what it holds. */
interface Given {
  readonly object: Values;
  readonly mapping: ObjectMapping;
  readonly identity: unknown;
}

/**
 * Copies what an object and those that it holds have set to the session's objects of their rows. Rows that the session does not have are read, in
 * one statement for each model; those that are nowhere are made.
 */
export async function mergeObject(object: object, session: SessionPlace): Promise<object> {
  const all = collectGiven(object, session);
  await readMissing(all, session);
  const targets = new Map<object, ObjectState>();
  for (const given of all.values()) targets.set(given.object, findTarget(given, session));
  for (const given of all.values()) copyInto(targets.get(given.object)!, given, targets);
  const merged = targets.get(object)!;
  merged.isAdded = true;
  return merged.object;
}

function collectGiven(root: object, session: SessionPlace): Map<object, Given> {
  const all = new Map<object, Given>();
  const pending = [root];
  for (const object of pending) {
    if (all.has(object)) continue;
    const model = session.modelOf(object);
    if (model === undefined) {
      throw new InvalidObject(
        "merge",
        undefined,
        `Expected an object of one of the models' classes, got ${kindOf(object)}.`,
      );
    }
    const mapping = session.mappingOf(model);
    all.set(object, { object: object as Values, mapping, identity: mapping.identify(object as Values) });
    for (const { name } of mapping.held) {
      if (Object.hasOwn(object, name)) pending.push(...listRelated(object as Values, name));
    }
  }
  return all;
}

async function readMissing(all: ReadonlyMap<object, Given>, session: SessionPlace): Promise<void> {
  const missing = [...all.values()].filter((given) => {
    const { mapping, identity, object } = given;
    if (identity === undefined || session.objects.stateOf(object) !== undefined) return false;
    const known = session.objects.findRow(mapping, identity);
    return known === undefined || !relationsOf(given).every((name) => known.relations.has(name));
  });
  for (const [{ model, keyNames }, group] of groupBy(missing, ({ mapping }) => mapping)) {
    const held = new Set(group.flatMap(relationsOf));
    await session.read("findMany", model, {
      where: whereKeys(
        keyNames,
        group.map(({ object }) => keyNames.map((name) => object[name])),
      ),
      ...(held.size === 0 ? {} : { include: Object.fromEntries([...held].map((name) => [name, true])) }),
    });
  }
}

function relationsOf({ object, mapping }: Given): readonly string[] {
  return mapping.held.map(({ name }) => name).filter((name) => Object.hasOwn(object, name));
}

function findTarget({ object, mapping, identity }: Given, session: SessionPlace): ObjectState {
  const own = session.objects.stateOf(object);
  if (own !== undefined) return own;
  const known = identity === undefined ? undefined : session.objects.findRow(mapping, identity);
  if (known !== undefined) return known;
  const made = Object.create(session.engine.planner.prototypeOf(mapping.model.name)) as object;
  return session.objects.addNew(made, mapping);
}

function copyInto(state: ObjectState, { object, mapping }: Given, targets: ReadonlyMap<object, ObjectState>): void {
  const target = state.object;
  if (target === object) return;
  for (const { name, isVersion, isGenerated } of mapping.fields) {
    const value = object[name];
    if (value === undefined || isGenerated) continue;
    if (isVersion && state.status === "persistent") {
      if (!isSameValue(value, target[name])) throw new StaleObject(mapping.model.name, "merge");
    } else if (!isSameValue(value, target[name])) target[name] = copyValue(value);
  }
  for (const { name, isMany } of mapping.held) {
    if (!Object.hasOwn(object, name)) continue;
    const related = listRelated(object, name).map((each) => targets.get(each)!.object);
    const current = Object.hasOwn(target, name) ? target[name] : undefined;
    if (!isMany) target[name] = related[0] ?? null;
    else if (Array.isArray(current)) current.splice(0, current.length, ...related);
    else target[name] = related;
  }
}
