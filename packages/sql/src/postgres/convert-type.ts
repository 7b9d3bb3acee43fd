import { parseColumnType, type ColumnTypeParts } from "./column-type.js";

/**
 * The value of `expression`, of type `from`, in the type `to`. Every pair of types has a conversion: where there is no cast of its own it
 * goes by way of text, and a value that does not fit fails; none is changed unless the types make it so.
 */
export function convertType(expression: string, from: string, to: string): string {
  const source = parseColumnType(from);
  const target = parseColumnType(to);
  if (source.isList && !target.isList) return convertType(`${expression}[1]`, elementType(from), to);
  if (!source.isList && target.isList) {
    const element = convertType(expression, from, elementType(to));
    return `case when ${expression} is not null then array[${element}] end`;
  }
  if (source.isList)
    return isTextual(source) || areNumbers(source, target)
      ? cast(expression, to)
      : cast(cast(expression, "text[]"), to);
  return convertScalar(expression, source, target, to);
}

function convertScalar(expression: string, from: ColumnTypeParts, to: ColumnTypeParts, toType: string): string {
  switch (`${from.name} -> ${to.name}`) {
    case "timestamp with time zone -> date":
    case "timestamp with time zone -> time without time zone":
      return cast(`(${expression} at time zone 'utc')`, toType);
    case "date -> timestamp with time zone":
      return `(${cast(expression, "timestamp")} at time zone 'utc')`;
    case "boolean -> integer":
      return cast(expression, toType);
    case "integer -> boolean":
      return `(${expression} <> 0)`;
  }
  if (from.name === "timestamp with time zone" && isTextual(to)) {
    return cast(`to_char(${expression} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, toType);
  }
  return isTextual(from) || isTextual(to) || areNumbers(from, to) || from.name === to.name
    ? cast(expression, toType)
    : cast(cast(expression, "text"), toType);
}

/** Whether every value of `from` is the same value in `to`. */
export function isWideningType(from: string, to: string): boolean {
  if (from === to) return true;
  const source = parseColumnType(from);
  const target = parseColumnType(to);
  if (source.isList && !target.isList) return false;
  if (isTextual(target))
    return capacity(target) === Infinity || (isTextual(source) && capacity(source) <= capacity(target));
  if (from === elementType(to)) return true;
  switch (source.name) {
    case "integer":
      return ["bigint", "double precision"].includes(target.name) || holdsDigits(target, 10, 0);
    case "bigint":
      return holdsDigits(target, 19, 0);
    case "numeric": {
      const [precision = Infinity, scale = precision === Infinity ? Infinity : 0] = source.parameters;
      return holdsDigits(target, precision === Infinity ? Infinity : precision - scale, scale);
    }
    default:
      return source.name === "date" && target.name === "timestamp with time zone";
  }
}

function holdsDigits(type: ColumnTypeParts, before: number, after: number): boolean {
  if (type.name !== "numeric") return false;
  const [precision, scale = 0] = type.parameters;
  return precision === undefined || (scale >= after && precision - scale >= before);
}

function capacity(type: ColumnTypeParts): number {
  return type.parameters[0] ?? Infinity;
}

function isTextual(type: ColumnTypeParts): boolean {
  return type.name === "text" || type.name === "character varying";
}

const numbers = ["smallint", "integer", "bigint", "real", "double precision", "numeric"];

function areNumbers(from: ColumnTypeParts, to: ColumnTypeParts): boolean {
  return numbers.includes(from.name) && numbers.includes(to.name);
}

function elementType(type: string): string {
  return type.replace(/\[\]$/, "");
}

function cast(expression: string, type: string): string {
  return `${expression}::${type}`;
}
