import type { ScalarName } from "@joinery/schema";
import type { ValueType } from "../value-type.js";

/** The most digits that a number of this database holds exactly. */
const exactDigits = 15;

/**
 * The declared type of a column. Tables are not STRICT: those have no `numeric`, which makes decimals compare as numbers do; and CHECKs say
 * more than STRICT could (lengths, members, JSON).
 */
export function columnType(type: ValueType): string {
  if (type.native !== undefined) return type.native;
  if (type.isList) return "text";
  const { scalar, precision, scale = 0 } = type;
  if (scalar !== "Decimal") return types[scalar];
  return precision !== undefined && precision <= exactDigits ? `numeric(${precision},${scale})` : "text";
}

const types: Record<Exclude<ScalarName, "Decimal"> | "Enum" | "Object", string> = {
  Int: "integer",
  BigInt: "integer",
  Float: "real",
  Boolean: "integer",
  String: "text",
  Text: "text",
  DateTime: "text",
  Date: "text",
  Time: "text",
  Uuid: "text",
  Json: "text",
  Bytes: "blob",
  Enum: "text",
  Object: "text",
};

/** The value of `expression`, of type `from`, in the type `to`: what a rebuilt table gets. */
export function convertType(expression: string, from: string, to: string): string {
  const target = numericParameters(to);
  if (target !== undefined) return `round(cast(${expression} as numeric), ${target.scale})`;
  const source = numericParameters(from);
  // With all its decimals, as the text of a decimal is written.
  if (source !== undefined && to === "text") return `printf('%.${source.scale}f', ${expression})`;
  return `cast(${expression} as ${to})`;
}

/** Whether every value of `from` is the same value in `to`. */
export function isWideningType(from: string, to: string): boolean {
  if (from === to) return true;
  const [source, target] = [numericParameters(from), numericParameters(to)];
  if (source !== undefined && target !== undefined) {
    return target.scale >= source.scale && target.precision - target.scale >= source.precision - source.scale;
  }
  return to === "text" && (from === "integer" || source !== undefined);
}

function numericParameters(type: string): { readonly precision: number; readonly scale: number } | undefined {
  const match = /^numeric\((\d+),\s*(\d+)\)$/.exec(type);
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2]) };
}
