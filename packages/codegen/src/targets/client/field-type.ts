import type { Field, ScalarName } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import { runtimeType } from "../../import-symbol.js";
import type { ClientSymbols } from "./symbols.js";

interface ScalarCode {
  /** The TypeScript type of a value. */
  readonly type: string;
  /** The filter, in the runtime; `Nullable` is put before it where it must take null. */
  readonly filter: string;
}

const scalars: Record<ScalarName, ScalarCode> = {
  Int: { type: "number", filter: "NumberFilter" },
  Float: { type: "number", filter: "NumberFilter" },
  BigInt: { type: "bigint", filter: "BigIntFilter" },
  Decimal: { type: "string", filter: "DecimalFilter" },
  Boolean: { type: "boolean", filter: "BooleanFilter" },
  String: { type: "string", filter: "StringFilter" },
  Text: { type: "string", filter: "StringFilter" },
  DateTime: { type: "Date", filter: "DateTimeFilter" },
  Date: { type: "string", filter: "DateFilter" },
  Time: { type: "string", filter: "DateFilter" },
  Uuid: { type: "string", filter: "UuidFilter" },
  Json: { type: "JsonValue", filter: "JsonFilter" },
  Bytes: { type: "Uint8Array", filter: "BytesFilter" },
};

/** What the type of a value is made from: a field, or a parameter of a query. */
type Typed = Pick<Field, "type" | "isList" | "isNullable">;

/** The type of one value of a field: of an element where it is a list, never null. */
export function elementType(file: CodeFile, symbols: ClientSymbols, { type }: Typed): string {
  if (type.kind === "enum") return file.use({ ...symbols.enums.get(type.name)!, isType: true });
  const name = scalars[type.name].type;
  return name === "JsonValue" ? file.use(runtimeType(name)) : name;
}

/** The type of a field of an entity: what is read. */
export function storedType(file: CodeFile, symbols: ClientSymbols, field: Field): string[] {
  const element = elementType(file, symbols, field);
  return withNull(field, field.isList ? `${element}[]` : element);
}

/** The type of a field of the arguments: what is written, or compared with. */
export function inputType(file: CodeFile, symbols: ClientSymbols, field: Typed): string[] {
  const element = elementType(file, symbols, field);
  return withNull(field, field.isList ? `readonly ${element}[]` : element);
}

/** What a field can be asked in a `where`: a value it must equal, or a filter. */
export function filterType(file: CodeFile, symbols: ClientSymbols, field: Field): string[] {
  const filter = printFilter(file, symbols, field);
  // A JSON value could itself look like a filter.
  return isScalar(field, "Json") && !field.isList ? [filter] : [...inputType(file, symbols, field), filter];
}

function printFilter(file: CodeFile, symbols: ClientSymbols, field: Field): string {
  const use = (name: string) => file.use(runtimeType(field.isNullable ? `Nullable${name}` : name));
  if (field.isList) return `${use("ListFilter")}<${elementType(file, symbols, field)}>`;
  if (field.type.kind === "enum") return `${use("EnumFilter")}<${elementType(file, symbols, field)}>`;
  return use(scalars[field.type.name].filter);
}

function isScalar({ type }: Field, name: ScalarName): boolean {
  return type.kind === "scalar" && type.name === name;
}

function withNull({ isNullable }: Typed, type: string): string[] {
  return isNullable ? [type, "null"] : [type];
}
