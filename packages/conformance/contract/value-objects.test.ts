import { onEveryDialect } from "@joinery/conformance";
import { diffCatalogs, lowerSchema } from "@joinery/migrate";
import { listDialects } from "@joinery/sql";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, executeSql } from "./create-tables.js";
import { openOwners, owner, settings, smallest, type OwnerClient } from "./value-objects.js";

/** Rows throw when they are asked for what was not loaded, which a failing test does. */
const toPlain = (row: Awaited<ReturnType<OwnerClient["owners"]["findMany"]>>[number]) => ({
  ...row,
  parent: row.parent && { ...row.parent },
  children: row.children?.map((child) => ({ ...child })),
});

onEveryDialect((fixture) => {
  let db: OwnerClient;

  beforeAll(async () => {
    db = await openOwners(fixture.url);
  });
  afterAll(() => db.dispose());
  beforeEach(() => db.owners.deleteMany({ all: true }));

  it("reads what was written, however it is written and loaded", async () => {
    await fc.assert(
      fc.asyncProperty(owner, owner, async (first, second) => {
        await db.owners.deleteMany({ all: true });
        const parent = { id: 1, parentId: null, ...first };
        const child = { id: 2, parentId: 1, ...second };
        expect({ ...(await db.owners.create({ data: parent })) }).toEqual(parent);
        await db.owners.createMany({ data: [child, { ...child, id: 3 }] });
        const rows = await db.owners.findMany({
          orderBy: { id: "asc" },
          include: { parent: { load: "join" }, children: { orderBy: { id: "asc" } } },
        });
        expect(rows.map(toPlain)).toEqual([
          { ...parent, parent: null, children: [child, { ...child, id: 3 }] },
          { ...child, parent, children: [] },
          { ...child, id: 3, parent, children: [] },
        ]);
        const batched = await db.owners.findMany({ where: { id: 2 }, include: { parent: { load: "batch" } } });
        expect({ ...batched[0] }).toEqual({ ...child, parent });
        const data = { settings: first.settings, lists: second.lists };
        expect({ ...(await db.owners.update({ where: { id: 3 }, data })) }).toEqual({ ...child, id: 3, ...data });
        expect({ ...(await db.owners.delete({ where: { id: 3 } })) }).toEqual({ ...child, id: 3, ...data });
      }),
      { numRuns: 40 },
    );
  });

  it("fills in what was left out", async () => {
    const created = await db.owners.create({ data: { id: 1, settings: { int: 1 } } });
    const filled = { ...smallest, theme: "DARK", address: { city: "Basel", zip: "3000", next: null } };
    const expected = { id: 1, settings: smallest, maybe: null, filled, list: [], lists: null, parentId: null };
    expect({ ...created }).toEqual(expected);
    // With rows that have the field the default is the client's, without them the database's.
    await db.owners.createMany({
      data: [
        { id: 2, settings: { int: 1 } },
        { id: 3, settings: { int: 1 }, filled: { int: 2 } },
      ],
    });
    expect({ ...(await db.owners.getById(2)) }).toEqual({ ...expected, id: 2 });
    expect({ ...(await db.owners.getById(3)) }).toEqual({ ...expected, id: 3, filled: { ...smallest, int: 2 } });
    // An explicit null is no absence.
    const address = { city: "Bern", zip: null };
    const updated = await db.owners.update({ where: { id: 1 }, data: { settings: { int: 1, address } } });
    expect(updated.settings.address).toEqual({ ...address, next: null });
  });

  it("reads a part that was added later as its default, or as null, and asks for it as such", async () => {
    await db.owners.create({ data: { id: 1, settings: { int: 1 } } });
    await executeSql(fixture.url, `update owners set settings = '{"unknown": 1}'`);
    const { settings: read } = await db.owners.getById(1);
    expect(read).toEqual({ ...smallest, int: null });
    const fitting = [
      { text: "none" },
      { text: { startsWith: "no" } },
      { theme: "LIGHT" },
      { bigs: { isEmpty: true } },
      { big: null },
      { NOT: { int: 1 } },
      { int: { not: 1 } },
      { address: { city: "Bern", zip: "3000", next: null } },
      { former: null },
      { NOT: { former: {} } },
      { NOT: { others: { isEmpty: true } } },
      { places: { none: {} } },
    ];
    for (const asked of fitting) {
      expect({ asked, count: await db.owners.count({ where: { settings: asked } }) }).toEqual({ asked, count: 1 });
      expect(await db.owners.count({ where: { NOT: { settings: asked } } })).toBe(0);
    }
    await executeSql(fixture.url, `update owners set settings = '{"address": {"city": "Basel"}, "text": null}'`);
    expect((await db.owners.getById(1)).settings).toEqual({
      ...smallest,
      int: null,
      address: { city: "Basel", zip: "3000", next: null },
    });
    expect(await db.owners.count({ where: { settings: { address: { city: "Basel", zip: "3000" } } } })).toBe(1);
    await executeSql(fixture.url, `update owners set settings = '{"int": 1, "big": "many"}'`);
    const unreadable = async () => db.owners.getById(1);
    await expect(unreadable()).rejects.toThrow(
      "expected a value of Settings.big, and the database holds something else",
    );
    await executeSql(fixture.url, `update owners set settings = '{"address": {"city": "Basel", "zip": null}}'`);
    expect(await db.owners.count({ where: { settings: { address: { zip: null } } } })).toBe(1);
    expect(await db.owners.count({ where: { settings: { address: { zip: "3000" } } } })).toBe(0);
  });

  it("sends as many statements as without them", async () => {
    const children = Array.from({ length: 100 }, (_, index) => ({ id: index + 2, parentId: 1, settings: { int: 1 } }));
    await db.owners.create({ data: { id: 1, settings: { int: 1 }, maybe: fc.sample(settings, 1)[0] } });
    await db.owners.createMany({ data: children });
    const where = { settings: { address: { city: "Bern" }, places: { none: { city: "Basel" } } } };
    for (const limit of [1, 100]) {
      const { result, statements } = await countStatements(db, () =>
        db.owners.findMany({ where, include: { children: true, parent: true }, orderBy: { id: "asc" }, limit }),
      );
      expect(result).toHaveLength(limit);
      expect(statements).toBe(2);
    }
  });

  it.each([
    [{ int: "1" }, "data.settings.int: expected a whole number"],
    [{ int: 1, adress: {} }, 'data.settings.adress: Settings has no "adress". Did you mean "address"?'],
    [{ int: 1, address: { city: 1 } }, "data.settings.address.city: expected a string"],
    [{ int: 1, address: {} }, "data.settings.address.city: Address needs this value"],
    [{ int: 1, places: [{ city: "a" }, { city: null }] }, "data.settings.places[1].city: expected a value, got null"],
    [{ int: 1, texts: ["a", 1] }, "data.settings.texts[1]: expected a string"],
    [{ int: 1, big: undefined }, "data.settings.big: this is undefined"],
    [{ int: 1, short: "12345678901" }, "data.settings.short: expected a string of at most 10 characters"],
    [{ int: 1, float: Infinity }, "data.settings.float: expected a finite number"],
    [{ int: 1, theme: "light's" }, "data.settings.theme: expected one of LIGHT, DARK"],
    [{ int: 1, exact: "0.001" }, "data.settings.exact: expected a decimal number"],
    [[], "data.settings: expected a plain object"],
    ["x", "data.settings: expected a plain object"],
    [new Date(), "data.settings: expected a plain object"],
  ])("refuses %j", async (given, message) => {
    const create = async () => db.owners.create({ data: { id: 1, settings: given } });
    await expect(create()).rejects.toMatchObject({
      code: "query/invalid-argument",
      message: expect.stringContaining(message),
    });
    const createMany = async () =>
      db.owners.createMany({
        data: [
          { id: 1, settings: { int: 1 } },
          { id: 2, settings: given },
        ],
      });
    await expect(createMany()).rejects.toMatchObject({
      message: expect.stringContaining(message.replace("data", "data[1]")),
    });
  });

  it("refuses to order by a value object as a whole, and to tell rows apart by one", async () => {
    const order = async () => db.owners.findMany({ orderBy: { settings: "asc" } });
    await expect(order()).rejects.toMatchObject({
      message: expect.stringContaining("orderBy.settings: Expected an object"),
    });
    const distinct = async () => db.owners.findMany({ distinct: ["list"] });
    await expect(distinct()).rejects.toMatchObject({ code: "query/invalid-argument" });
  });

  it("refuses a value without end", async () => {
    const endless: Record<string, unknown> = { city: "Bern" };
    endless["next"] = endless;
    const create = async () => db.owners.create({ data: { id: 1, settings: { int: 1 }, list: [endless] } });
    await expect(create()).rejects.toMatchObject({ message: expect.stringContaining("no more than 100 levels") });
  });

  it.each([
    [{ settings: { itn: 1 } }, 'where.settings.itn: Settings has no "itn". Did you mean "int"?'],
    [{ settings: null }, "where.settings: settings is never null"],
    [{ settings: "dark" }, "where.settings: Expected an object of filters"],
    [{ settings: undefined }, "where.settings: This is undefined"],
    [{ settings: { address: { city: { gte: 1 } } } }, "where.settings.address.city.gte: expected a string"],
    [{ settings: { bigs: { hasEvery: [1n] } } }, 'where.settings.bigs.hasEvery: A filter of bigs has no "hasEvery"'],
    [{ settings: { bigs: [1n] } }, "where.settings.bigs: Expected an object with has, hasSome, isEmpty, got a list"],
    [{ settings: { jsons: { has: 1 } } }, 'where.settings.jsons.has: A filter of jsons has no "has"'],
    [{ list: { some: null } }, "where.list.some: Expected an object of filters, got null"],
    [{ list: {} }, "where.list: Expected an object with some, every, none, isEmpty"],
    [{ list: { isEmpty: 1 } }, "where.list.isEmpty: Expected true or false"],
    [{ lists: { some: { big: { in: [null] } } } }, "where.lists.some.big.in[0]: Expected a value, got null"],
  ])("refuses to ask %j", async (where, message) => {
    const count = async () => db.owners.count({ where });
    await expect(count()).rejects.toMatchObject({
      code: "query/invalid-argument",
      message: expect.stringContaining(message),
    });
  });
});

it.each(listDialects().map((dialect) => [dialect.name, dialect] as const))(
  "asks nothing of a %s database for a part that is added",
  (_, dialect) => {
    const lower = (parts: string) => {
      const text = `type Settings { \n a Int \n ${parts} \n }\n model User {\n id Int @id \n settings Settings \n list Settings[] \n }`;
      return lowerSchema(compileModels(text), dialect);
    };
    expect(diffCatalogs(lower(""), lower("b String\n c DateTime?"))).toEqual([]);
  },
);
