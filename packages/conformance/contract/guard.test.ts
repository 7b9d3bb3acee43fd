import { onEveryDialect } from "@joinery/conformance";
import { InvalidArgument, TooManyStatements } from "@joinery/runtime";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

onEveryDialect((fixture) => {
  let db: Database;
  let lines: string[];

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url, { log: (line) => lines.push(line) });
    await db.users.createMany({
      data: [1, 2, 3].map((id) => ({ id, email: `user${id}@example.com`, hashedPassword: "x" })),
    });
  });
  beforeEach(() => {
    lines = [];
  });
  afterAll(() => db.dispose());

  const readOneByOne = async (count: number, client = db) => {
    for (let id = 1; id <= count; id++) await client.users.findUnique({ where: { id } });
  };
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as TooManyStatements,
    );

  it("gives what the work gives, as long as it sends no more than it may", async () => {
    expect(await db.guard({ maxStatements: 1 }, () => db.users.findMany({ include: { manager: true } }))).toHaveLength(
      3,
    );
    await db.guard({ maxStatements: 0 }, async () => {});
    await expect(db.guard({ maxStatements: 9 }, () => Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  });

  it("refuses the first statement too many, and names all calls with their lines", async () => {
    const { result, statements } = await countStatements(db, () =>
      refused(
        db.guard({ maxStatements: 3 }, async () => {
          await db.users.count();
          await readOneByOne(3);
        }),
      ),
    );
    expect(statements).toBe(3);
    expect(result).toBeInstanceOf(TooManyStatements);
    expect(result).toMatchObject({ code: "query/too-many-statements", maxStatements: 3 });
    expect(result!.statements).toEqual([
      {
        model: "User",
        operation: "count",
        count: 1,
        site: expect.stringMatching(/guard\.test\.ts:\d+:\d+$/) as unknown,
      },
      {
        model: "User",
        operation: "findUnique",
        count: 3,
        site: expect.stringMatching(/guard\.test\.ts:\d+:\d+$/) as unknown,
      },
    ]);
    expect(result!.message).toMatch(
      /^4 statements, and at most 3 may be sent:\n {2}1 × User\.count at .*:\d+:\d+\n {2}3 × User\.findUnique at .*$/,
    );
    // Nothing is left of it.
    await readOneByOne(3);
  });

  it("fails though the work has swallowed it, in a transaction too, and by SQL of the caller's", async () => {
    const swallowed = db.guard({ maxStatements: 1 }, () => readOneByOne(2).catch(() => {}));
    await expect(swallowed).rejects.toThrow(TooManyStatements);
    const inside = db.transaction((transaction) =>
      transaction.guard({ maxStatements: 1 }, () => readOneByOne(2, transaction)),
    );
    await expect(inside).rejects.toThrow(TooManyStatements);
    await expect(db.guard({ maxStatements: 0 }, async () => await db.sql`select 1 as one`)).rejects.toThrow(
      "1 × sql at",
    );
    const error = await refused(db.guard({ maxStatements: 0 }, () => db.users.getById(1).then((user) => user.id)));
    expect(error!.statements).toEqual([expect.objectContaining({ operation: "getById", count: 1 })]);
  });

  it("counts for each work by itself, for those around a guard too", async () => {
    await Promise.all([1, 2, 3, 4].map(() => db.guard({ maxStatements: 3 }, () => readOneByOne(3))));
    await readOneByOne(3);
    const around = db.guard({ maxStatements: 3 }, async () => {
      await db.guard({ maxStatements: 2 }, () => readOneByOne(2));
      await db.guard({ maxStatements: 2 }, () => readOneByOne(2));
    });
    expect((await refused(around))!.maxStatements).toBe(3);
  });

  it("counts what answers several calls once, for the first", async () => {
    const byId = (id: number) => db.users.getById(id);
    await db.guard({ maxStatements: 2 }, async () => {
      const users = await Promise.all([1, 2, 3].map(byId));
      await Promise.all(users.map((user) => user.load({ posts: true })));
    });
    const first = db.guard({ maxStatements: 1 }, async () => await byId(1));
    const second = db.guard({ maxStatements: 0 }, async () => await byId(2));
    expect((await Promise.all([first, second])).map((user) => user.id)).toEqual([1, 2]);
  });

  it("writes into the log instead, with the lines of the calls", async () => {
    const { statements } = await countStatements(db, () =>
      db.guard({ maxStatements: 1, mode: "log" }, () => readOneByOne(3)),
    );
    expect(statements).toBe(3);
    expect(lines).toEqual([
      expect.stringMatching(
        /^3 statements, and at most 1 may be sent:\n {2}3 × User\.findUnique at .*guard\.test\.ts:/,
      ),
    ]);
    await db.guard({ maxStatements: 3, mode: "log" }, () => readOneByOne(3));
    expect(lines).toHaveLength(1);
  });

  it("refuses what it cannot keep to, before the work begins", async () => {
    const work = jest.fn(async () => {});
    const none = connect(fixture.url);
    for (const guarded of [
      db.guard({ maxStatements: -1 }, work),
      db.guard({ maxStatements: 1.5 }, work),
      // @ts-expect-error -- no such mode
      db.guard({ maxStatements: 1, mode: "warn" }, work),
      // @ts-expect-error -- no such option
      db.guard({ maxStatement: 1 }, work),
      none.guard({ maxStatements: 1, mode: "log" }, work),
    ]) {
      await expect(guarded).rejects.toThrow(InvalidArgument);
    }
    expect(work).not.toHaveBeenCalled();
    await none.dispose();
  });
});
