import { isDeepStrictEqual } from "node:util";
import { referToTypes } from "@joinery/sql";
import type { CompiledShape } from "../decode/object-shape.js";
import { writeDecoder } from "../decode/write-decoder.js";
import type { BatchNode, PlanNode, Recursion } from "../plan/query-plan.js";
import type { RowCount, SlotSource } from "../plan/slots.js";
import type { BatchText, NodeText } from "./compiled-query.js";

/** What the nodes of a dialect's plans share. */
export interface NodeWriter {
  readonly decoders: Map<string, CompiledShape<string>>;
  readonly nodes: Map<string, NodeText | BatchText>;
  /** Which parameters are null, for the names of nodes that depend on it. */
  readonly nulls: ReadonlySet<string>;
  /** From where the arguments of the plan have a value to where those of the query have it. */
  moveSource(source: SlotSource): SlotSource;
  /** The same of a number of levels. */
  moveCount(count: RowCount): RowCount;
}

/** Writes a plan, given its root, as data. What is written already is not written again. Gives the name of the root. */
export function writePlan(root: PlanNode, model: string, writer: NodeWriter): string {
  return nameNode(writeNode(root, model, writer), model, writer);
}

function writeNode(node: PlanNode, name: string, writer: NodeWriter): NodeText {
  const { statement, sources, shape, batches, notes } = node;
  const { decoders, ...text } = statement;
  if ("link" in shape) throw new Error("The plan was compiled already");
  return {
    statement: referToTypes(text),
    sources: sources.map((source) => writer.moveSource(source)),
    decoder: nameOnce(writeDecoder(shape, decoders), name, writer.decoders),
    batches: batches.map((batch) => writeBatch(batch, name, writer)),
    notes,
  };
}

function writeBatch(batch: BatchNode, parent: string, writer: NodeWriter): string {
  const name = [parent, ...batch.ownerPath, batch.property].join(".");
  const { recursion } = batch;
  const text: BatchText = {
    ...writeNode(batch, name, writer),
    ...takeTie(batch),
    ...(recursion && { recursion: writeRecursion(recursion, writer) }),
  };
  return nameNode(text, name, writer);
}

function nameNode(text: NodeText | BatchText, name: string, { nodes, nulls }: NodeWriter): string {
  return nameOnce(text, nulls.size === 0 ? name : `${name} (null: ${[...nulls].join(", ")})`, nodes);
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

/** The name of an equal one, or else the wanted name, with a number where another has it. */
function nameOnce<Part>(part: Part, wanted: string, known: Map<string, Part>): string {
  for (const [name, other] of known) if (isDeepStrictEqual(other, part)) return name;
  let name = wanted;
  for (let count = 2; known.has(name); count++) name = `${wanted}${count}`;
  known.set(name, part);
  return name;
}
