import { countRun, isOutdated, startLearning, type Learning } from "../../src/plan/fan-out.js";

const parentsOf = (...lengths: number[]) => lengths.map((length) => ({ posts: Array.from({ length }, () => ({})) }));
const run = (learning: Learning, times: number, ...lengths: number[]) => {
  for (let time = 0; time < times; time++) countRun(learning, parentsOf(...lengths));
};
const first = () => startLearning(["posts"], undefined);
const shown = ({ lists, remakes }: Learning) => ({ remakes, strategy: lists[0]!.strategy, reason: lists[0]!.reason });

it("takes few rows into JSON, once five runs have shown them", () => {
  const learning = first();
  expect(shown(learning).strategy).toBe("batch");
  run(learning, 4, 3, 3, 3);
  expect(isOutdated(learning)).toBe(false);
  run(learning, 1, 3, 3, 3);
  expect(isOutdated(learning)).toBe(true);
  expect(shown(startLearning(["posts"], learning))).toEqual({
    remakes: 1,
    strategy: "json",
    reason: "about 9 rows expected (3 a parent, seen in 5 earlier runs)",
  });
});

it.each([
  [199, "json", "json"],
  [200, "batch", "json"],
  [500, "batch", "json"],
  [501, "batch", "batch"],
])("of %d rows makes %s out of a batch and %s out of JSON", (rows, ofBatch, ofJson) => {
  const batch = first();
  run(batch, 5, rows);
  expect(startLearning(["posts"], batch).lists[0]!.strategy).toBe(ofBatch);
  expect(isOutdated(batch)).toBe(ofBatch !== "batch");
  const few = first();
  run(few, 5, 1);
  const json = startLearning(["posts"], few);
  run(json, 5, rows);
  expect(startLearning(["posts"], json).lists[0]!.strategy).toBe(ofJson);
  expect(isOutdated(json)).toBe(ofJson !== "json");
});

it("makes a plan anew four times, and then keeps what it has", () => {
  let learning = first();
  for (let time = 0; time < 10; time++) {
    run(learning, 5, learning.lists[0]!.strategy === "batch" ? 1 : 600);
    if (isOutdated(learning)) learning = startLearning(["posts"], learning);
  }
  expect(learning.remakes).toBe(4);
  expect(learning.seen.runs).toBe(0);
});

it("lets what is new outweigh what was long ago, and knows calls without rows", () => {
  const learning = first();
  run(learning, 10_000, 1_000);
  expect(isOutdated(learning)).toBe(false);
  run(learning, 300);
  expect(isOutdated(learning)).toBe(true);
  expect(shown(startLearning(["posts"], learning)).strategy).toBe("json");
  const empty = first();
  run(empty, 5);
  expect(shown(startLearning(["posts"], empty)).reason).toBe(
    "about 0 rows expected (0 a parent, seen in 5 earlier runs)",
  );
});
