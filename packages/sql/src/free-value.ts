import { isDate, isUint8Array } from "node:util/types";
import { canonicalList, scalarCanonicalizer, type CanonicalValue } from "./canonical-scalar.js";
import { ValueError } from "./dialect.js";
import type { ValueType } from "./value-type.js";

/**
 * A value in SQL of the user's by its type in JavaScript, in its canonical form; a list of such.
 *
 * @throws ValueError for what is none
 */
export function readFreeValue(value: unknown): CanonicalValue | readonly CanonicalValue[] {
  return Array.isArray(value) ? canonicalList(value, readListed) : readSingle(value);
}

function readSingle(value: unknown): CanonicalValue {
  const scalar = scalarOf(value);
  if (scalar === undefined) {
    throw new ValueError("expected a string, number, bigint, boolean, Date, Uint8Array or null, or a list of them");
  }
  return scalarCanonicalizer({ scalar }, "compare")(value);
}

/** In a list bytes would become text on one database and not on the other. */
function readListed(value: unknown): CanonicalValue {
  if (isUint8Array(value))
    throw new ValueError("expected no bytes in a list: say sql.join(list), each is a value then");
  if (Array.isArray(value)) throw new ValueError("expected a list of single values, got a list in it");
  return readSingle(value);
}

function scalarOf(value: unknown): Exclude<ValueType["scalar"], "Enum" | "Object"> | undefined {
  switch (typeof value) {
    case "string":
      return "Text";
    case "number":
      return "Float";
    case "bigint":
      return "BigInt";
    case "boolean":
      return "Boolean";
    case "object":
      return isDate(value) ? "DateTime" : isUint8Array(value) ? "Bytes" : undefined;
    default:
      return undefined;
  }
}
