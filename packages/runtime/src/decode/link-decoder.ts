import type { Row } from "@joinery/sql";
import { defineRow, type RowNode } from "./define-row.js";
import type { ColumnDecoders, CompiledShape, DecodeRows, NestedRows, PrototypeOf } from "./object-shape.js";
import type { Siblings } from "./row-kind.js";

/** Gives code that decodes rows what it needs of this database and its classes. */
export function linkDecoder(
  { link, instances, root }: CompiledShape,
  decoders: ColumnDecoders,
  prototypeOf: PrototypeOf,
): DecodeRows {
  const nodes = instances.map(({ kind, open }): RowNode => {
    return { kind, open, prototype: prototypeOf(kind.model), siblings: nobody, row: [], nothing };
  });
  const decode = link({
    decoderOf: (position) => decoders[position] ?? keepValue,
    nodeOf: (number) => nodes[number]!,
    nested,
    defineRow,
  });
  const count = nodes.length;
  const rootNode = root === undefined ? undefined : nodes[root]!;
  return (rows, gather) => {
    for (let index = 0; index < count; index++) nodes[index]!.siblings = gather(nodes[index]!.kind);
    const objects = decode(rows);
    // A copy: the answer is the caller's to change. Those that are joined have been met one by one.
    if (rootNode !== undefined) rootNode.siblings.members = objects.slice();
    for (let index = 0; index < count; index++) nodes[index]!.siblings = nobody;
    return objects;
  };
}

const nobody: Siblings = { members: [] };
const nothing: readonly unknown[] = [];

const nested: NestedRows = {
  rows: (rows, make) => (rows as readonly Row[]).map(make),
  row: (row, make) => make(row as Row),
};

function keepValue(value: unknown): unknown {
  return value;
}
