import { generateDecoder } from "./generate-decoder.js";
import { interpretDecoder } from "./interpret-decoder.js";
import type { ColumnDecoders, DecodeRows, ObjectShape } from "./object-shape.js";

let canGenerate: boolean | undefined;

/** The fastest decoder that may be made here. */
export function createDecoder(shape: ObjectShape, decoders: ColumnDecoders): DecodeRows {
  canGenerate ??= mayGenerate();
  return canGenerate ? generateDecoder(shape, decoders) : interpretDecoder(shape, decoders);
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
