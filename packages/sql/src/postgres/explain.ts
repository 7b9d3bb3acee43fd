import type { DatabasePlan, TableScan } from "../database-plan.js";
import type { Explain } from "../dialect.js";
import { writePlanQuestion } from "../plan-question.js";

/** A step of a plan, as far as it is told in a line of its own. */
interface PlanNode {
  readonly "Node Type": string;
  /** Of a step that changes rows. */
  readonly Operation?: string;
  readonly Strategy?: string;
  readonly "Join Type"?: string;
  readonly "Scan Direction"?: string;
  readonly "Parallel Aware"?: boolean;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly "Relation Name"?: string;
  readonly "CTE Name"?: string;
  readonly "Function Name"?: string;
  readonly Alias?: string;
  readonly "Subplan Name"?: string;
  readonly "Startup Cost": number;
  readonly "Total Cost": number;
  readonly "Plan Rows": number;
  readonly "Plan Width": number;
  /** What feeds it. */
  readonly Plans?: readonly PlanNode[];
}

/** `explain` in the form for programs, laid out as in the form for people. */
export const explain: Explain = {
  write: (statement) => writePlanQuestion("explain (format json)", statement),
  read(rows): DatabasePlan {
    const [{ Plan: root }] = JSON.parse(String(rows[0]![0])) as [{ readonly Plan: PlanNode }];
    return { text: printNode(root, "", "").join("\n"), scans: listScans(root) };
  },
};

function printNode(node: PlanNode, arrow: string, indent: string): readonly string[] {
  const inner = `${indent}${arrow === "" ? "  " : "      "}`;
  const subplan = node["Subplan Name"];
  const details = Object.entries(node).flatMap(([name, value]) => {
    const text = inHead.has(name) ? undefined : printValue(value);
    return text === undefined ? [] : [`${inner}${name}: ${text}`];
  });
  return [
    ...(subplan === undefined ? [] : [`${indent}${subplan}`]),
    `${indent}${arrow}${printHead(node)}  ${printCost(node)}`,
    ...details,
    ...(node.Plans ?? []).flatMap((child) => printNode(child, "->  ", inner)),
  ];
}

function printHead(node: PlanNode): string {
  const { Strategy: strategy, "Join Type": join, "Index Name": index, Alias: alias } = node;
  const place = node["Relation Name"] ?? node["CTE Name"] ?? node["Function Name"];
  const parts = [
    node["Parallel Aware"] && "Parallel",
    strategy !== "Plain" && strategy,
    node.Operation ?? node["Node Type"],
    join !== "Inner" && join && `(${join})`,
    node["Scan Direction"] === "Backward" && "Backward",
    index !== undefined && `using ${index}`,
    place !== undefined && `on ${place}`,
    alias !== place && alias,
  ];
  return parts.filter((part) => typeof part === "string").join(" ");
}

function printCost(node: PlanNode): string {
  const cost = `${node["Startup Cost"].toFixed(2)}..${node["Total Cost"].toFixed(2)}`;
  return `(cost=${cost} rows=${node["Plan Rows"]} width=${node["Plan Width"]})`;
}

function printValue(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" || typeof value === "number" || value === true ? String(value) : undefined;
}

const inHead: ReadonlySet<string> = new Set([
  "Alias",
  "Async Capable",
  "CTE Name",
  "Function Name",
  "Index Name",
  "Join Type",
  "Node Type",
  "Operation",
  "Parallel Aware",
  "Parent Relationship",
  "Plan Rows",
  "Plan Width",
  "Plans",
  "Relation Name",
  "Scan Direction",
  "Startup Cost",
  "Strategy",
  "Subplan Name",
  "Total Cost",
]);

function listScans(node: PlanNode): readonly TableScan[] {
  const inner = (node.Plans ?? []).flatMap(listScans);
  const { Alias: source, "Node Type": kind, "Index Name": index } = node;
  if (source === undefined || node["Relation Name"] === undefined || !kind.endsWith(" Scan")) return inner;
  const isWhole = kind === "Seq Scan" || (kind.startsWith("Index") && node["Index Cond"] === undefined);
  return [{ source, isWhole, ...(index !== undefined && { index }) }, ...inner];
}
