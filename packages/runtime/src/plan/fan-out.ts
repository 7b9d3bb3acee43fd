import type { RelationSelection, Selection } from "../args/selection.js";

/** What the runs of a plan have shown of its lists, from which a better plan of the same call can be made. */
export interface Learning {
  /** How often the plan of this call was made anew for what was learned. */
  readonly remakes: number;
  readonly lists: readonly LearnedList[];
  /** Since the plan was made. */
  readonly seen: { runs: number; parents: number };
}

/** A list of the root's rows that may come either way. */
export interface LearnedList {
  readonly property: string;
  readonly strategy: ListStrategy;
  /** For people. */
  readonly reason: string;
  readonly seen: { children: number };
}

export type ListStrategy = "json" | "batch";

/** Fewer runs say nothing. */
const enoughRuns = 5;
/** After so many, what was seen counts half: what is new must be able to outweigh it. */
const manyRuns = 64;
/** Rows in all, by measurement (scripts/bench/README.md): JSON wins up to 200 and loses from 500 on. Between them nothing changes. */
const fewRows = 200;
const manyRows = 500;
/** A call that swings to and fro keeps what it has after so many changes. */
const mostRemakes = 4;

/** Starts to learn of lists, with what an earlier plan of the same call has shown. */
export function startLearning(properties: readonly string[], earlier: Learning | undefined): Learning {
  return {
    remakes: earlier === undefined ? 0 : earlier.remakes + 1,
    lists: properties.map((property) => {
      const list = earlier?.lists.find((each) => each.property === property);
      const choice =
        list === undefined ? unseen : { strategy: decide(earlier!, list), reason: describe(earlier!, list) };
      return { property, ...choice, seen: { children: 0 } };
    }),
    seen: { runs: 0, parents: 0 },
  };
}

const unseen = { strategy: "batch", reason: "a relation to many: one statement for all parents" } as const;

/** Counts what one run has loaded. */
export function countRun({ seen, lists, remakes }: Learning, parents: readonly unknown[]): void {
  if (remakes === mostRemakes) return;
  if (seen.runs === manyRuns) {
    seen.runs /= 2;
    seen.parents /= 2;
    for (const list of lists) list.seen.children /= 2;
  }
  seen.runs++;
  seen.parents += parents.length;
  for (const list of lists) {
    for (const parent of parents as readonly Readonly<Record<string, readonly unknown[]>>[]) {
      list.seen.children += parent[list.property]!.length;
    }
  }
}

/** Whether a plan made now would be another. */
export function isOutdated(learning: Learning): boolean {
  if (learning.seen.runs < enoughRuns || learning.remakes === mostRemakes) return false;
  return learning.lists.some((list) => decide(learning, list) !== list.strategy);
}

function decide({ seen: { runs } }: Learning, { strategy, seen }: LearnedList): ListStrategy {
  const rows = seen.children / runs;
  if (strategy === "batch") return rows < fewRows ? "json" : "batch";
  return rows > manyRows ? "batch" : "json";
}

function describe({ seen: { runs, parents } }: Learning, { seen: { children } }: LearnedList): string {
  const each = parents === 0 ? 0 : Math.round(children / parents);
  return `about ${Math.round(children / runs)} rows expected (${each} a parent, seen in ${Math.floor(runs)} earlier runs)`;
}

/**
 * The lists of which either way gives the same objects in the same order: the call does not say how they are loaded, what is inside of
 * them can be joined, and no two of their rows are alike to their order.
 */
export function findOpenLists({ relations }: Selection): readonly string[] {
  return relations.flatMap((selected) =>
    selected.relation.isMany && isLeftOpen(selected) && isJoinable(selected.selection) && hasTotalOrder(selected)
      ? selected.property
      : [],
  );
}

function isLeftOpen({ load, recursion }: RelationSelection): boolean {
  return load === undefined && recursion === undefined;
}

function isJoinable({ relations }: Selection): boolean {
  return relations.every((inner) => !inner.relation.isMany && isLeftOpen(inner) && isJoinable(inner.selection));
}

function hasTotalOrder({ relation, orderBy, limit, offset }: RelationSelection): boolean {
  // A page without an order of its own is in that of the key.
  if (orderBy.length === 0) return limit !== undefined || offset !== undefined;
  const { primaryKey } = relation.target;
  const fields = orderBy.map((order) =>
    order.kind === "field" && order.relations.length === 0 ? order.field : undefined,
  );
  return primaryKey.length > 0 && primaryKey.every((field) => fields.includes(field));
}
