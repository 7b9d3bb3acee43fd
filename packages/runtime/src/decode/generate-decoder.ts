import { linkDecoder } from "./link-decoder.js";
import type { ColumnDecoders, DecodeRows, LinkDecoder, ObjectShape, PrototypeOf } from "./object-shape.js";
import { writeDecoder } from "./write-decoder.js";

/** A decoder as code that is made when it is needed: the same that stands in generated files for what is known there. */
export function generateDecoder(shape: ObjectShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  const { link: code, ...nodes } = writeDecoder(shape, decoders);
  // oxlint-disable-next-line no-implied-eval -- only where it is allowed: see create-decoder
  const link = new Function(`"use strict"; return ${code};`)() as LinkDecoder;
  return linkDecoder({ link, ...nodes }, decoders, prototypeOf);
}
