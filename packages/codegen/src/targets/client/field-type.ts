import { isSortable } from "@joinery/schema";
import type { Field, ObjectType, ScalarName } from "@joinery/schema";

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
  Time: { type: "string", filter: "TimeFilter" },
  Uuid: { type: "string", filter: "UuidFilter" },
  Json: { type: "JsonValue", filter: "JsonFilter" },
  Bytes: { type: "Uint8Array", filter: "BytesFilter" },
};

/** What the type of a value is made from: a field, a part of a value object, or a parameter of a query. */
type Typed = Pick<Field, "type" | "isList" | "isNullable">;

/** The type of one value of a field: of an element where it is a list, never null. What is written of a value object may leave out more. */
export function elementType(
  file: CodeFile,
  symbols: ClientSymbols,
  { type }: Typed,
  use: "value" | "input" = "value",
): string {
  if (type.kind === "enum") return file.use({ ...symbols.enums.get(type.name)!, isType: true });
  if (type.kind === "object") return file.use(symbols.types.get(type.name)![use]);
  const name = scalars[type.name].type;
  return name === "JsonValue" ? file.use(runtimeType(name)) : name;
}

/** The type of a field of an entity: what is read. */
export function storedType(file: CodeFile, symbols: ClientSymbols, field: Typed): string[] {
  const element = elementType(file, symbols, field);
  return withNull(field, field.isList ? `${element}[]` : element);
}

/** The type of a field of the arguments: what is written, or compared with. */
export function inputType(file: CodeFile, symbols: ClientSymbols, field: Typed): string[] {
  const element = elementType(file, symbols, field, "input");
  return withNull(field, field.isList ? `readonly ${element}[]` : element);
}

/** What a field can be asked in a `where`: a value it must equal, or a filter. */
export function filterType(file: CodeFile, symbols: ClientSymbols, field: Typed): string[] {
  if (field.type.kind === "object") return objectFilterType(file, symbols, field, field.type);
  const filter = printFilter(file, symbols, field);
  // A JSON value could itself look like a filter.
  return isScalar(field, "Json") && !field.isList ? [filter] : [...inputType(file, symbols, field), filter];
}

/** As {@link filterType}, of a part of a value object: a list in JSON can be asked less. */
export function partFilterType(file: CodeFile, symbols: ClientSymbols, part: Typed): string[] {
  if (part.type.kind === "object" || !part.isList) return filterType(file, symbols, part);
  if (isScalar(part, "Json")) return withNull(part, file.use(runtimeType("EmptinessFilter")));
  return withNull(part, `${file.use(runtimeType("PartListFilter"))}<${elementType(file, symbols, part)}>`);
}

/** A value object is asked of its parts; as a value it could not be told from such a filter. */
function objectFilterType(file: CodeFile, symbols: ClientSymbols, field: Typed, { name }: ObjectType): string[] {
  const where = file.use(symbols.types.get(name)!.where);
  return withNull(field, field.isList ? `${file.use(runtimeType("ObjectListFilter"))}<${where}>` : where);
}

/** How rows are put in order by a field, or by what is in it; nothing where its values have no order. */
export function sortTypes(file: CodeFile, symbols: ClientSymbols, field: Typed): string[] {
  const { type, isList, isNullable } = field;
  if (type.kind === "object" && !isList) return [file.use(symbols.types.get(type.name)!.orderBy)];
  if (!isSortable(field)) return [];
  return ["SortOrder", ...(isNullable ? ["NullableSort"] : [])].map((name) => file.use(runtimeType(name)));
}

function printFilter(file: CodeFile, symbols: ClientSymbols, field: Typed): string {
  const use = (name: string) => file.use(runtimeType(field.isNullable ? `Nullable${name}` : name));
  if (field.isList) return `${use("ListFilter")}<${elementType(file, symbols, field)}>`;
  if (field.type.kind !== "scalar") return `${use("EnumFilter")}<${elementType(file, symbols, field)}>`;
  return use(scalars[field.type.name].filter);
}

function isScalar({ type }: Typed, name: ScalarName): boolean {
  return type.kind === "scalar" && type.name === name;
}

function withNull({ isNullable }: Typed, type: string): string[] {
  return isNullable ? [type, "null"] : [type];
}
