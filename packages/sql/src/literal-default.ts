import type { Field, JsonValue, Schema } from "@joinery/schema";
import { valueTypeOf, type ValueType } from "./value-type.js";

/** A constant default as a caller would write it: what an encoder or a canonicalizer of its type takes. */
export interface LiteralDefault {
  readonly type: ValueType;
  readonly value: unknown;
}

/** The constant default of a field, if it has one; `now()`, numbering and SQL are none. */
export function literalDefault(field: Field, schema: Schema): LiteralDefault | undefined {
  const type = valueTypeOf(field, schema);
  switch (field.default?.kind) {
    case "literal":
      return { type, value: fromJson(field.default.value, type) };
    case "member":
      return { type, value: field.default.name };
    default:
      return undefined;
  }
}

/** From the form of a schema, which is JSON, to that of a call. */
function fromJson(value: JsonValue, type: ValueType): unknown {
  if (type.isList && Array.isArray(value)) {
    return value.map((element: JsonValue) => fromJson(element, { scalar: type.scalar }));
  }
  if (typeof value !== "string") return type.scalar === "BigInt" && typeof value === "number" ? BigInt(value) : value;
  switch (type.scalar) {
    case "BigInt":
      return BigInt(value);
    case "DateTime":
      return new Date(value);
    case "Bytes":
      return Buffer.from(value, "base64");
    default:
      return value;
  }
}
