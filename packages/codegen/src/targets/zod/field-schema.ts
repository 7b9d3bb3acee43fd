import type { ScalarName, ScalarType, ValueObjectField } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import { assigned, group, hardLine, indent, type Layout, softLine } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody } from "../../typescript-code.js";
import { buildCall, type SchemaCall } from "./schema-call.js";
import { buildValidatorCalls } from "./validator-calls.js";
import { zod, type ZodSymbols } from "./zod-symbols.js";

/** `z.string().max(255)`: what it starts with, and its calls. */
interface Chain {
  readonly root: string;
  readonly calls: readonly SchemaCall[];
}

/** Prettier puts the calls of a chain of three or more on lines of their own when one of them nests deeper. */
const simpleDepth = 2;

const scalars: Record<ScalarName, (type: ScalarType) => readonly SchemaCall[]> = {
  Int: () => [buildCall("int32")],
  BigInt: () => [buildCall("int64")],
  Float: () => [buildCall("number")],
  Decimal: (type) => [buildCall("string"), { text: `regex(${decimalPattern(type)})`, depth: Infinity }],
  Boolean: () => [buildCall("boolean")],
  String: ({ length }) => [buildCall("string"), ...(length === undefined ? [] : [buildCall("max", `${length}`)])],
  Text: () => [buildCall("string")],
  DateTime: () => [buildCall("date")],
  Date: () => [buildCall("date")],
  Time: () => [{ text: "time({ precision: 3 })", depth: 2 }],
  Uuid: () => [buildCall("guid")],
  Json: () => [buildCall("json")],
  Bytes: () => [buildCall("instanceof", "Uint8Array")],
};

/** The scalars whose schemas are in `z.iso`. */
const isoNames: ReadonlySet<ScalarName> = new Set(["Date", "Time"]);

/** Whole digits and decimals as many as the column holds: the database would round what is beyond, or refuse it. */
function decimalPattern({ precision, scale = 0 }: ScalarType): string {
  if (precision === undefined) return "/^-?\\d+(\\.\\d+)?$/";
  const whole = precision > scale ? `\\d{1,${precision - scale}}` : "0";
  return scale === 0 ? `/^-?${whole}$/` : `/^-?${whole}(\\.\\d{1,${scale}})?$/`;
}

/** A field of a model or a part of a value object, which is read, or written: then it is held to what is demanded of it. */
export interface FieldUse {
  readonly field: ValueObjectField;
  readonly isInput: boolean;
  /** It may be absent, but not undefined. */
  readonly isOptional?: boolean;
}

/** The schema of a field, behind its name. */
export function printField(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Layout {
  return [`${toPropertyKey(use.field.name)}:`, printAssigned(buildChain(file, symbols, use)), ","];
}

/** The same where the schema of its type is yet to come: found when it is first used. */
export function printLaterField(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Layout {
  const body = printBody([["return ", printChain(buildChain(file, symbols, use)), ";"]]);
  return [`get ${toPropertyKey(use.field.name)}() `, body, ","];
}

function buildChain(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Chain {
  const { field, isOptional } = use;
  const value = buildValue(file, symbols, use);
  const calls = [
    ...value.calls,
    ...(field.isNullable ? [buildCall("nullable")] : []),
    ...(isOptional ? [buildCall("exactOptional")] : []),
  ];
  return { root: value.root, calls };
}

/** The value, or a list whose values are each held to what the field demands. */
function buildValue(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Chain {
  const z = file.use(zod);
  const element = buildElement(file, symbols, use);
  if (!use.field.isList) return element;
  const depth = Math.max(0, ...element.calls.map((each) => each.depth));
  return { root: z, calls: [buildCall("array", { text: printChain(element), depth })] };
}

function buildElement(file: CodeFile, symbols: ZodSymbols, { field, isInput }: FieldUse): Chain {
  const { type } = field;
  switch (type.kind) {
    case "enum":
      return { root: file.use(symbols.enums.get(type.name)!), calls: [] };
    case "object":
      return { root: file.use(symbols.types.get(type.name)![isInput ? "input" : "output"]), calls: [] };
    case "scalar": {
      const z = file.use(zod);
      const calls = isInput ? listInputCalls(type, field, file) : scalars[type.name](type);
      return { root: isoNames.has(type.name) ? `${z}.iso` : z, calls };
    }
  }
}

/**
 * What is demanded stands behind the call that names the type: what is trimmed is measured trimmed. A greatest length of
 * the user's takes the place of the type's own, which the checker has seen to be no narrower.
 */
function listInputCalls(type: ScalarType, field: ValueObjectField, file: CodeFile): readonly SchemaCall[] {
  const [first, ...own] = scalars[type.name](type);
  const isBounded = field.validators?.some((each) => each.kind === "length" && each.max !== undefined) ?? false;
  return [first!, ...buildValidatorCalls(field, file), ...(isBounded ? [] : own)];
}

function printChain({ root, calls }: Chain): Layout {
  const texts = calls.map(({ text }) => [".", text]);
  // Of a capitalized name Prettier takes the first call for a part of it.
  if (calls.length < (/^[A-Z]/.test(root) ? 3 : 2)) return [root, ...texts];
  const isTable = calls.length > 2 && calls.some(({ depth }) => depth > simpleDepth);
  return group(root, indent(texts.map((text) => [isTable ? hardLine : softLine, text])));
}

/** A chain behind a colon. One on a schema of ours goes to a line of its own where its first part does not fit. */
function printAssigned(chain: Chain): Layout {
  const isOnSchema = chain.root.endsWith("Schema");
  return isOnSchema ? assigned(printChain(chain)) : [" ", printChain(chain)];
}
