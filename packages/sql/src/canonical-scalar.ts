import { isDate, isUint8Array } from "node:util/types";
import { isStorableText, type ScalarName } from "@joinery/schema";
import { formatDateTime, isCalendarDay } from "./calendar.js";
import { canonicalDecimal } from "./canonical-decimal.js";
import { canonicalJson } from "./canonical-json.js";
import { ValueError } from "./dialect.js";
import type { ValueUse } from "./encoding.js";
import type { ValueType } from "./value-type.js";

/**
 * A value in the one form that all codecs start from: DateTime as ISO 8601 UTC of 24 characters, Json and value objects as
 * their text, an enum member as stored, the other text types in their only spelling.
 */
export type CanonicalValue = number | bigint | boolean | string | Uint8Array;

/** Checks a value that is not null and brings it into its canonical form; throws {@link ValueError}. */
export type Canonicalize = (value: unknown) => CanonicalValue;

/**
 * The scalar law, on the way in: which values a type takes, on every database alike. Lists are for {@link canonicalList}.
 *
 * With `compare` a value need only be of the kind: a search for a text longer than the column finds nothing and is no mistake.
 */
export function scalarCanonicalizer(type: ValueType, use: ValueUse): Canonicalize {
  if (type.scalar === "Enum") return enumCanonicalizer(type);
  if (type.scalar === "Decimal") return (value) => canonicalDecimal(value, type, use);
  if (type.length !== undefined && use === "store") return lengthCanonicalizer(type.length);
  if (type.scalar === "Object") throw new Error("A value object is no scalar");
  return canonicalizers[type.scalar];
}

/**
 * The elements of a list in their canonical form.
 *
 * @throws ValueError naming the index of the element at fault. Null is at fault: on one database it could not be told from
 * JSON's, and the types have no place for it.
 */
export function canonicalList<Canonical = CanonicalValue>(
  value: unknown,
  canonicalize: (element: unknown) => Canonical,
): Canonical[] {
  if (!Array.isArray(value)) throw new ValueError("expected a list");
  return Array.from(value as readonly unknown[], (element, index) => {
    if (element === null || element === undefined) {
      throw new ValueError("expected a list without null or undefined", [index]);
    }
    try {
      return canonicalize(element);
    } catch (error) {
      throw error instanceof ValueError ? error.within(index) : error;
    }
  });
}

const canonicalizers: Record<ScalarName, Canonicalize> = {
  Int(value) {
    if (typeof value !== "number" || (value | 0) !== value) {
      throw new ValueError("expected a whole number from -2147483648 to 2147483647");
    }
    return value | 0;
  },
  BigInt(value) {
    if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) {
      throw new ValueError("expected a bigint of at most 64 bits");
    }
    return value;
  },
  Float(value) {
    if (typeof value !== "number") throw new ValueError("expected a number");
    // Databases do not tell -0 from 0, and not all of them keep it.
    return value + 0;
  },
  Decimal: (value) => canonicalDecimal(value, { scalar: "Decimal" }, "compare"),
  Boolean(value) {
    if (typeof value !== "boolean") throw new ValueError("expected true or false");
    return value;
  },
  String: canonicalText,
  Text: canonicalText,
  DateTime(value) {
    if (!isDate(value)) throw new ValueError("expected a Date");
    const time = value.getTime();
    if (!(time >= firstInstant && time <= lastInstant)) {
      throw new ValueError("expected a valid Date in the years 1 to 9999 (UTC)");
    }
    return formatDateTime(value);
  },
  Date(value) {
    const match = typeof value === "string" ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
    if (match === null || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
      throw new ValueError(`expected a date as text, "YYYY-MM-DD", in the years 1 to 9999`);
    }
    return match[0];
  },
  Time(value) {
    const match =
      typeof value === "string" ? /^((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3}))?$/.exec(value) : null;
    if (match === null) throw new ValueError(`expected a time of day as text, "HH:MM:SS" or "HH:MM:SS.mmm"`);
    return `${match[1]}.${(match[2] ?? "").padEnd(3, "0")}`;
  },
  Uuid(value) {
    if (typeof value !== "string" || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) {
      throw new ValueError(`expected a UUID as text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"`);
    }
    return value.toLowerCase();
  },
  Json: canonicalJson,
  Bytes(value) {
    if (!isUint8Array(value)) throw new ValueError("expected a Uint8Array");
    return value;
  },
};

const firstInstant = Date.parse("0001-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

function canonicalText(value: unknown): string {
  if (typeof value !== "string") throw new ValueError("expected a string");
  if (!isStorableText(value)) {
    throw new ValueError("expected a string without NUL characters and without halves of surrogate pairs");
  }
  return value;
}

function lengthCanonicalizer(length: number): Canonicalize {
  return (value) => {
    const text = canonicalText(value);
    // UTF-16 units are at least as many as characters: counting is needed for the few texts that look too long.
    if (text.length > length && Array.from(text).length > length) {
      throw new ValueError(`expected a string of at most ${length} characters`);
    }
    return text;
  };
}

function enumCanonicalizer(type: ValueType): Canonicalize {
  const members = type.enum?.members ?? [];
  const stored = new Map(members.map((member) => [member.name, member.databaseName]));
  const names = members.map((member) => member.name).join(", ");
  return (value) => {
    const result = typeof value === "string" ? stored.get(value) : undefined;
    if (result === undefined) throw new ValueError(`expected one of ${names}`);
    return result;
  };
}
