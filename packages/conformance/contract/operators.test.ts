import { onEveryDialect } from "@joinery/conformance";
import { DatabaseError } from "@joinery/sql";
import { openAccounts, type AccountsClient } from "./accounts.js";
import { countStatements } from "./count-statements.js";
import { refusalOf } from "./refusal-of.js";

onEveryDialect((fixture) => {
  let db: AccountsClient;
  const where = { id: 1 };
  const account = {
    ...where,
    ownerId: 1,
    visits: 7,
    units: 2n ** 53n + 1n,
    weight: 1.5,
    price: "10.05",
    rate: "9007199254740993.000001",
    exact: "0.10000000000000000000",
    labels: ["b"],
    numbers: [2n ** 53n + 1n],
    rates: ["9007199254740993.000001"],
    lines: [{ text: "a" }],
  };

  beforeAll(async () => {
    db = await openAccounts(fixture.url);
    await db.owners.create({ data: { id: 1, name: "Ada" } });
  });
  afterAll(() => db.dispose());
  beforeEach(async () => {
    await db.accounts.deleteMany({ all: true });
    await db.accounts.create({ data: account });
  });

  const update = (data: object) => db.accounts.update({ where, data });

  test("changes numbers of every kind exactly, in one statement", async () => {
    const changes = { visits: 1, units: 2n, weight: 0.25, price: "0.10", rate: "0.000002", exact: "0.20" };
    const by = (operator: string, operands: object) =>
      Object.fromEntries(Object.entries(operands).map(([name, operand]) => [name, { [operator]: operand as unknown }]));
    const first = await countStatements(db, () => update(by("increment", changes)));
    expect(first.statements).toBe(1);
    expect(first.result).toMatchObject({
      visits: 8,
      units: 2n ** 53n + 3n,
      weight: 1.75,
      price: "10.15",
      rate: "9007199254740993.000003",
      exact: "0.30000000000000000000",
      version: 2,
    });
    const { visits, units, weight, price, rate, exact } = account;
    expect(await update(by("decrement", changes))).toMatchObject({ visits, units, weight, price, rate, exact });
    const factors = { visits: -3, units: 3n, weight: -2, price: "1.075", rate: "2.0000005", exact: "0.1" };
    expect(await update(by("multiply", factors))).toMatchObject({
      visits: -21,
      units: 3n * units,
      weight: -3,
      price: "10.80",
      rate: "18014403013081613.370499",
      exact: "0.01000000000000000000",
    });
    const divisors = { visits: 2, units: -2n, weight: 4, price: "-3.2", rate: "7" };
    expect(await update(by("divide", divisors))).toMatchObject({
      visits: -10,
      units: (3n * units) / -2n,
      weight: -0.75,
      price: "-3.38",
      rate: "2573486144725944.767214",
    });
    expect(await update({ visits: { set: 3 }, price: { set: null } })).toMatchObject({ visits: 3, price: null });
  });

  test("leaves null null, and makes a list of the elements where there is none", async () => {
    await update({ visits: null, weight: null, price: null, exact: null });
    const changed = await update({
      visits: { increment: 1 },
      weight: { multiply: 2 },
      price: { divide: "2" },
      exact: { decrement: "1" },
    });
    expect(changed).toMatchObject({ visits: null, weight: null, price: null, exact: null });
    const more = await update({ names: { append: ["a"] }, spares: { prepend: [{ text: "b" }] } });
    expect(more).toMatchObject({ names: ["a"], spares: [{ text: "b", count: 1 }] });
    await refusalOf(db, () => update({ names: { append: ["longer than eight"] } }));
  });

  test("puts elements of every kind into a list", async () => {
    const [kind, time, key] = ["SHARED", new Date(5), new Uint8Array([0, 255])];
    for (const operator of ["append", "prepend"]) {
      await update({ kinds: { [operator]: [kind] }, times: { [operator]: [time] }, keys: { [operator]: [key] } });
    }
    const changed = await update({ kinds: { prepend: ["PRIVATE"] } });
    expect(changed).toMatchObject({ kinds: ["PRIVATE", kind, kind], times: [time, time] });
    expect((changed["keys"] as Uint8Array[]).map((bytes) => [...bytes])).toEqual([
      [0, 255],
      [0, 255],
    ]);
  });

  test("puts elements before a list and behind it, whatever they are", async () => {
    const changed = await update({
      labels: { append: ["c", '"],['] },
      numbers: { prepend: [-1n] },
      rates: { append: ["0.5"] },
      lines: { append: [{ text: "b", count: 2 }] },
    });
    expect(changed).toMatchObject({
      labels: ["b", "c", '"],['],
      numbers: [-1n, ...account.numbers],
      rates: [...account.rates, "0.500000"],
      lines: [
        { text: "a", count: 1 },
        { text: "b", count: 2 },
      ],
    });
    expect(await update({ labels: { set: [] }, lines: { prepend: [{ text: "z" }] } })).toMatchObject({
      labels: [],
      lines: [{ text: "z" }, { text: "a" }, { text: "b" }],
    });
    expect(await update({ labels: { prepend: ["a"] } })).toMatchObject({ labels: ["a"] });
    expect(await update({ labels: { append: [] } })).toMatchObject({ labels: ["a"] });
  });

  test("does so in updateMany, upsert, updateEach and nested writes", async () => {
    await db.accounts.create({ data: { ...account, id: 2, visits: 1, price: "1.00" } });
    expect(
      await db.accounts.updateMany({ all: true, data: { visits: { increment: 1 }, labels: { append: ["x"] } } }),
    ).toBe(2);
    const upsert = { where, create: account, update: { visits: { multiply: 2 }, price: "3.00" } };
    expect(await db.accounts.upsert(upsert)).toMatchObject({ visits: 16, price: "3.00", labels: ["b", "x"] });
    await db.accounts.updateEach({
      changes: [
        { where: { id: 1 }, data: { price: { multiply: "1.075" }, visits: { set: 5 } } },
        { where: { id: 2 }, data: { price: { multiply: "0.5" }, visits: { set: 6 } } },
      ],
    });
    await db.owners.update({
      where: { id: 1 },
      data: {
        score: { increment: 5 },
        accounts: {
          update: [
            { where: { id: 1 }, data: { visits: { increment: 10 }, numbers: { append: [1n] } } },
            { where: { id: 2 }, data: { visits: { decrement: 10 }, numbers: { append: [2n] } } },
          ],
          updateMany: { data: { rate: { multiply: "0.0000005" } } },
        },
      },
    });
    expect(await db.owners.findMany()).toMatchObject([{ score: 5 }]);
    const [number] = account.numbers;
    expect(await db.accounts.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { visits: 15, price: "3.23", numbers: [number, 1n], rate: "4503599627.370497" },
      { visits: -4, price: "0.50", numbers: [number, 2n], rate: "4503599627.370497" },
    ]);
  });

  test("loses none of a hundred at once", async () => {
    const calls = Array.from({ length: 100 }, () => update({ visits: { increment: 1 }, exact: { increment: "0.01" } }));
    await Promise.all(calls);
    expect(await db.accounts.findUniqueOrThrow({ where })).toMatchObject({
      visits: 107,
      exact: "1.10000000000000000000",
    });
  });

  test("takes no JSON for an operator", async () => {
    expect(await update({ extra: { increment: 1 } })).toMatchObject({ extra: { increment: 1 } });
    expect(await update({ extra: { set: { append: [] } } })).toMatchObject({ extra: { set: { append: [] } } });
  });

  test("says alike of every database that a number is out of range, and changes nothing", async () => {
    const problems = [
      { visits: { increment: 2_147_483_647 } },
      { visits: { multiply: -2_147_483_648 } },
      { units: { multiply: 2n ** 62n } },
      { units: { increment: 2n ** 63n - 1n }, visits: { increment: 1 } },
      { weight: { multiply: 1.7e308 } },
      { price: { increment: "99999999.99" } },
      { rate: { multiply: "10000000000.1" } },
    ];
    for (const data of problems) {
      const error: unknown = await update(data).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ cause: expect.any(DatabaseError) as unknown });
      expect((error as Error).message).toContain("A number is out of the range of its type");
    }
    expect(await db.accounts.findUniqueOrThrow({ where })).toMatchObject({ visits: 7, price: "10.05", version: 1 });
  });

  test("refuses every mistake before anything is sent", async () => {
    const refuse = async (data: object, path: string) => {
      const error = await refusalOf(db, () => update(data));
      expect(error).toMatchObject({ path });
      return error;
    };
    expect(await refuse({ visits: { incremet: 1 } }, "data.visits.incremet")).toMatchObject({
      suggestion: "increment",
    });
    await refuse({ visits: { append: [1] } }, "data.visits.append");
    await refuse({ visits: {} }, "data.visits");
    await refuse({ visits: { increment: 1, multiply: 2 } }, "data.visits");
    await refuse({ visits: { increment: undefined } }, "data.visits.increment");
    await refuse({ visits: { increment: null } }, "data.visits.increment");
    await refuse({ visits: { increment: 1.5 } }, "data.visits.increment");
    await refuse({ visits: { divide: 0 } }, "data.visits.divide");
    await refuse({ units: { divide: 0n } }, "data.units.divide");
    await refuse({ units: { increment: 1 } }, "data.units.increment");
    await refuse({ weight: { increment: Number.NaN } }, "data.weight.increment");
    await refuse({ weight: { divide: -0 } }, "data.weight.divide");
    await refuse({ price: { increment: "0.001" } }, "data.price.increment");
    await refuse({ price: { increment: 1 } }, "data.price.increment");
    await refuse({ price: { divide: "0.00" } }, "data.price.divide");
    await refuse({ labels: { append: "c" } }, "data.labels.append");
    await refuse({ labels: { append: ["c", 1] } }, "data.labels.append[1]");
    await refuse({ version: { increment: 1 } }, "data.version");
    const each = { changes: [{ where, data: { visits: { divide: 0 } } }] };
    expect(await refusalOf(db, () => db.accounts.updateEach(each))).toMatchObject({
      path: "changes[0].data.visits.divide",
    });
    const nested = (data: object) =>
      refusalOf(db, () => db.owners.update({ where, data: { accounts: { updateMany: { data } } } }));
    const at = "data.accounts.updateMany.data";
    expect(await nested({ visits: { increment: "1" } })).toMatchObject({ path: `${at}.visits.increment` });
    expect(await nested({ visits: { increase: 1 } })).toMatchObject({ path: `${at}.visits.increase` });
    expect(await nested({ id: { increment: 1 } })).toMatchObject({ path: `${at}.id` });
    // A new row has nothing to be changed.
    const created = { ...account, id: 3, visits: { increment: 1 } };
    expect(await refusalOf(db, () => db.accounts.create({ data: created }))).toMatchObject({ path: "data.visits" });
  });
});
