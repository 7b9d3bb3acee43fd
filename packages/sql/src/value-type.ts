import type { DefaultValue, EnumDefinition, Field, FieldType, ScalarName, Schema, ValueObject } from "@joinery/schema";

/** What a value is, as far as a dialect must know to write it, read it and name its native type. */
export interface ValueType {
  readonly scalar: ScalarName | "Enum" | "Object";
  readonly isList?: true;
  /** `String(n)`, in characters. */
  readonly length?: number;
  /** `Decimal(p, s)`. */
  readonly precision?: number;
  readonly scale?: number;
  /** The column's own type in the words of its database, in place of the one that belongs to the scalar. */
  readonly native?: string;
  /** It comes out of somebody's query, and no column has held it to the type. */
  readonly isLoose?: true;
  /** Present exactly when `scalar` is "Enum". */
  readonly enum?: EnumDefinition;
  /** Present exactly when `scalar` is "Object". */
  readonly object?: ObjectDefinition;
  /** A list of value objects: one JSON value, and no list of the database's (`isList`). */
  readonly isObjectList?: true;
}

/** The parts of a value object. The same one wherever the schema names the type: types may be made of themselves. */
export interface ObjectDefinition {
  readonly name: string;
  readonly parts: readonly ObjectPart[];
}

export interface ObjectPart {
  readonly name: string;
  readonly type: ValueType;
  readonly isNullable: boolean;
  /** A constant. */
  readonly default?: DefaultValue;
}

/** The type with nothing of how much it holds: a text of any length, a decimal of any digits. */
export function withoutLimits(type: ValueType): ValueType {
  const { length: _, precision: __, scale: ___, ...unlimited } = type;
  return unlimited;
}

/** As much of a schema as says what its types are. */
export type TypeNames = Pick<Schema, "enums" | "types">;

/** The value type of a field of a schema that is fitted to its database; enums and value objects are looked up in it. */
export function valueTypeOf(field: Pick<Field, "type" | "isList" | "nativeTypes">, schema: TypeNames): ValueType {
  if (field.type.kind === "object") {
    const object = findObject(field.type.name, schema);
    return { scalar: "Object", object, ...(field.isList ? { isObjectList: true } : {}) };
  }
  const [native] = field.nativeTypes ?? [];
  return {
    ...elementTypeOf(field.type, schema),
    ...(field.isList ? { isList: true } : {}),
    ...(native === undefined ? {} : { native: native.type, isLoose: true }),
  };
}

function elementTypeOf(type: Exclude<FieldType, { readonly kind: "object" }>, schema: TypeNames): ValueType {
  if (type.kind === "enum") {
    return { scalar: "Enum", enum: findEnum(type.name, schema) };
  }
  const { name, length, precision, scale } = type;
  return {
    scalar: name,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** @throws Error for a name that the schema does not have */
export function findEnum(name: string, schema: TypeNames): EnumDefinition {
  const definition = schema.enums.find((candidate) => candidate.name === name);
  if (definition === undefined) throw new Error(`The schema has no enum ${name}`);
  return definition;
}

const definitions = new WeakMap<ValueObject, ObjectDefinition>();

/** @throws Error for a name that the schema does not have */
export function findObject(name: string, schema: TypeNames): ObjectDefinition {
  const source = schema.types?.find((candidate) => candidate.name === name);
  if (source === undefined) throw new Error(`The schema has no type ${name}`);
  const known = definitions.get(source);
  if (known !== undefined) return known;
  const parts: ObjectPart[] = [];
  const definition = { name, parts };
  // Before its parts are: one of them may be of this very type.
  definitions.set(source, definition);
  for (const field of source.fields) {
    parts.push({
      name: field.name,
      type: valueTypeOf(field, schema),
      isNullable: field.isNullable ?? false,
      ...(field.default === undefined ? {} : { default: field.default }),
    });
  }
  return definition;
}
