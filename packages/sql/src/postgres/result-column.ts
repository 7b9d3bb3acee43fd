import type { Decode, ResultColumn } from "../dialect.js";
import { readExactInteger } from "../exact-integer.js";
import type { ValueType } from "../value-type.js";
import { parseArrayElements } from "./array-text.js";
import { codec } from "./codec.js";
import type { WireColumn } from "./wire-query.js";

/** A type of the server's: how one value is read, and the number of its array type. */
interface ServerType {
  readonly array: number;
  readonly decode: Decode;
}

const ofScalar = (scalar: Exclude<ValueType["scalar"], "Enum" | "Object">) => codec.decoder({ scalar })!;
const decodeInstant = ofScalar("DateTime");
/** What no Date can be (infinity, years of five digits) stays as the server writes it. */
const decodeTimestamp: Decode = (value) =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?(\+00)?$/.test(value as string) ? decodeInstant(value) : value;

const int8 = 20;

/** By the numbers that the server has for its own types. Of all others a value is the text that the server writes. */
const types: Readonly<Record<number, ServerType>> = {
  16: { array: 1000, decode: ofScalar("Boolean") },
  17: { array: 1001, decode: ofScalar("Bytes") },
  [int8]: { array: 1016, decode: (value) => readExactInteger(value as string) },
  21: { array: 1005, decode: Number },
  23: { array: 1007, decode: Number },
  26: { array: 1028, decode: Number },
  114: { array: 199, decode: ofScalar("Json") },
  700: { array: 1021, decode: Number },
  701: { array: 1022, decode: Number },
  1083: { array: 1183, decode: ofScalar("Time") },
  1114: { array: 1115, decode: decodeTimestamp },
  1184: { array: 1185, decode: decodeTimestamp },
  3802: { array: 3807, decode: ofScalar("Json") },
};

/** Those of which an element is text. */
const textArrays = [1002, 1009, 1014, 1015, 1182, 1231, 2951];

const arrays = new Map<number, Decode | undefined>([
  ...Object.values(types).map(({ array, decode }) => [array, decode] as const),
  ...textArrays.map((array) => [array, undefined] as const),
]);

/** How a column that the server describes is read. */
export function describeColumn({ name, dataTypeID, tableID }: WireColumn): ResultColumn {
  // A column keeps its type whatever is in it; what was computed is a number as long as one is exact.
  const isColumn = tableID !== 0;
  if (isColumn && dataTypeID === int8) return { name, decode: ofScalar("BigInt") };
  if (isColumn && dataTypeID === types[int8]!.array) return { name, decode: arrayDecoder(ofScalar("BigInt")) };
  const decode = types[dataTypeID]?.decode;
  if (decode !== undefined || !arrays.has(dataTypeID)) return { name, decode };
  return { name, decode: arrayDecoder(arrays.get(dataTypeID)) };
}

function arrayDecoder(decode: Decode = (element) => element): Decode {
  return (value) => {
    const elements = parseArrayElements(value as string);
    // Of several dimensions, or counted from elsewhere.
    if (elements === undefined) return value;
    return elements.map((element) => (element === null ? null : decode(element)));
  };
}
