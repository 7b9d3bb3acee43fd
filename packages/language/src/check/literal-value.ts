import { isStorableText, type JsonValue, type ScalarName, type ScalarType } from "@joinery/schema";
import type { Expression } from "../ast.js";

interface LiteralForm {
  /** What a user should write. */
  readonly expected: (type: ScalarType) => string;
  /** The value in the form the schema keeps it, or undefined when it is no value of the type. */
  readonly read: (expression: Expression, type: ScalarType) => JsonValue | undefined;
}

/** How a literal of each scalar is written, and what it becomes: exact, or refused. */
const forms: Readonly<Record<ScalarName, LiteralForm>> = {
  Int: {
    expected: () => "a whole number from -2147483648 to 2147483647",
    read: (expression) => {
      const value = readInteger(expression, 32);
      return value === undefined ? undefined : Number(value);
    },
  },
  BigInt: {
    expected: () => "a whole number of at most 64 bits",
    read: (expression) => readInteger(expression, 64)?.toString(),
  },
  Float: {
    expected: () => "a number",
    read: (expression) => (expression.kind === "number" ? finite(Number(expression.text)) : undefined),
  },
  Decimal: {
    expected: ({ precision = 0, scale = 0 }) =>
      `a number with at most ${precision - scale} digits before the point and ${scale} after it`,
    read: (expression, type) => (expression.kind === "number" ? readDecimal(expression.text, type) : undefined),
  },
  Boolean: {
    expected: () => "`true` or `false`",
    read: (expression) => (expression.kind === "boolean" ? expression.value : undefined),
  },
  String: {
    expected: ({ length }) =>
      length === undefined ? "a text in quotes" : `a text in quotes of at most ${length} characters`,
    read: (expression, { length = Infinity }) => readText(expression, (text) => Array.from(text).length <= length),
  },
  Text: { expected: () => "a text in quotes", read: (expression) => readText(expression) },
  DateTime: {
    expected: () => 'a date and time with its zone such as "2024-12-31T23:59:59Z"',
    read: (expression) => readDateTime(readText(expression)),
  },
  Date: {
    expected: () => 'a date such as "2024-12-31"',
    read: (expression) => readText(expression, (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text)),
  },
  Time: {
    expected: () => 'a time such as "23:59:59"',
    read: (expression) => readTime(readText(expression)),
  },
  Uuid: {
    expected: () => 'a UUID such as "018f4e3a-7c1b-7d2e-9a55-3b6c0d9e1f20"',
    read: (expression) => readText(expression, (text) => uuidPattern.test(text))?.toLowerCase(),
  },
  Json: {
    expected: () => "a JSON value: a text, number, `true`, `false`, `null`, list or object",
    read: (expression) => readJson(expression),
  },
  Bytes: {
    expected: () => "a text in quotes that is base64",
    read: (expression) => readText(expression, (text) => base64Pattern.test(text)),
  },
};

/** The value of a literal in the form the schema keeps (BigInt and Decimal as text), or undefined when it does not fit. */
export function readLiteral(expression: Expression, type: ScalarType): JsonValue | undefined {
  return forms[type.name].read(expression, type);
}

/** What a literal of the type looks like, for messages. */
export function describeLiteral(type: ScalarType): string {
  return forms[type.name].expected(type);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const base64Pattern = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function readInteger(expression: Expression, bits: number): bigint | undefined {
  if (expression.kind !== "number" || !/^-?\d{1,40}$/.test(expression.text)) return undefined;
  const value = BigInt(expression.text);
  return BigInt.asIntN(bits, value) === value ? value : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Written out to the full scale, as databases give it back. */
function readDecimal(text: string, { precision = 0, scale = 0 }: ScalarType): string | undefined {
  const [, sign, whole, fraction = ""] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction.slice(0, scale) + fraction.slice(scale).replaceAll("0", "");
  const wholeDigits = whole === "0" ? 0 : whole.length;
  if (wholeDigits > precision - scale || digits.length > scale) return undefined;
  const isZero = wholeDigits === 0 && /^0*$/.test(digits);
  const shown = scale === 0 ? whole : `${whole}.${digits.padEnd(scale, "0")}`;
  return sign && !isZero ? `-${shown}` : shown;
}

function readText(expression: Expression, isValid: (text: string) => boolean = () => true): string | undefined {
  if (expression.kind !== "string" || !isStorableText(expression.value)) return undefined;
  return isValid(expression.value) ? expression.value : undefined;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // A 30th of February rolls over into March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function readDateTime(text: string | undefined): string | undefined {
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(Z|[+-]\d\d:\d\d)$/.exec(text ?? "") ?? [];
  const clock = readTime(time);
  if (date === undefined || clock === undefined || !isDate(date)) return undefined;
  const instant = new Date(`${date}T${clock}${zone}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** To the millisecond, the resolution of the type. */
function readTime(text: string | undefined): string | undefined {
  const [, hour, minute, second = "00", fraction = ""] =
    /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$/.exec(text ?? "") ?? [];
  return hour === undefined ? undefined : `${hour}:${minute}:${second}.${fraction.padEnd(3, "0")}`;
}

function readJson(expression: Expression): JsonValue | undefined {
  switch (expression.kind) {
    case "null":
      return null;
    case "boolean":
      return expression.value;
    case "string":
      return readText(expression);
    case "number": {
      const value = Number(expression.text);
      const isExact = Number.isSafeInteger(value) || !/^-?\d+$/.test(expression.text);
      return isExact ? finite(value) : undefined;
    }
    case "list": {
      const items = expression.items.map(readJson);
      return items.includes(undefined) ? undefined : (items as JsonValue[]);
    }
    case "object": {
      const entries = expression.entries.map(({ key, value }) => [key.text, readJson(value)] as const);
      const keys = new Set(entries.map(([key]) => key));
      if (keys.size < entries.length || entries.some(([, value]) => value === undefined)) return undefined;
      return Object.fromEntries(entries) as Record<string, JsonValue>;
    }
    default:
      return undefined;
  }
}
