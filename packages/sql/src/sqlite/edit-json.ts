import type { JsonValue } from "@joinery/schema";
import { canonicalJson } from "../canonical-json.js";
import { readJsonOperator, type EditShape, type JsonOperator } from "../json-edit.js";

/** The path of an edit, its value, and what stands for the parts that are missing: see `writeEdits`. */
type Written = readonly [path: readonly (string | number)[], value: JsonValue, defaults: readonly JsonValue[]];

/** What stands somewhere in JSON; undefined where nothing does. */
type Found = JsonValue | undefined;

/**
 * JSON that is edited where it is, for `edit_json` in SQL: the database's own functions leave out paths through what is missing, and take a
 * name for a place.
 *
 * @param isCanonical whether the order of members is no part of it
 */
export function editJson(document: string | null, edits: string, operator: string, isCanonical: number): string | null {
  const shapes = readJsonOperator(operator as JsonOperator);
  const before = document === null ? undefined : (JSON.parse(document) as JsonValue);
  const after = (JSON.parse(edits) as readonly Written[]).reduce<Found>(
    (json, written, index) => editStep(json, 0, shapes[index]!, written),
    before,
  );
  if (after === undefined) return null;
  return isCanonical === 1 ? canonicalJson(after) : JSON.stringify(after);
}

/** What stands at a level of the path, after the edit. */
function editStep(json: Found, level: number, shape: EditShape, written: Written): Found {
  const { kind, steps } = shape;
  const [path, value, defaults] = written;
  const isMaking = kind === "set" || kind === "merge";
  if (level === path.length) {
    if (kind !== "merge") return value;
    const object = json ?? {};
    return isObject(object) ? { ...object, ...(value as object) } : object;
  }
  const step = path[level]!;
  const isGone = kind === "remove" && level === path.length - 1;
  if (typeof step === "number") {
    const list = isMaking ? (json ?? []) : json;
    if (!Array.isArray(list)) return list;
    if (kind === "remove" && step >= list.length) return list;
    if (isGone) return list.toSpliced(step, 1);
    const place = Math.min(step, list.length);
    const next = [...(list as readonly JsonValue[])];
    next[place] = editStep(next[place], level + 1, shape, written) ?? null;
    return next;
  }
  const object = isMaking ? (json ?? {}) : json;
  if (!isObject(object)) return object;
  const found = Object.hasOwn(object, step) ? object[step] : undefined;
  if (kind === "remove" && found === undefined) return object;
  const next = new Map(Object.entries(object));
  const child = steps[level] === "n" ? found : fillPart(found, defaults[level]!, steps[level] === "o");
  if (isGone) next.delete(step);
  else next.set(step, editStep(child, level + 1, shape, written) ?? null);
  return Object.fromEntries(next);
}

function fillPart(found: Found, missing: JsonValue, isNullable: boolean): Found {
  return found === undefined || (found === null && !isNullable) ? missing : found;
}

function isObject(json: Found): json is { readonly [name: string]: JsonValue } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
