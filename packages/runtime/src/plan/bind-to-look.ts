import type { BoundStatement } from "@joinery/sql";
import type { PlanNode, WriteNode } from "./query-plan.js";
import { standInKey } from "./stand-in-key.js";

/**
 * A statement with the values of one call, to be looked at and not to be run: what only a run knows, the keys of parents, others stand in for.
 *
 * @throws InvalidArgument for a value that is none of its field
 */
export function bindToLook({ statement, bind }: PlanNode | WriteNode, args: unknown): BoundStatement {
  const parameters = bind.bindArguments(args).map((value, place) => {
    if (value !== undefined) return value;
    const { encode, encoding } = statement.parameters[place]!;
    return encode(standInKey(encoding));
  });
  return { statement, parameters };
}
