import { nearestName } from "@joinery/schema";
import { InvalidArgument } from "../errors/call-errors.js";
import { formatPath, type ArgumentPath } from "./argument-path.js";
import type { ArcMetadata } from "../metadata/metadata.js";

/** Stops the call: `problem` is a sentence about what stands at `path`, without the value. */
export function refuse(path: ArgumentPath, problem: string, suggestion?: string): never {
  throw new InvalidArgument(formatPath(path), problem, suggestion);
}

/** Stops the call over a name that is not among those there are. `place` says what has no such name: `User`, "a filter". */
export function refuseName(path: ArgumentPath, place: string, known: Iterable<string>): never {
  const name = String(path.at(-1));
  const names = [...known];
  const nearest = nearestName(name, names);
  // The path ends in the name, so that a caller who shows it points at the very word.
  refuse(
    path,
    `${place} has no "${name}".${nearest === undefined ? ` There is ${names.slice(0, 30).join(", ")}.` : ""}`,
    nearest,
  );
}

/** Stops the call over an arc where one of its relations belongs. */
export function refuseArc(path: ArgumentPath, { name, targets }: ArcMetadata): never {
  const names = [...targets.values()].map((relation) => relation.name);
  refuse(path, `${name} leads to one of several models. Order by one of them: ${names.join(", ")}.`);
}

/**
 * What stands at `path` as an object with named values, or the call stops. A copy that inherits nothing: a plan outlives its call, so it must not
 * depend on what somebody put on a prototype.
 */
export function readObject(value: unknown, path: ArgumentPath, expected: string): Readonly<Record<string, unknown>> {
  if (value === undefined) refuseUndefined(path);
  if (!isPlain(value)) refuse(path, `Expected ${expected}, got ${kindOf(value)}.`);
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

export function readFlag(value: unknown, path: ArgumentPath): boolean {
  if (value === undefined) refuseUndefined(path);
  if (typeof value !== "boolean") refuse(path, "Expected true or false.");
  return value;
}

/** `undefined` is what a lost variable looks like, and must never widen a filter or drop a value. */
export function refuseUndefined(path: ArgumentPath): never {
  refuse(path, "This is undefined. Leave the key out to say nothing about it, or say null.");
}

/** What a value is, without showing it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a Date";
  if (value instanceof Uint8Array) return "bytes";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Whether a value is an object of named things, and no value of a field of its own (lists, dates, bytes). */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}
