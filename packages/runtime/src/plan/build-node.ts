import type { CompiledStatement, Dialect, Statement } from "@joinery/sql";
import { refuse } from "../args/refuse.js";
import type { PrototypeOf } from "../decode/object-shape.js";
import type { RelationMetadata } from "../metadata/metadata.js";
import type { Draft } from "./draft.js";
import type { Learning } from "./reads/fan-out.js";
import { linkBatch, linkNode } from "./reads/link-node.js";
import { planBatch } from "./reads/plan-batch.js";
import { keyOfOne } from "./reads/plan-owners.js";
import type { PendingBatch, SelectedRows } from "./reads/plan-selection.js";
import type { BatchNode, PlanNode, PlanNotes } from "./query-plan.js";
import type { SlotSource } from "./slots.js";

/** What the planner needs beside the arguments. */
export interface Planner {
  readonly dialect: Dialect;
  readonly prototypeOf: PrototypeOf;
  /** What an earlier plan of the same call has shown. */
  readonly learned?: Learning;
  /** The milliseconds that a statement and its answer travel, as far as that is known by now. */
  readonly measureTrip?: () => number | undefined;
}

/**
 * Compiles a statement, and plans the statements that its rows need, down to the leaves.
 *
 * @param hasOneRow by the shape of the call: then its children have one parent
 */
export function buildNode(
  statement: Statement,
  draft: Pick<Draft, "sources" | "known">,
  selected: SelectedRows,
  notes: Pick<PlanNotes, "model" | "reason">,
  hasOneRow: boolean,
  planner: Planner,
): PlanNode {
  const text = compileStatement(statement, planner);
  const compiled = hasOneRow && text.isRead ? { ...text, hasOneRow } : text;
  const build = (pending: PendingBatch) => buildBatch(pending, compiled.decoders, hasOneRow, draft.known, planner);
  return linkNode(
    {
      statement: compiled,
      sources: draft.sources,
      shape: selected.shape,
      batches: selected.pending.map(build),
      notes: { strategy: "root", ...notes, joined: selected.joined },
    },
    planner.prototypeOf,
  );
}

/** Plans a relation's own statement, and those below it. */
export function buildBatch(
  { selected, ownerPath, place, guard, ownerKey, ownerIdentity, strategy, reason }: PendingBatch,
  ownerDecoders: PlanNode["statement"]["decoders"],
  hasOneParent: boolean,
  known: Draft["known"],
  planner: Planner,
): BatchNode {
  const { relation } = selected;
  const givenKey = ownerPath.length > 0 ? undefined : findKey(relation, known);
  const parentKey = givenKey ?? (hasOneParent ? keyOfOne(relation.fields) : undefined);
  const batch = planBatch(selected, parentKey, planner.dialect.capabilities);
  const { recursion } = batch;
  const hasOneRow = hasOneParent && !relation.isMany && recursion === undefined;
  const names = { model: relation.target.name, reason };
  const node = buildNode(batch.statement, batch.draft, batch.selected, names, hasOneRow, planner);
  return linkBatch(
    {
      ...node,
      notes: { ...node.notes, relation: relation.name, strategy },
      property: selected.property,
      isMany: relation.isMany,
      isIndependent: givenKey !== undefined,
      ownerPath,
      place,
      ...(guard === undefined ? {} : { guard }),
      ownerColumns: ownerKey,
      ownColumns: batch.ownKey,
      ...(recursion === undefined ? {} : { recursion: { ...recursion, ownerIdentityColumns: ownerIdentity } }),
    },
    ownerDecoders,
  );
}

/** Where the arguments have the key of the only parent, if they have it. */
function findKey({ fields }: RelationMetadata, known: Draft["known"]): readonly SlotSource[] | undefined {
  const sources = fields.map((field): SlotSource | undefined => {
    const path = known.get(field);
    return path && { kind: "argument", path };
  });
  return sources.every((source) => source !== undefined) ? sources : undefined;
}

/** How many statements a node and all below it send. */
export function countStatements(node: PlanNode): number {
  return node.batches.reduce((count, batch) => count + countStatements(batch), 1);
}

/** @throws InvalidArgument for more single values than one statement of this database can have */
export function compileStatement(statement: Statement, { dialect }: Planner): CompiledStatement {
  const compiled = dialect.compile(statement);
  const { maxParameters } = dialect.capabilities;
  if (compiled.parameters.length > maxParameters) {
    refuse(
      [],
      `This call has ${compiled.parameters.length} values, and one statement takes ${maxParameters}. A list under "in" counts as one.`,
    );
  }
  return compiled;
}
