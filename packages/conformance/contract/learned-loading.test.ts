import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
model Team {
  id      Int      @id
  members Member[]
}

model Member {
  id   Int    @id
  name String
  team Team
}
`);

type Row = Readonly<Record<string, unknown>>;
interface Repository {
  findMany(args: object): Query<Row[]>;
  findFirst(args: object): Query<Row | null>;
  findUnique(args: object): Query<Row | null>;
  createMany(args: { data: readonly object[] }): Query<number>;
}
type Club = Client & Readonly<Record<"teams" | "members", Repository>>;

const byId = { orderBy: { id: "asc" } } as const;

onEveryDialect((fixture) => {
  /** Where a statement is a function call, there is nothing to learn. */
  const learned = fixture.dialect === "postgresql" ? 1 : 2;
  let db: Club;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Club>({ url: fixture.url, schema, models: {} });
    const ids = Array.from({ length: 120 }, (_, index) => index + 1);
    await db.teams.createMany({ data: ids.map((id) => ({ id })) });
    const members = ids.flatMap((teamId) =>
      Array.from({ length: 6 }, (_, index) => ({ id: index * 1_000 + teamId, teamId, name: `member ${index % 2}` })),
    );
    await db.members.createMany({ data: members });
  });
  afterAll(() => db.dispose());

  const find = (
    limit: number,
    members: object = { orderBy: [{ name: "desc" }, { id: "asc" }], include: { team: true } },
  ) => db.teams.findMany({ ...byId, limit, include: { members } });

  it("takes a list of few rows into its parents' statement, and out of it again when they become many", async () => {
    const asBatch = (limit: number) =>
      find(limit, { load: "batch", orderBy: [{ name: "desc" }, { id: "asc" }], include: { team: true } });
    const expected = { few: await asBatch(3), many: await asBatch(120) };
    const runs: number[] = [];
    for (let run = 0; run < 12; run++) {
      const limit = run < 7 ? 3 : 120;
      const planned = find(limit).plan().statements;
      const { result, statements } = await countStatements(db, () => find(limit));
      expect(statements).toBe(planned);
      expect(result).toStrictEqual(run < 7 ? expected.few : expected.many);
      runs.push(statements);
    }
    expect(runs.slice(0, 5)).toEqual([2, 2, 2, 2, 2]);
    expect(runs.slice(5)).toEqual(Array(7).fill(learned));
    for (let run = 0; run < 60; run++) await find(120);
    // It has seen runs of few rows and many more of 720: more than the 500 up to which JSON is quicker.
    expect(find(1).plan().statements).toBe(2);
    const again = await countStatements(db, () => find(120));
    expect(again).toEqual({ result: expected.many, statements: 2 });
  });

  it("says why", async () => {
    const members = { ...byId, where: { name: "member 1" } };
    for (let run = 0; run < 5; run++) await find(4, members);
    const { steps } = find(4, members).plan();
    expect(steps[0]!.steps[0]).toMatchObject(
      learned === 1
        ? {
            strategy: "json",
            reason: expect.stringMatching(
              /^about 12 rows expected \(3 a parent, seen in 5 earlier runs\): up to \d+, JSON in their parents' statement is quicker, for a trip to the database takes \d+\.\d ms$/,
            ) as unknown,
          }
        : { strategy: "batch", reason: "a relation to many: one statement for all parents" },
    );
  });

  it("learns of any list, and leaves alone what the call says, and a row by its key", async () => {
    const calls = [
      [() => db.teams.findFirst({ ...byId, include: { members: byId } }), learned],
      [() => db.teams.findMany({ ...byId, include: { members: { limit: 1 } }, limit: 2 }), learned],
      [() => find(2, { ...byId, load: "batch" }), 2],
      [() => find(2, {}), learned],
      [() => find(2, { orderBy: { name: "asc" } }), learned],
      [() => find(2, { include: { team: { include: { members: byId } } } }), learned === 1 ? 1 : 3],
      [() => db.teams.findUnique({ where: { id: 1 }, include: { members: byId } }), 2],
    ] as const;
    for (const [call, statements] of calls) {
      const before = await call();
      for (let run = 0; run < 6; run++) expect(await call()).toStrictEqual(before);
      expect((await countStatements<unknown>(db, call)).statements).toBe(statements);
      expect(call().plan().statements).toBe(statements);
    }
  });
});
