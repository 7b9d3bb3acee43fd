import type { StatementReference } from "@joinery/sql";
import type { ParameterDefinitions } from "../args/read-parameters.js";
import type { CompiledShape, LinkDecoder } from "../decode/object-shape.js";
import type { BatchNode, PlanNode, PlanNotes, Recursion } from "../plan/query-plan.js";
import type { SlotSource } from "../plan/slots.js";

/**
 * The number of the form below, one more whenever code that was generated before would be read wrongly: whoever meets another one
 * refuses it.
 */
export const compiledFormat = 2;

/**
 * A `query` block as it stands in generated code: its plans for each database, which are made by the planner of this package when code is
 * generated, and only linked when they are first run. Everything in it is data, except what decodes rows: that is code, and while it is
 * compiled the text of code.
 */
export interface CompiledQuery<Code = LinkDecoder> {
  readonly format: number;
  /** The method behind it. */
  readonly name: string;
  readonly parameters: ParameterDefinitions;
  /** By name of the dialect. */
  readonly dialects: Readonly<Record<string, CompiledPlans<Code>>>;
}

export interface CompiledPlans<Code = LinkDecoder> {
  /** What rows become, by name. */
  readonly decoders: Readonly<Record<string, CompiledShape<Code>>>;
  /** What plans are made of, by name: what several have in common is there once. */
  readonly nodes: Readonly<Record<string, NodeText | BatchText>>;
  /**
   * The name of the root of each. One, where no parameter can be null. Null is compared in another way than a value: with each such parameter
   * there are twice as many, the parameters that are null being the bits of a plan's number, the first of them the lowest.
   */
  readonly plans: readonly string[];
}

/** A node of a plan without what follows from it. */
export interface NodeText {
  readonly statement: StatementReference;
  readonly sources: readonly SlotSource[];
  /** The name of its decoder. */
  readonly decoder: string;
  /** The names of those below it. */
  readonly batches: readonly string[];
  readonly notes: PlanNotes;
}

/** A node that another is above of. */
export type BatchText = NodeText &
  Omit<BatchNode, keyof PlanNode | "ownerKey" | "ownKey" | "recursion"> & {
    readonly recursion?: Omit<Recursion, "readDepth" | "nextKey" | "identity" | "ownerIdentity">;
  };
