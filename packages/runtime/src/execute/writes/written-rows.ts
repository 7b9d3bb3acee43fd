import { readSelection } from "../../args/read-selection.js";
import { selectionNames, type Arguments } from "../../args/read-arguments.js";
import { shapeOf } from "../../args/shape-key.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ModelMetadata } from "../../metadata/metadata.js";
import { countStatements } from "../../plan/build-node.js";
import type { QueryPlan } from "../../plan/query-plan.js";
import { planNamedRows } from "../../plan/reads/plan-named-rows.js";
import type { Engine } from "../engine.js";
import { bindNode, runNode } from "../run-plan.js";
import type { Sender } from "../send.js";

/** What a write of many rows gives back, where it is asked for more than their number. */
export interface WrittenRows {
  readonly plan: QueryPlan;
  /** What it selects, at the paths where the call says it. */
  readonly args: Arguments;
  /** Loads the rows that these values of the key name, in this order; of those that are not there none. */
  readonly load: (keys: readonly (readonly unknown[])[], sender: Sender) => Promise<readonly unknown[]>;
}

/**
 * What a call of many rows is to give back: its rows where it says how they look, otherwise nothing. What is wrong with that is found before
 * anything is sent.
 *
 * @param key what names the rows after the write
 * @throws InvalidArgument
 */
export function prepareWrittenRows(
  call: Arguments,
  key: readonly FieldMetadata[],
  among: string | undefined,
  model: ModelMetadata,
  engine: Engine,
): WrittenRows | undefined {
  const names = selectionNames.filter((name) => call[name] !== undefined);
  if (names.length === 0) return undefined;
  const args = Object.fromEntries(names.map((name) => [name, call[name]]));
  const plan = findPlan(args, key, among, model, engine);
  const bound = bindNode(plan.root!, args);
  return {
    plan,
    args,
    load(keys, sender) {
      const numbered = keys.map((values, position) => [position, ...values]);
      bound.node.bind.bindKeys(bound.parameters, numbered);
      return Promise.resolve(runNode(bound, sender));
    },
  };
}

function findPlan(
  args: Arguments,
  key: readonly FieldMetadata[],
  among: string | undefined,
  model: ModelMetadata,
  { planner, plans }: Engine,
): QueryPlan {
  const shape = `${key.map(({ name }) => name).join()} ${among ?? ""} ${shapeOf(args, model)}`;
  let plan = plans.get(model, findPlan, shape);
  if (plan === undefined) {
    const root = planNamedRows(readSelection(args, model, []), key, among, planner);
    plan = { model, operation: "written", answer: "all", statements: countStatements(root), root };
    plans.set(model, findPlan, shape, plan);
  }
  return plan;
}
