import type { JsonValue } from "@joinery/schema";
import { parseDateTime } from "./calendar.js";
import { canonicalDecimal } from "./canonical-decimal.js";
import type { Canonicalize } from "./canonical-scalar.js";
import { ValueError } from "./dialect.js";
import { readHex, writeHex } from "./hex.js";
import { memberDecoder } from "./member-decoder.js";
import type { ValueType } from "./value-type.js";

/** How values that are not null stand in JSON, and how deep they are in it. */
export interface StoredForm {
  readonly write: (value: unknown, depth: number) => JsonValue;
  readonly read: (json: JsonValue) => unknown;
}

/**
 * How a scalar stands in the JSON of a value object: what JSON numbers cannot hold is text, and of equal values the text is equal, whatever
 * the limits of the type (which may change while values stay). Each database can make of it what a column of the type holds.
 */
export function storedScalarForm(type: ValueType, canonicalize: Canonicalize): StoredForm {
  switch (type.scalar) {
    case "BigInt":
      return { write: (value) => String(canonicalize(value)), read: (json) => BigInt(json as string) };
    case "Float":
      return { write: (value) => finite(canonicalize(value) as number), read: (json) => json };
    case "Decimal":
      return {
        write: (value) => canonicalDecimal(canonicalize(value), { scalar: "Decimal" }, "compare"),
        read: (json) => canonicalDecimal(json, type, "compare"),
      };
    case "DateTime":
      return { write: (value) => canonicalize(value) as string, read: (json) => parseDateTime(json as string) };
    case "Bytes":
      return {
        write: (value) => writeHex(canonicalize(value) as Uint8Array),
        read: (json) => readHex(json as string),
      };
    case "Json":
      return { write: (value) => JSON.parse(canonicalize(value) as string) as JsonValue, read: (json) => json };
    case "Enum": {
      const decode = memberDecoder(type);
      return { write: (value) => canonicalize(value) as string, read: decode ?? ((json) => json) };
    }
    default:
      return { write: (value) => canonicalize(value) as JsonValue, read: (json) => json };
  }
}

/** JSON has no other numbers. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new ValueError("expected a finite number: a value object is JSON");
  return value;
}
