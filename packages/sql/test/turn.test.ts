import { Turn } from "../src/turn.js";

const never = () => "waited too long";

it("passes on in the order of asking, without a gap", async () => {
  const turn = new Turn();
  const order: number[] = [];
  const first = await turn.take(1000, never);
  const others = [1, 2, 3].map(async (index) => {
    const giveBack = await turn.take(1000, never);
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

it("skips who gave up waiting", async () => {
  const turn = new Turn();
  const first = await turn.take(1000, never);
  const impatient = turn.take(10, never);
  const patient = turn.take(1000, never);
  await expect(impatient).rejects.toMatchObject({ kind: "pool-timeout", message: "waited too long" });
  first();
  (await patient)();
  expect(turn.isTaken).toBe(false);
});
