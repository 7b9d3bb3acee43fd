import type { Field, Schema } from "@joinery/schema";
import { canonicalList, type CanonicalValue } from "../canonical-scalar.js";
import { canonicalizer } from "../canonical-value.js";
import { readConstantDefault } from "../constant-default.js";
import { quoteText } from "../quote-text.js";
import { valueTypeOf } from "../value-type.js";
import { parseArrayText, writeArrayText } from "./array-text.js";
import { parseColumnType } from "./column-type.js";

/** The default of a field's column as SQL, in canonical spelling, or `undefined` where the database has none to set. */
export function columnDefault(field: Field, columnType: string, schema: Schema): string | undefined {
  if (field.default?.kind === "sql") return canonicalDefault(field.default.sql, columnType);
  if (field.default?.kind === "now") return nowOf(columnType);
  const type = valueTypeOf(field, schema);
  const constant = readConstantDefault(field.default, type);
  if (constant === undefined) return undefined;
  const { value } = constant;
  const canonicalize = canonicalizer(type, "store");
  const text = type.isList
    ? writeArrayText(canonicalList(value, canonicalize).map(valueText))
    : valueText(canonicalize(value));
  return writeLiteral(text, columnType);
}

/** The time of day and the day are those of UTC, whatever the zone of a session. */
function nowOf(columnType: string): string {
  switch (columnType) {
    case "date":
      return "((now() AT TIME ZONE 'utc'::text))::date";
    default:
      if (/^time\b.*without time zone$/.test(columnType)) return `((now() AT TIME ZONE 'utc'::text))::${columnType}`;
      return columnType.endsWith("without time zone") ? "(now() AT TIME ZONE 'utc'::text)" : "now()";
  }
}

function valueText(value: CanonicalValue): string {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : String(value);
}

/**
 * A default as the server spells it, in the spelling of a catalog: constants lose their cast and take the one form that their
 * type has here, whatever it is there (`'{"b": 1}'::jsonb`, `'-5'::integer`, `'{1e+21}'::double precision[]`).
 */
export function canonicalDefault(sql: string, columnType: string): string {
  if (/^-?\d+(\.\d+)?$/.test(sql)) return writeLiteral(sql, columnType);
  const constant = /^'((?:[^']|'')*)'(?:::(?:"(?:[^"]|"")*"|[\w\s().,[\]])+)?$/.exec(sql);
  if (constant === null) return sql;
  return writeLiteral((constant[1] ?? "").replaceAll("''", "'"), columnType);
}

function writeLiteral(text: string, columnType: string): string {
  const { name, isList } = parseColumnType(columnType);
  if (isList) {
    const elements = parseArrayText(text);
    return quoteText(
      elements === undefined ? text : writeArrayText(elements.map((element) => canonicalText(element, name))),
    );
  }
  const canonical = canonicalText(text, name);
  // A bare number with an exponent would be stored as another number type than its column's.
  const isBare = name === "boolean" || (numberTypes.has(name) && /^-?\d+(\.\d+)?$/.test(canonical));
  return isBare ? canonical : quoteText(canonical);
}

const numberTypes: ReadonlySet<string> = new Set([
  "smallint",
  "integer",
  "bigint",
  "double precision",
  "real",
  "numeric",
]);

function canonicalText(text: string, typeName: string): string {
  switch (typeName) {
    case "double precision":
      return Number.isNaN(Number(text)) ? text : String(Number(text));
    case "timestamp with time zone":
      return isoInstant(text);
    case "timestamp without time zone":
      return isoInstant(/(Z|[+-]\d\d(:?\d\d)?)$/i.test(text) ? text : `${text}+00`);
    case "time without time zone":
      return text.replace(/^(\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?$/, (_, time: string, fraction = "") => {
        return `${time}.${String(fraction).padEnd(3, "0")}`;
      });
    case "jsonb":
      return canonicalJsonText(text);
    case "boolean":
      return /^t(rue)?$/i.test(text) ? "true" : /^f(alse)?$/i.test(text) ? "false" : text;
    default:
      return text;
  }
}

/** The server writes `2024-01-01 00:00:00.5+00`; what is no such instant (infinity) stays as it is. */
function isoInstant(text: string): string {
  const instant = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
}

/** The server keeps neither the order of keys nor the blanks. */
function canonicalJsonText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  } catch {
    return text;
  }
}
