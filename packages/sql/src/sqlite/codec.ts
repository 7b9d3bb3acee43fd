import { parseDateTime } from "../calendar.js";
import { canonicalDecimal, scaleOf } from "../canonical-decimal.js";
import { canonicalList, type Canonicalize, type CanonicalValue } from "../canonical-scalar.js";
import { canonicalizer } from "../canonical-value.js";
import { ValueError, type Codec, type Decode, type Encode } from "../dialect.js";
import type { ValueUse } from "../encoding.js";
import { readFreeValue } from "../free-value.js";
import { readHex, writeHex } from "../hex.js";
import { createKeyText } from "../create-key-text.js";
import { memberDecoder } from "../member-decoder.js";
import { objectDecoder } from "../stored-object.js";
import type { ValueType } from "../value-type.js";

/** SQLite has no types for most scalars: they are text in one fixed form each, and lists are JSON text. */
export const codec: Codec = {
  encoder(type, use = "store") {
    if (type.isList) return listEncoder(type, use);
    const encode = scalarEncoder(type, use);
    return (value) => (value === null ? null : encode(value));
  },
  decoder(type) {
    return type.isList ? listDecoder(type) : scalarDecoder(type);
  },
  // Whatever is stored as text or number is that in JSON too, and JSON has no bytes.
  jsonDecoder(type) {
    return type.scalar === "Bytes" && !type.isList ? (value) => readHex(value as string) : this.decoder(type);
  },
  keyText: (type) => createKeyText(type, codec, textReader(type)),
};

/** The driver's value of what its text is. */
function textReader(type: ValueType): (text: string) => unknown {
  if (type.scalar === "Bytes") return readHex;
  const isNumber =
    type.scalar === "Int" || type.scalar === "Float" || type.scalar === "Boolean" || isNumericDecimal(type);
  return isNumber ? Number : (text) => text;
}

/**
 * JSON text of many values of a type, for `json_each`, which gives each back as it would be stored: 64-bit integers and
 * decimals are written as JSON numbers by their digits, and bytes as hexadecimal text (`unhex` reads it).
 */
export function jsonEncoder(type: ValueType, use: ValueUse): (value: unknown) => string {
  const canonicalize = storableCanonicalizer(type, use);
  return (value) => toJsonText(canonicalize(value), type);
}

/**
 * By its type in JavaScript. The driver would send every number as a double: whole ones go as integers, which is what they are to a reader
 * (`5 / 2`), and to a column of text. A list is JSON text, for `json_each`.
 */
export function encodeFree(value: unknown): unknown {
  if (value === null) return null;
  const canonical = readFreeValue(value);
  if (!Array.isArray(canonical)) return toStored(canonical as CanonicalValue);
  return `[${(canonical as readonly CanonicalValue[]).map(toJsonElement).join(",")}]`;
}

function toStored(value: CanonicalValue): unknown {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "number") return value;
  return Number.isSafeInteger(value) ? BigInt(value) : checkNumber(value);
}

function toJsonElement(value: CanonicalValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "number" || Number.isSafeInteger(value)) return String(value);
  return toJsonReal(checkNumber(value));
}

function checkNumber(value: number): number {
  if (Number.isNaN(value)) throw new ValueError("expected a number other than NaN, which this database cannot store");
  return value;
}

/** Whether a decimal is a number in the database: as many digits as survive the way through a double. */
export function isNumericDecimal(type: ValueType): boolean {
  return type.scalar === "Decimal" && type.precision !== undefined && type.precision <= 15;
}

function scalarEncoder(type: ValueType, use: ValueUse): Encode {
  const canonicalize = storableCanonicalizer(type, use);
  if (type.scalar === "Boolean") return (value) => (canonicalize(value) ? 1 : 0);
  if (isNumericDecimal(type)) return (value) => Number(canonicalize(value));
  return canonicalize;
}

/** SQLite would store NaN as NULL. Infinity it can store. */
function storableCanonicalizer(type: ValueType, use: ValueUse): Canonicalize {
  const canonicalize = canonicalizer(type, use);
  if (type.scalar !== "Float") return canonicalize;
  return (value) => canonicalize(typeof value === "number" ? checkNumber(value) : value);
}

function listEncoder(type: ValueType, use: ValueUse): Encode {
  const canonicalize = storableCanonicalizer(type, use);
  return (value) => {
    if (value === null) return null;
    const elements = canonicalList(value, canonicalize);
    return `[${elements.map((element) => toJsonText(element, type)).join(",")}]`;
  };
}

function toJsonText(value: CanonicalValue, type: ValueType): string {
  if (type.scalar === "Json" || isNumericDecimal(type)) return value as string;
  if (typeof value === "object") return `"${writeHex(value)}"`;
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" && type.scalar === "Float" ? toJsonReal(value) : String(value);
}

/**
 * A number that the database reads as a double, as the column holds it: as an integer, it would compare digit by digit. JSON has
 * no infinity, but a number too large for a double is read as one, here and there.
 */
function toJsonReal(value: number): string {
  const text = String(value).replace("Infinity", "9e999");
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function scalarDecoder(type: ValueType): Decode | undefined {
  switch (type.scalar) {
    case "BigInt":
      return (value) => BigInt(value as string);
    case "Boolean":
      return (value) => value !== 0;
    case "Decimal":
      return decimalDecoder(type);
    case "DateTime":
      return (value) => parseDateTime(value as string);
    case "Json":
      return (value) => JSON.parse(value as string) as unknown;
    case "Bytes":
      return (value) => toView(value as Uint8Array);
    case "Object":
      return objectDecoder(type);
    case "Enum":
      return memberDecoder(type);
    default:
      return undefined;
  }
}

function decimalDecoder(type: ValueType): Decode {
  const scale = scaleOf(type);
  if (isNumericDecimal(type)) return (value) => (typeof value === "number" ? value.toFixed(scale) : value);
  return (value) => {
    if (typeof value === "string") return canonicalDecimal(value, type, "compare");
    // Computed, as a view may.
    return typeof value === "number" && scale !== undefined ? value.toFixed(scale) : String(value);
  };
}

function listDecoder(type: ValueType): Decode {
  // JSON.parse would read integers as doubles.
  if (type.scalar === "BigInt") {
    return (value) => {
      const digits = (value as string).slice(1, -1);
      return digits.trim() === "" ? [] : digits.split(",").map(BigInt);
    };
  }
  const decode = elementDecoder(type);
  if (decode === undefined) return (value) => JSON.parse(value as string) as unknown;
  return (value) => (JSON.parse(value as string) as unknown[]).map(decode);
}

function elementDecoder(type: ValueType): Decode | undefined {
  if (type.scalar === "Json" || type.scalar === "Boolean") return undefined;
  if (type.scalar === "Bytes") return (value) => readHex(value as string);
  const decode = scalarDecoder(type);
  // `map` passes an index too, which must not reach a decoder that takes options.
  return decode && ((value) => decode(value));
}

/** A plain Uint8Array over the same memory: a Buffer's `slice` and `toString` do other things. */
function toView(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
