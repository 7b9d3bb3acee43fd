import { isStorableText } from "@joinery/schema";
import { ValueError } from "./dialect.js";

/** What both databases parse; a cycle goes beyond any depth, so it is refused too. */
const maxDepth = 1000;

/**
 * JSON text of a value that comes back from the database as it went in; the same text for equal values, since a database that
 * keeps text compares text: the order of an object's keys is no difference. Properties that are `undefined` count as absent.
 *
 * @throws ValueError for what JSON cannot hold (`JSON.stringify` would change it in silence) and for text that no database stores.
 */
export function canonicalJson(value: unknown): string {
  checkJson(value, 0);
  return JSON.stringify(value, sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function checkJson(value: unknown, depth: number): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      return checkJsonText(value);
    case "number":
      if (Number.isFinite(value)) return;
      break;
    case "object":
      if (value === null) return;
      if (depth === maxDepth) {
        throw new ValueError(`expected JSON nested no more than ${maxDepth} levels, and without cycles`);
      }
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) checkJson(value[index], depth + 1);
        return;
      }
      if (isPlainObject(value)) {
        for (const [key, property] of Object.entries(value)) {
          checkJsonText(key);
          if (property !== undefined) checkJson(property, depth + 1);
        }
        return;
      }
      break;
    default:
  }
  throw new ValueError(
    "expected JSON: null, booleans, finite numbers, strings, and arrays and plain objects of such values",
  );
}

function checkJsonText(text: string): void {
  if (!isStorableText(text))
    throw new ValueError("expected JSON whose texts have no NUL and no half of a surrogate pair");
}

/** Objects of another realm too; classes would come back as something else than they went in. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
