import { referToTypes } from "@joinery/sql";
import type { CompiledShape } from "../decode/object-shape.js";
import { writeDecoder } from "../decode/write-decoder.js";
import type { BatchNode, PlanNode, Recursion } from "../plan/query-plan.js";
import type { RowCount, SlotSource } from "../plan/slots.js";
import type { BatchText, NodeText } from "./compiled-query.js";

/** What the nodes of a dialect's plans share. */
export interface NodeWriter {
  readonly decoders: Map<string, CompiledShape<string>>;
  /** From where the arguments of the plan have a value to where those of the query have it. */
  moveSource(source: SlotSource): SlotSource;
  /** The same of a number of levels. */
  moveCount(count: RowCount): RowCount;
}

/** Writes a node, and those below it, as data. `name` is for its decoder: of nodes that decode alike the first gives it. */
export function writeNode(node: PlanNode, name: string, writer: NodeWriter): NodeText {
  const { statement, sources, shape, batches, notes } = node;
  const { decoders, ...text } = statement;
  if ("link" in shape) throw new Error("The plan was compiled already");
  return {
    statement: referToTypes(text),
    sources: sources.map((source) => writer.moveSource(source)),
    decoder: nameDecoder(writeDecoder(shape, decoders), name, writer.decoders),
    batches: batches.map((batch) => writeBatch(batch, name, writer)),
    notes,
  };
}

function writeBatch(batch: BatchNode, parent: string, writer: NodeWriter): BatchText {
  const name = [parent, ...batch.ownerPath, batch.property].join(".");
  const { recursion } = batch;
  return {
    ...writeNode(batch, name, writer),
    ...takeTie(batch),
    ...(recursion && { recursion: writeRecursion(recursion, writer) }),
  };
}

function writeRecursion(
  { maxDepth, nextColumns, identityColumns, ownerIdentityColumns }: Recursion,
  writer: NodeWriter,
): NonNullable<BatchText["recursion"]> {
  const columns = { nextColumns, identityColumns, ownerIdentityColumns };
  return maxDepth === undefined ? columns : { maxDepth: writer.moveCount(maxDepth), ...columns };
}

/** What of a batch is about its parents. */
function takeTie(batch: BatchNode): Omit<BatchText, keyof NodeText | "recursion"> {
  const tie = Object.entries(batch).filter(([name]) => !elsewhere.has(name));
  return Object.fromEntries(tie) as ReturnType<typeof takeTie>;
}

/** What is written as that of any node, and what follows from the rest. */
const elsewhere: ReadonlySet<string> = new Set<
  Exclude<keyof BatchNode, keyof Omit<BatchText, keyof NodeText | "recursion">>
>(["statement", "sources", "shape", "bind", "decode", "batches", "notes", "ownerKey", "ownKey", "recursion"]);

function nameDecoder(decoder: CompiledShape<string>, wanted: string, known: NodeWriter["decoders"]): string {
  const text = JSON.stringify(decoder);
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    const taken = known.get(name);
    if (taken === undefined) known.set(name, decoder);
    if (taken === undefined || JSON.stringify(taken) === text) return name;
  }
}
