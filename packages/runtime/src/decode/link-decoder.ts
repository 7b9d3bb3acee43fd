import type { Row } from "@joinery/sql";
import { createInstancePrototype } from "./instance-prototype.js";
import type { ColumnDecoders, CompiledShape, DecodeRows, NestedRows, PrototypeOf } from "./object-shape.js";

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
    nested,
  );
}

const nested: NestedRows = {
  rows: (rows, make) => (rows as readonly Row[]).map(make),
  row: (row, make) => make(row as Row),
};

function keepValue(value: unknown): unknown {
  return value;
}
