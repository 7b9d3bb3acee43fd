import { parseDateTime } from "../calendar.js";
import { canonicalDecimal, scaleOf } from "../canonical-decimal.js";
import { canonicalList, type CanonicalValue } from "../canonical-scalar.js";
import { canonicalizer } from "../canonical-value.js";
import { ValueError, type Codec, type Decode } from "../dialect.js";
import type { ValueUse } from "../encoding.js";
import { readFreeValue } from "../free-value.js";
import { asBuffer, readHex, writeHex } from "../hex.js";
import { createKeyText } from "../create-key-text.js";
import { memberDecoder } from "../member-decoder.js";
import { objectDecoder, objectReader } from "../stored-object.js";
import type { ValueType } from "../value-type.js";
import { parseArrayText } from "./array-text.js";

/**
 * Everything travels in the server's text form, both ways: what the driver would parse by itself it would parse into less exact
 * values, and what it would print it would print in the time zone of the machine. Only bytes go out as they are.
 */
export const codec: Codec = {
  encoder(type, use = "store") {
    const canonicalize = canonicalizer(type, use);
    if (type.isList) {
      const write = arrayWriter(type);
      return (value) => (value === null ? null : write(canonicalList(value, canonicalize).map(toText)));
    }
    if (type.scalar === "Bytes")
      return (value) => (value === null ? null : asBuffer(canonicalize(value) as Uint8Array));
    return (value) => (value === null ? null : toText(canonicalize(value)));
  },
  decoder(type) {
    const decode = scalarDecoder(type);
    if (!type.isList) return decode;
    return (value) => readElements(value).map((element) => (decode === undefined ? element : decode(element)));
  },
  jsonDecoder(type) {
    return isTextInJson(type) ? this.decoder(type) : jsonDecoder(type);
  },
  keyText: (type) => createKeyText(type, codec, (text) => text),
};

/**
 * Whether a value stands in JSON as the text that the driver would get of it: where the server's own JSON of it would lose
 * digits or be of another form, or where nobody has held it to the type.
 */
export function isTextInJson({ scalar, isList, isLoose }: ValueType): boolean {
  if (isList) return true;
  if (isLoose && scalar !== "Int" && scalar !== "Float" && scalar !== "Boolean") return true;
  return textsInJson.has(scalar);
}

const textsInJson: ReadonlySet<ValueType["scalar"]> = new Set([
  "BigInt",
  "Decimal",
  "DateTime",
  "Time",
  "Bytes",
] as const);

/** Of what the server itself makes JSON of. */
function jsonDecoder(type: ValueType): Decode | undefined {
  switch (type.scalar) {
    case "Int":
    case "Float":
      // What is no finite number is text.
      return Number;
    case "Boolean":
      return type.isLoose ? (value) => value === true || value === "t" : undefined;
    case "Object":
      return objectReader(type);
    case "Enum":
      return memberDecoder(type);
    default:
      return undefined;
  }
}

/** Without a type of its own: the server takes it for what it is compared with, or what it is cast to. */
export function encodeFree(value: unknown): unknown {
  if (value === null) return null;
  const canonical = readFreeValue(value);
  if (Array.isArray(canonical)) return writeQuoted((canonical as readonly CanonicalValue[]).map(toText));
  return canonical instanceof Uint8Array ? asBuffer(canonical) : toText(canonical as CanonicalValue);
}

/** Takes one value for each of many rows, null among them, and lists too: their rows may differ in length, so each is a text. */
export function columnEncoder(type: ValueType, use: ValueUse): (values: readonly unknown[]) => string {
  const { isList, ...element } = type;
  const canonicalize = canonicalizer(element, use);
  const encode = isList ? codec.encoder(type, use) : (value: unknown) => toText(canonicalize(value));
  const write = isList ? writeQuoted : arrayWriter(type);
  return (values) => write(values.map((value) => (value === null ? null : (encode(value) as string))));
}

/** What writes an array of elements in text form. Speed matters more here than the looks: inserts of many rows go through it. */
function arrayWriter({ scalar }: ValueType): (elements: readonly (string | null)[]) => string {
  return needsQuotes.has(scalar) ? writeQuoted : (elements) => `{${elements.map((text) => text ?? "NULL").join(",")}}`;
}

/** The scalars whose text may hold what means something in an array: commas, braces, quotes, the word NULL. */
const needsQuotes: ReadonlySet<ValueType["scalar"]> = new Set([
  "String",
  "Text",
  "Json",
  "Bytes",
  "Enum",
  "Object",
] as const);

function writeQuoted(elements: readonly (string | null)[]): string {
  return `{${elements.map((text) => (text === null ? "NULL" : `"${text.replaceAll(/["\\]/g, "\\$&")}"`)).join(",")}}`;
}

function toText(value: CanonicalValue): string {
  return typeof value === "object" ? `\\x${writeHex(value)}` : String(value);
}

function scalarDecoder(type: ValueType): Decode | undefined {
  switch (type.scalar) {
    case "Int":
    case "Float":
      return Number;
    case "BigInt":
      return (value) => BigInt(value as string);
    case "Decimal":
      // With a scale the server pads by itself what is in a column of the type.
      return scaleOf(type) === undefined || type.isLoose
        ? (value) => canonicalDecimal(value, type, "compare")
        : undefined;
    case "Boolean":
      return (value) => value === "t";
    case "DateTime":
      return (value) => parseDateTime(value as string);
    case "Time":
      return decodeTime;
    case "Json":
      return (value) => JSON.parse(value as string) as unknown;
    case "Bytes":
      return (value) => readHex((value as string).slice(2));
    case "Object":
      return objectDecoder(type);
    case "Enum":
      return memberDecoder(type);
    default:
      return undefined;
  }
}

/** The server leaves out zeros at the end of a fraction. */
function decodeTime(value: unknown): string {
  const text = value as string;
  if (text.length > 12) return text.slice(0, 12);
  return text.length === 12 ? text : `${text}${text.length === 8 ? "." : ""}`.padEnd(12, "0");
}

function readElements(value: unknown): string[] {
  const elements = parseArrayText(value as string);
  if (elements === undefined)
    throw new ValueError("expected a list of one dimension, and the database holds another array");
  return elements;
}
