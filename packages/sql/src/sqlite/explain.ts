import type { DatabasePlan, TableScan } from "../database-plan.js";
import type { Explain } from "../dialect.js";
import { writePlanQuestion } from "../plan-question.js";

/** `explain query plan`: a row for each step, with its number and that of the step around it. */
export const explain: Explain = {
  write: (statement) => writePlanQuestion("explain query plan", statement),
  read(rows): DatabasePlan {
    const depths = new Map<unknown, number>();
    const steps = rows.map(([id, parent, , detail]) => {
      const depth = (depths.get(parent) ?? -1) + 1;
      depths.set(id, depth);
      return { depth, detail: String(detail) };
    });
    return {
      text: steps.map(({ depth, detail }) => `${"  ".repeat(depth)}${detail}`).join("\n"),
      scans: steps.flatMap(({ detail }) => readScan(detail) ?? []),
    };
  },
};

/** `SCAN t0`, `SEARCH t0 USING COVERING INDEX by_name (name=?)`, `SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN`. */
function readScan(detail: string): TableScan | undefined {
  const [, verb, source, how = ""] = /^(SCAN|SEARCH) (\S+)(.*)$/.exec(detail) ?? [];
  if (source === undefined || how.startsWith(" VIRTUAL TABLE")) return undefined;
  // An index that is made for the statement alone is made of the whole table, and has no name.
  const [, index] = / INDEX ([^\s(]\S*)/.exec(how) ?? [];
  return { source, isWhole: verb === "SCAN" || how.includes(" AUTOMATIC "), ...(index !== undefined && { index }) };
}
