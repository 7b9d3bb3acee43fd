import { isUint8Array } from "node:util/types";
import { ValueError, type Codec, type KeyText } from "./dialect.js";
import { writeHex } from "./hex.js";
import type { ValueType } from "./value-type.js";

/**
 * See `Codec.keyText`.
 *
 * @param read the driver's value of a text
 */
export function createKeyText(type: ValueType, codec: Codec, read: (text: string) => unknown): KeyText {
  const decode = codec.decoder(type);
  const encode = codec.encoder(type, "compare");
  const form = forms[type.scalar];
  const isTime = type.scalar === "DateTime" || type.scalar === "Time";
  return {
    print: (value) => (isUint8Array(value) ? writeHex(value) : String(value)),
    parse(text) {
      if (form?.test(text) === false) throw new ValueError("expected a value of the column");
      const value = read(text);
      const parameter = encode(decode === undefined ? value : decode(value));
      return isTime ? keepDigits(text, parameter as string) : parameter;
    },
  };
}

/** What drivers print, where the encoder alone does not tell it from anything else: decoders trust their database, and not this text. */
const forms: Partial<Record<ValueType["scalar"], RegExp>> = {
  Int: /^-?\d{1,10}$/,
  BigInt: /^-?\d{1,19}$/,
  Float: /^(-?[\d.]+(e[+-]?\d+)?|NaN|-?Infinity)$/,
  Boolean: /^[tf01]$/,
  DateTime: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,9})?(\+00|Z)?$/,
  Time: /^\d\d:\d\d:\d\d(\.\d{1,9})?$/,
  Bytes: /^(\\x)?([\da-f]{2})*$/,
};

/** A time as it is in the database, where that is, to the second, the one that was read of it: the 31st of a shorter month is not. */
function keepDigits(text: string, read: string): string {
  const seconds = text.length >= 19 ? 19 : 8;
  if (text.slice(0, seconds).replace(" ", "T") !== read.slice(0, seconds)) throw new ValueError("expected a time");
  return text;
}
