import {
  countRun,
  isOutdated,
  startLearning,
  type Circumstances,
  type Learning,
} from "../../../src/plan/reads/fan-out.js";
import type { OpenList } from "../../../src/plan/reads/open-lists.js";

const parentsOf = (...lengths: number[]) => lengths.map((length) => ({ posts: Array.from({ length }, () => ({})) }));
const run = (learning: Learning, times: number, ...lengths: number[]) => {
  for (let time = 0; time < times; time++) countRun(learning, parentsOf(...lengths));
};
const posts: OpenList = { property: "posts", savedTrips: 1, inner: [] };
const near: Circumstances = { trip: 0.1, isPage: true };
const start = (earlier?: Learning, circumstances = near, lists = [posts]) =>
  startLearning(lists, earlier, circumstances);
const shown = ({ lists, remakes }: Learning) => ({ remakes, strategy: lists[0]!.strategy, reason: lists[0]!.reason });

it("takes few rows into JSON, once five runs have shown them", () => {
  const learning = start();
  expect(shown(learning).strategy).toBe("batch");
  run(learning, 4, 3, 3, 3);
  expect(isOutdated(learning, 0.1)).toBe(false);
  run(learning, 1, 3, 3, 3);
  expect(isOutdated(learning, 0.1)).toBe(true);
  expect(shown(start(learning))).toEqual({
    remakes: 1,
    strategy: "json",
    reason:
      "about 9 rows expected (3 a parent, seen in 5 earlier runs): up to 500, JSON in their parents' statement is quicker, for a trip to the database takes 0.1 ms",
  });
});

it.each([
  [undefined, 1, 199, "json", "json"],
  [undefined, 1, 200, "batch", "json"],
  [0.2, 1, 500, "batch", "json"],
  [0.2, 1, 501, "batch", "batch"],
  [1.25, 1, 399, "json", "json"],
  [1.25, 1, 1000, "batch", "json"],
  [1.25, 1, 1001, "batch", "batch"],
  [1.25, 2, 799, "json", "json"],
  [1.25, 2, 2001, "batch", "batch"],
  [10_000, 1, 2149, "json", "json"],
  [10_000, 1, 5376, "batch", "batch"],
])("for a trip of %p ms and %d saved of %d rows makes %s out of a batch and %s out of JSON", (...given) => {
  const [trip, savedTrips, rows, ofBatch, ofJson] = given;
  const lists = [{ ...posts, savedTrips }];
  const circumstances = { trip, isPage: false };
  const batch = start(undefined, circumstances, lists);
  run(batch, 5, rows);
  expect(start(batch, circumstances, lists).lists[0]!.strategy).toBe(ofBatch);
  expect(isOutdated(batch, trip)).toBe(ofBatch !== "batch");
  const few = start(undefined, circumstances, lists);
  run(few, 5, 1);
  const json = start(few, circumstances, lists);
  run(json, 5, rows);
  expect(start(json, circumstances, lists).lists[0]!.strategy).toBe(ofJson);
  expect(isOutdated(json, trip)).toBe(ofJson !== "json");
});

it("begins with JSON where a trip is long and parents are not many", () => {
  expect(shown(start(undefined, { trip: 2, isPage: true }))).toEqual({
    remakes: 0,
    strategy: "json",
    reason: "not many parents, and a trip to the database takes 2.0 ms",
  });
  for (const circumstances of [
    near,
    { trip: undefined, isPage: true },
    { trip: 1.9, isPage: true },
    { trip: 2, isPage: false },
  ]) {
    expect(shown(start(undefined, circumstances)).strategy).toBe("batch");
  }
});

it("makes a plan anew four times, and then keeps what it has", () => {
  let learning = start();
  for (let time = 0; time < 10; time++) {
    run(learning, 5, learning.lists[0]!.strategy === "batch" ? 1 : 600);
    if (isOutdated(learning, 0)) learning = start(learning);
  }
  expect(learning.remakes).toBe(4);
  expect(learning.seen.runs).toBe(0);
});

it("lets what is new outweigh what was long ago, and knows calls without rows", () => {
  const learning = start();
  run(learning, 10_000, 1_000);
  expect(isOutdated(learning, 0)).toBe(false);
  run(learning, 300);
  expect(isOutdated(learning, 0)).toBe(true);
  expect(shown(start(learning)).strategy).toBe("json");
  const empty = start();
  run(empty, 5);
  expect(shown(start(empty)).reason).toContain("about 0 rows expected (0 a parent, seen in 5 earlier runs)");
});

it("counts the rows of lists in lists, also behind a relation to one", () => {
  const tags = { property: "tags", isMany: true, inner: [] };
  const inner = [tags, { property: "blog", isMany: false, inner: [{ ...tags, property: "readers" }] }];
  const learning = start(undefined, near, [{ ...posts, inner }]);
  const blog = { readers: [{}, {}, {}] };
  countRun(learning, [
    {
      posts: [
        { tags: [{}], blog },
        { tags: [], blog: null },
      ],
    },
    { posts: [] },
  ]);
  expect(learning.lists[0]!.seen.children).toBe(2 + 1 + 3);
});
