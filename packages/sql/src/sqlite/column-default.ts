import type { Field, Schema } from "@joinery/schema";
import { readConstantDefault } from "../constant-default.js";
import { quoteText } from "../quote-text.js";
import { valueTypeOf } from "../value-type.js";
import { codec } from "./codec.js";

/** The default of a field's column as SQL, in canonical spelling, or `undefined` where the database has none to set. */
export function columnDefault(field: Field, schema: Schema): string | undefined {
  if (field.default?.kind === "sql") return canonicalDefault(field.default.sql);
  const type = valueTypeOf(field, schema);
  if (field.default?.kind === "now") return nowOf[type.scalar] ?? nowOf["DateTime"];
  const constant = readConstantDefault(field.default, type);
  return constant && writeLiteral(codec.encoder(type)(constant.value));
}

/** In the form that the codec writes: UTC, of fixed width. */
const nowOf: Readonly<Record<string, string>> = {
  DateTime: "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
  Date: "(date('now'))",
  Time: "(strftime('%H:%M:%f', 'now'))",
};

/** A default as the database gives it back, without the parentheses that an expression needs, in the spelling of a catalog. */
export function canonicalDefault(sql: string): string {
  const text = sql.trim();
  return isConstant(text) ? text : `(${text})`;
}

/** Whether it is a constant: the only kind of default that a column may bring to a table that has rows. */
export function isConstant(sql: string): boolean {
  return /^([-+]?\d+(\.\d+)?(e[-+]?\d+)?|'([^']|'')*'|x'[\da-f]*'|null)$/i.test(sql);
}

function writeLiteral(value: unknown): string {
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString("hex")}'`;
  return typeof value === "string" ? quoteText(value) : String(value);
}
