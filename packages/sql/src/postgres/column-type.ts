import type { ScalarName, TableName } from "@joinery/schema";
import { withoutLimits, type ValueType } from "../value-type.js";
import { canonicalNativeType, unlimitedNativeType } from "./native-type.js";
import { quoteTable } from "../quote-identifier.js";

/** The type of a column, spelled as `format_type` does; enums are quoted. */
export function columnType(type: ValueType): string {
  if (type.native !== undefined) return listType(canonicalNativeType(type.native), type);
  return scalarType(type) + (type.isList ? "[]" : "");
}

/** The type with nothing of how much it holds: a cast to a type with limits would cut values in silence. */
export function unlimitedType(type: ValueType): string {
  return type.native === undefined ? columnType(withoutLimits(type)) : unlimitedNativeType(columnType(type));
}

/** A native type may be said with its brackets or without. */
function listType(native: string, { isList }: ValueType): string {
  return isList && !native.endsWith("[]") ? `${native}[]` : native;
}

function scalarType(type: ValueType): string {
  const { scalar, length, precision, scale = 0 } = type;
  if (scalar === "Enum") return quoteTable(enumName(type));
  if (scalar === "String" && length !== undefined) return `character varying(${length})`;
  if (scalar === "Decimal" && precision !== undefined) return `numeric(${precision},${scale})`;
  return types[scalar];
}

function enumName({ enum: definition }: ValueType): TableName {
  if (definition === undefined) throw new Error("A value of an enum without the enum");
  const { schema, databaseName: name } = definition;
  return schema === undefined ? { name } : { schema, name };
}

const types: Record<ScalarName | "Object", string> = {
  Int: "integer",
  BigInt: "bigint",
  Float: "double precision",
  Decimal: "numeric",
  Boolean: "boolean",
  String: "text",
  Text: "text",
  DateTime: "timestamp(3) with time zone",
  Date: "date",
  Time: "time(3) without time zone",
  Uuid: "uuid",
  Json: "jsonb",
  Bytes: "bytea",
  Object: "jsonb",
};

/** A column's type taken apart: `character varying(255)[]` is character varying, 255, a list. */
export interface ColumnTypeParts {
  /** Without parameters: `numeric`, `timestamp with time zone`, `"role"`. */
  readonly name: string;
  readonly parameters: readonly number[];
  readonly isList: boolean;
}

export function parseColumnType(type: string): ColumnTypeParts {
  const isList = type.endsWith("[]");
  const element = isList ? type.slice(0, -2) : type;
  if (element.endsWith('"')) return { name: element, parameters: [], isList };
  const match = /^([^(]*)\(([^)]*)\)(.*)$/.exec(element);
  if (match === null) return { name: element, parameters: [], isList };
  const [, before = "", parameters = "", after = ""] = match;
  return { name: before + after, parameters: parameters.split(",").map(Number), isList };
}
