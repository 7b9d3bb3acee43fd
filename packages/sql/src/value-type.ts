import type { EnumDefinition, Field, ScalarName, Schema } from "@joinery/schema";

/** What a value is, as far as a dialect must know to write it, read it and name its native type. */
export interface ValueType {
  readonly scalar: ScalarName | "Enum";
  readonly isList?: true;
  /** `String(n)`, in characters. */
  readonly length?: number;
  /** `Decimal(p, s)`. */
  readonly precision?: number;
  readonly scale?: number;
  /** Present exactly when `scalar` is "Enum". */
  readonly enum?: EnumDefinition;
}

/** The value type of a field; enums are looked up in the schema. */
export function valueTypeOf(field: Pick<Field, "type" | "isList">, schema: Pick<Schema, "enums">): ValueType {
  const list = field.isList ? { isList: true as const } : {};
  if (field.type.kind === "enum") {
    const name = field.type.name;
    const definition = schema.enums.find((candidate) => candidate.name === name);
    if (definition === undefined) throw new Error(`The schema has no enum ${name}`);
    return { scalar: "Enum", enum: definition, ...list };
  }
  const { name, length, precision, scale } = field.type;
  return {
    scalar: name,
    ...list,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}
