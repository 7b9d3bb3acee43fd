import type { AcceptedLoss } from "@joinery/migrate";
import { nearestName } from "@joinery/schema";
import { problem } from "../problem.js";

/**
 * The losses that `--accept` names, separated by commas.
 *
 * @throws UserProblem for one that does not exist.
 */
export async function readLosses(value: string | undefined): Promise<AcceptedLoss[]> {
  const { acceptableLosses } = await import("@joinery/migrate");
  const names = value?.split(",").map((name) => name.trim()) ?? [];
  return names.map((name) => {
    const loss = acceptableLosses.find((known) => known === name);
    if (loss !== undefined) return loss;
    const nearest = nearestName(name, acceptableLosses);
    const suggestion = nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
    const issue = `--accept: must be ${acceptableLosses.join(" or ")}, not ${JSON.stringify(name)}${suggestion}`;
    throw problem("cli/flag-invalid", { issues: [issue] });
  });
}
