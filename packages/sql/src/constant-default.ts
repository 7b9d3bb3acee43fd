import type { DefaultValue, JsonValue } from "@joinery/schema";
import type { ValueType } from "./value-type.js";

/** A default that is known without the database and the same for every row, as a caller would write it. */
export interface ConstantDefault {
  readonly value: unknown;
}

/** The constant behind a default, if it is one: `now()`, numbering, `uuid()` and SQL are none. */
export function readConstantDefault(made: DefaultValue | undefined, type: ValueType): ConstantDefault | undefined {
  switch (made?.kind) {
    case "literal":
      return { value: fromJson(made.value, type) };
    case "member":
      return { value: made.name };
    default:
      return undefined;
  }
}

/** From the form of a schema, which is JSON, to that of a call. */
function fromJson(value: JsonValue, type: ValueType): unknown {
  if (value === null || type.scalar === "Json") return value;
  if (Array.isArray(value)) {
    const { isList: _, isObjectList: __, ...element } = type;
    return value.map((each: JsonValue) => fromJson(each, element));
  }
  switch (type.scalar) {
    case "BigInt":
      return BigInt(value as number | string);
    case "DateTime":
      return new Date(value as string);
    case "Bytes":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "Object":
      return partsFromJson(value as Readonly<Record<string, JsonValue>>, type);
    default:
      return value;
  }
}

function partsFromJson(json: Readonly<Record<string, JsonValue>>, { object }: ValueType): Record<string, unknown> {
  const given = (object?.parts ?? []).filter(({ name }) => Object.hasOwn(json, name));
  return Object.fromEntries(given.map(({ name, type }) => [name, fromJson(json[name]!, type)]));
}
