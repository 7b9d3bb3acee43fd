import type { Field, ScalarName, ScalarType } from "@joinery/schema";

import type { CodeFile } from "../../code-file.js";
import type { ImportSymbol } from "../../import-symbol.js";
import { group, hardLine, indent, type Layout, line, softLine } from "../../layout.js";
import { printParameters } from "../../typescript-code.js";
import { writeValidatorCalls } from "./validator-calls.js";
import type { ZodSymbols } from "./zod-symbols.js";

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

export const zod: ImportSymbol = { name: "z", module: "zod", isType: false };

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

/** The schema of a field that is read. */
export function printOutput(file: CodeFile, symbols: ZodSymbols, field: Field): Layout {
  const { root, calls } = buildChain(file, symbols, field);
  return printAssigned({ root, calls: field.isNullable ? [...calls, call("nullable()")] : calls });
}

/** The schema of a field that is written: where it is optional, it may be absent but not undefined. */
export function printInput(file: CodeFile, symbols: ZodSymbols, field: Field, isOptional: boolean): Layout {
  const { root, calls } = buildChain(file, symbols, field, true);
  const nullable = field.isNullable ? [call("nullable()")] : [];
  const optional = isOptional ? [call("exactOptional()")] : [];
  return printAssigned({ root, calls: [...calls, ...nullable, ...optional] });
}

/** `isInput`: the value, or each value of a list, is held to what the field demands too. */
function buildChain(file: CodeFile, symbols: ZodSymbols, field: Field, isInput = false): Chain {
  const { type, isList } = field;
  const z = file.use(zod);
  const element: Chain =
    type.kind === "enum"
      ? { root: file.use(symbols.enums.get(type.name)!), calls: [] }
      : {
          root: isoNames.has(type.name) ? `${z}.iso` : z,
          calls: isInput ? listInputCalls(type, field, z) : scalars[type.name](type),
        };
  if (!isList) return element;
  const isSimple = element.calls.every((entry) => entry.isSimple && !entry.hasObject);
  return { root: z, calls: [{ text: ["array", printParameters([printChain(element)])], isSimple }] };
}

/**
 * What is demanded stands behind the call that names the type: what is trimmed is measured trimmed. A greatest length of
 * the user's takes the place of the type's own, which the checker has seen to be no narrower.
 */
function listInputCalls(type: ScalarType, field: Field, z: string): readonly Call[] {
  const [first, ...own] = scalars[type.name](type);
  const isBounded = field.validators?.some((each) => each.kind === "length" && each.max !== undefined) ?? false;
  return [first!, ...writeValidatorCalls(field, z).map(call), ...(isBounded ? [] : own)];
}

function printChain({ root, calls }: Chain): Layout {
  const texts = calls.map(({ text }) => [".", text]);
  if (calls.length < 2) return [root, ...texts];
  const isTable = calls.length > 2 && calls.some(({ isSimple }) => !isSimple);
  return group(root, indent(texts.map((text) => [isTable ? hardLine : softLine, text])));
}

/** A chain behind a colon. One on the schema of an enum goes to a line of its own rather than break. */
function printAssigned(chain: Chain): Layout {
  const isOnEnum = chain.root.endsWith("Schema");
  if (!isOnEnum) return [" ", printChain(chain)];
  return group(indent(line, chain.root, ...chain.calls.map(({ text }) => [".", text])));
}
