import { createDecoder } from "../decode/create-decoder.js";
import type { ColumnDecoders, PrototypeOf } from "../decode/object-shape.js";
import { createBinder } from "./binder.js";
import { createKeyReader } from "./key-reader.js";
import type { BatchNode, PlanNode } from "./query-plan.js";

/** Makes what binds and decodes out of what a node says of it. */
export function linkNode(node: Omit<PlanNode, "bind" | "decode">, prototypeOf: PrototypeOf): PlanNode {
  const { statement, sources, shape } = node;
  return {
    ...node,
    bind: createBinder(statement, sources),
    decode: createDecoder(shape, statement.decoders, prototypeOf),
  };
}

/** Makes what reads the keys that tie a batch to its parents. */
export function linkBatch(batch: Omit<BatchNode, "ownerKey" | "ownKey">, ownerDecoders: ColumnDecoders): BatchNode {
  return {
    ...batch,
    ownerKey: createKeyReader(batch.ownerColumns, ownerDecoders),
    ownKey: createKeyReader(batch.ownColumns, batch.statement.decoders),
  };
}
