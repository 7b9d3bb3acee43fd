import type { ListPath, OpenList } from "./open-lists.js";

/** What the runs of a plan have shown of its lists, from which a better plan of the same call can be made. */
export interface Learning {
  /** How often the plan of this call was made anew for what was learned. */
  readonly remakes: number;
  readonly lists: readonly LearnedList[];
  /** Since the plan was made. */
  readonly seen: { runs: number; parents: number };
}

/** A list of the root's rows that may come either way. */
export interface LearnedList extends OpenList {
  readonly strategy: ListStrategy;
  /** For people. */
  readonly reason: string;
  /** Its rows, and those of the lists in them. */
  readonly seen: { children: number };
}

export type ListStrategy = "json" | "batch";

/** What else a choice depends on. */
export interface Circumstances {
  /** The milliseconds that a statement and its answer travel, where that is known. */
  readonly trip: number | undefined;
  /** There are not many parents: the call is for a page, or for one. */
  readonly isPage: boolean;
}

/** Fewer runs say nothing. */
const enoughRuns = 5;
/** After so many, what was seen counts half: what is new must be able to outweigh it. */
const manyRuns = 64;
/**
 * Rows for each trip that JSON saves, by measurement (scripts/bench/README.md): next to the server it wins up to 200 and loses from 500 on. Between them
 * nothing changes. Each millisecond of a trip is as many rows again.
 */
const fewRows = 200;
const manyRows = 500;
/** Milliseconds that are no trip: what the quickest answer takes on a busy machine. */
const noTrip = 0.25;
/** Milliseconds of a trip that are to be believed. */
const longestTrip = 10;
/** Milliseconds of a trip from which on a page begins with JSON, before anything was seen. */
const longTrip = 2;
/** A call that swings to and fro keeps what it has after so many changes. */
const mostRemakes = 4;

/** Starts to learn of lists, with what an earlier plan of the same call has shown. */
export function startLearning(
  lists: readonly OpenList[],
  earlier: Learning | undefined,
  circumstances: Circumstances,
): Learning {
  return {
    remakes: earlier === undefined ? 0 : earlier.remakes + 1,
    lists: lists.map((list) => {
      const known = earlier?.lists.find((each) => each.property === list.property);
      const choice = known === undefined ? choose(circumstances) : chooseAgain(earlier!, known, circumstances.trip);
      return { ...list, ...choice, seen: { children: 0 } };
    }),
    seen: { runs: 0, parents: 0 },
  };
}

function choose({ trip, isPage }: Circumstances): Pick<LearnedList, "strategy" | "reason"> {
  return isPage && trip !== undefined && trip >= longTrip
    ? { strategy: "json", reason: `not many parents, and ${describeTrip(trip)}` }
    : { strategy: "batch", reason: "a relation to many: one statement for all parents" };
}

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
    for (const parent of parents as readonly Loaded[]) list.seen.children += countRows(parent, list);
  }
}

type Loaded = Readonly<Record<string, unknown>>;

/** The rows of a list, and of those that are in it. */
function countRows(parent: Loaded, { property, inner }: Pick<ListPath, "property" | "inner">): number {
  const rows = parent[property] as readonly Loaded[];
  return inner.length === 0 ? rows.length : rows.reduce((sum, row) => sum + countFurther(row, inner), rows.length);
}

function countFurther(row: Loaded, paths: readonly ListPath[]): number {
  return paths.reduce((sum, path) => {
    if (path.isMany) return sum + countRows(row, path);
    const next = row[path.property] as Loaded | null;
    return next === null ? sum : sum + countFurther(next, path.inner);
  }, 0);
}

/** Whether a plan made now would be another. */
export function isOutdated(learning: Learning, trip: number | undefined): boolean {
  if (learning.seen.runs < enoughRuns || learning.remakes === mostRemakes) return false;
  return learning.lists.some((list) => chooseStrategy(learning, list, trip) !== list.strategy);
}

function chooseStrategy({ seen: { runs } }: Learning, list: LearnedList, trip: number | undefined): ListStrategy {
  const rows = list.seen.children / runs;
  if (list.strategy === "batch") return rows < bound(fewRows, list, trip) ? "json" : "batch";
  return rows > bound(manyRows, list, trip) ? "batch" : "json";
}

function bound(rows: number, { savedTrips }: OpenList, trip: number | undefined): number {
  const way = trip === undefined ? 0 : Math.max(0, Math.min(trip, longestTrip) - noTrip);
  return Math.round(rows * savedTrips * (1 + way));
}

function chooseAgain(learning: Learning, list: LearnedList, trip: number | undefined) {
  const { runs, parents } = learning.seen;
  const { children } = list.seen;
  const strategy = chooseStrategy(learning, list, trip);
  const each = parents === 0 ? 0 : Math.round(children / parents);
  const expected = `about ${Math.round(children / runs)} rows expected (${each} a parent, seen in ${Math.floor(runs)} earlier runs)`;
  const limit = strategy === "json" ? `up to ${bound(manyRows, list, trip)}` : `from ${bound(fewRows, list, trip)} on`;
  const better = strategy === "json" ? "JSON in their parents' statement is quicker" : "a statement of their own is";
  const way = trip === undefined ? "" : `, for ${describeTrip(trip)}`;
  return { strategy, reason: `${expected}: ${limit}, ${better}${way}` };
}

function describeTrip(trip: number): string {
  return `a trip to the database takes ${trip.toFixed(1)} ms`;
}
