import { defineRow } from "./define-row.js";
import { linkDecoder } from "./link-decoder.js";
import type { ColumnDecoders, DecodeRows, LinkDecoder, ObjectShape, PrototypeOf } from "./object-shape.js";
import { writeDecoder } from "./write-decoder.js";

/** A decoder as code that is made when it is needed: the same that stands in generated files for what is known there. */
export function generateDecoder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  const { code, ...nodes } = writeDecoder(shape, (position) => decoders[position] !== undefined);
  // oxlint-disable-next-line no-implied-eval -- only where it is allowed: see create-decoder
  const make = new Function("defineRow", `"use strict"; return ${code};`) as (define: typeof defineRow) => LinkDecoder;
  return linkDecoder({ link: make(defineRow), ...nodes }, decoders, prototypeOf);
}
