import { createInstancePrototype } from "./instance-prototype.js";
import type { ColumnDecoders, CompiledShape, DecodeRows, PrototypeOf } from "./object-shape.js";

/** Gives code that decodes rows what it needs of this database and its classes. */
export function linkDecoder(
  { link, instances }: CompiledShape,
  decoders: ColumnDecoders,
  prototypeOf: PrototypeOf,
): DecodeRows {
  return link(
    (position) => decoders[position] ?? keepValue,
    (number) => {
      const { model, open } = instances[number]!;
      return createInstancePrototype(prototypeOf(model), open);
    },
  );
}

function keepValue(value: unknown): unknown {
  return value;
}
