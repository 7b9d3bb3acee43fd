import { generateDecoder } from "./generate-decoder.js";
import { interpretDecoder } from "./interpret-decoder.js";
import { linkDecoder } from "./link-decoder.js";
import type { ColumnDecoders, DecodeRows, PrototypeOf, RowShape } from "./object-shape.js";

let canGenerate: boolean | undefined;

/** The fastest decoder that may be made here. */
export function createDecoder(shape: RowShape, decoders: ColumnDecoders, prototypeOf: PrototypeOf): DecodeRows {
  if ("link" in shape) return linkDecoder(shape, decoders, prototypeOf);
  canGenerate ??= mayGenerate();
  return (canGenerate ? generateDecoder : interpretDecoder)(shape, decoders, prototypeOf);
}

/** A content security policy, or `--disallow-code-generation-from-strings`, forbids making code from text. */
function mayGenerate(): boolean {
  try {
    // oxlint-disable-next-line no-implied-eval -- the question itself
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}
