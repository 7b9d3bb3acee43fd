import { Turn } from "../src/turn.js";

const waitFor = (timeout: number) => ({ timeout, describe: () => "waited too long" });

it("passes on in the order of asking, without a gap", async () => {
  const turn = new Turn();
  const order: number[] = [];
  const first = await turn.take(waitFor(1000));
  const others = [1, 2, 3].map(async (index) => {
    const giveBack = await turn.take(waitFor(1000));
    order.push(index);
    await Promise.resolve();
    giveBack();
  });
  first();
  first();
  expect(turn.isTaken).toBe(true);
  await Promise.all(others);
  expect(order).toEqual([1, 2, 3]);
  expect(turn.isTaken).toBe(false);
});

it("has those without a patience wait for as long as it takes", async () => {
  const turn = new Turn();
  const first = await turn.take();
  const second = turn.take();
  first();
  (await second)();
  expect(turn.isTaken).toBe(false);
});

it("skips who gave up waiting", async () => {
  const turn = new Turn();
  const first = await turn.take(waitFor(1000));
  const impatient = turn.take(waitFor(10));
  const patient = turn.take(waitFor(1000));
  await expect(impatient).rejects.toMatchObject({ kind: "pool-timeout", message: "waited too long" });
  first();
  (await patient)();
  expect(turn.isTaken).toBe(false);
});
