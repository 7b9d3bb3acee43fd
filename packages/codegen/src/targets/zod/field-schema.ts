import type { ScalarName, ScalarType, ValueObjectField } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import { group, hardLine, indent, type Layout, line, softLine } from "../../layout.js";
import { toPropertyKey } from "../../safe-name.js";
import { printBody, printParameters } from "../../typescript-code.js";
import { writeValidatorCalls } from "./validator-calls.js";
import { zod, type ZodSymbols } from "./zod-symbols.js";

/** `z.string().max(255)`: what it starts with, and its calls. */
interface Chain {
  readonly root: string;
  readonly calls: readonly Call[];
}

interface Call {
  readonly text: Layout;
  /** Prettier puts the calls of a chain of three or more on lines of their own when one is not simple. */
  readonly isSimple: boolean;
  /** Simple by itself, but not as an argument: objects are judged by their depth. */
  readonly hasObject?: true;
}

const call = (text: string): Call => ({ text, isSimple: true });

const scalars: Record<ScalarName, (type: ScalarType) => readonly Call[]> = {
  Int: () => [call("int32()")],
  BigInt: () => [call("int64()")],
  Float: () => [call("number()")],
  Decimal: (type) => [call("string()"), { text: `regex(${decimalPattern(type)})`, isSimple: false }],
  Boolean: () => [call("boolean()")],
  String: ({ length }) => [call("string()"), ...(length === undefined ? [] : [call(`max(${length})`)])],
  Text: () => [call("string()")],
  DateTime: () => [call("date()")],
  Date: () => [call("date()")],
  Time: () => [{ ...call("time({ precision: 3 })"), hasObject: true }],
  Uuid: () => [call("guid()")],
  Json: () => [call("json()")],
  Bytes: () => [call("instanceof(Uint8Array)")],
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
  const { root, calls } = buildChain(file, symbols, use);
  const body = printBody([[`return ${root}`, calls.map(({ text }) => [".", text]), ";"]]);
  return [`get ${toPropertyKey(use.field.name)}() `, body, ","];
}

function buildChain(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Chain {
  const { field, isOptional } = use;
  const value = buildValue(file, symbols, use);
  const calls = [
    ...value.calls,
    ...(field.isNullable ? [call("nullable()")] : []),
    ...(isOptional ? [call("exactOptional()")] : []),
  ];
  return { root: value.root, calls };
}

/** The value, or a list whose values are each held to what the field demands. */
function buildValue(file: CodeFile, symbols: ZodSymbols, use: FieldUse): Chain {
  const z = file.use(zod);
  const element = buildElement(file, symbols, use);
  if (!use.field.isList) return element;
  const isSimple = element.calls.every((entry) => entry.isSimple && !entry.hasObject);
  return { root: z, calls: [{ text: ["array", printParameters([printChain(element)])], isSimple }] };
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
function listInputCalls(type: ScalarType, field: ValueObjectField, file: CodeFile): readonly Call[] {
  const [first, ...own] = scalars[type.name](type);
  const isBounded = field.validators?.some((each) => each.kind === "length" && each.max !== undefined) ?? false;
  return [first!, ...writeValidatorCalls(field, file).map(call), ...(isBounded ? [] : own)];
}

function printChain({ root, calls }: Chain): Layout {
  const texts = calls.map(({ text }) => [".", text]);
  if (calls.length < 2) return [root, ...texts];
  const isTable = calls.length > 2 && calls.some(({ isSimple }) => !isSimple);
  return group(root, indent(texts.map((text) => [isTable ? hardLine : softLine, text])));
}

/** A chain behind a colon. One on a schema of ours goes to a line of its own rather than break. */
function printAssigned(chain: Chain): Layout {
  const isOnSchema = chain.root.endsWith("Schema");
  if (!isOnSchema) return [" ", printChain(chain)];
  return group(indent(line, chain.root, ...chain.calls.map(({ text }) => [".", text])));
}
