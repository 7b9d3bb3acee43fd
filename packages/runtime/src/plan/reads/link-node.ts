import { createDecoder } from "../../decode/create-decoder.js";
import type { ColumnDecoders, PrototypeOf } from "../../decode/object-shape.js";
import { createBinder, createDepthRead } from "../binder.js";
import { createKeyReader } from "../key-reader.js";
import type { BatchNode, PlanNode, Recursion } from "../query-plan.js";

/** Makes what binds and decodes out of what a node says of it. */
export function linkNode(node: Omit<PlanNode, "bind" | "decode">, prototypeOf: PrototypeOf): PlanNode {
  const { statement, sources, shape } = node;
  return {
    ...node,
    bind: createBinder(statement, sources),
    decode: createDecoder(shape, statement.decoders, prototypeOf),
  };
}

/** A batch as data. */
type UnlinkedBatch = Omit<BatchNode, "ownerKey" | "ownKey" | "recursion"> & {
  readonly recursion?: Omit<Recursion, "readDepth" | "nextKey" | "identity" | "ownerIdentity">;
};

/** Makes what reads the keys that tie a batch to its parents. */
export function linkBatch({ recursion, ...batch }: UnlinkedBatch, ownerDecoders: ColumnDecoders): BatchNode {
  const { decoders } = batch.statement;
  return {
    ...batch,
    ownerKey: createKeyReader(batch.ownerColumns, ownerDecoders),
    ownKey: createKeyReader(batch.ownColumns, decoders),
    ...(recursion === undefined
      ? {}
      : {
          recursion: {
            ...recursion,
            readDepth: recursion.maxDepth === undefined ? () => Infinity : createDepthRead(recursion.maxDepth),
            nextKey: createKeyReader(recursion.nextColumns, decoders),
            identity: createKeyReader(recursion.identityColumns, decoders),
            ownerIdentity: createKeyReader(recursion.ownerIdentityColumns, ownerDecoders),
          },
        }),
  };
}
