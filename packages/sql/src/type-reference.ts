import type { OutputType, StatementText } from "./dialect.js";
import type { Encoding } from "./encoding.js";
import { findEnum, findObject, type TypeNames, type ValueType } from "./value-type.js";

/** A type of which the schema says the rest: an enum or a value object by its name, and a scalar with nothing more to say by its own. */
export type TypeReference =
  ValueType["scalar"] | (Omit<ValueType, "enum" | "object"> & { readonly enum?: string; readonly object?: string });

/** A statement as it can be kept in a file, beside the schema that it is for. */
export interface StatementReference extends Omit<StatementText<TypeReference>, "output"> {
  readonly output: readonly OutputReference[];
}

/** The type of a column of the output; null where the driver's value is kept. */
export type OutputReference = OutputType<TypeReference | null>;

export function referToTypes({ output, parameters, ...rest }: StatementText): StatementReference {
  return {
    ...rest,
    parameters: parameters.map(({ slot, encoding }) => ({ slot, encoding: mapTypes(encoding, referToType) })),
    output: output.map(referToOutput),
  };
}

/** @throws Error where the schema is not the one that the statement was compiled for */
export function resolveTypes({ output, parameters, ...rest }: StatementReference, schema: TypeNames): StatementText {
  const resolve = (reference: TypeReference) => resolveType(reference, schema);
  return {
    ...rest,
    parameters: parameters.map(({ slot, encoding }) => ({ slot, encoding: mapTypes(encoding, resolve) })),
    output: output.map((reference) => resolveOutput(reference, resolve)),
  };
}

function referToOutput(type: OutputType | undefined): OutputReference {
  if (type === undefined) return null;
  return "kind" in type ? { ...type, columns: type.columns.map(referToOutput) } : referToType(type);
}

function resolveOutput(
  reference: OutputReference | undefined,
  resolve: (reference: TypeReference) => ValueType,
): OutputType | undefined {
  if (reference === null || reference === undefined) return undefined;
  if (typeof reference === "string" || !("kind" in reference)) return resolve(reference);
  return { ...reference, columns: reference.columns.map((column) => resolveOutput(column, resolve)) };
}

function referToType({ enum: named, object, ...rest }: ValueType): TypeReference {
  if (Object.keys(rest).length === 1 && named === undefined && object === undefined) return rest.scalar;
  return { ...rest, ...(named && { enum: named.name }), ...(object && { object: object.name }) };
}

function resolveType(reference: TypeReference, schema: TypeNames): ValueType {
  if (typeof reference === "string") return { scalar: reference };
  const { enum: named, object, ...rest } = reference;
  return {
    ...rest,
    ...(named !== undefined && { enum: findEnum(named, schema) }),
    ...(object !== undefined && { object: findObject(object, schema) }),
  };
}

function mapTypes<From, To>(encoding: Encoding<From>, map: (type: From) => To): Encoding<To> {
  if ("types" in encoding) return { ...encoding, types: encoding.types.map(map) };
  return "type" in encoding ? { ...encoding, type: map(encoding.type) } : encoding;
}
