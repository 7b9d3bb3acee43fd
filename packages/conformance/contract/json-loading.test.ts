import { onEveryDialect } from "@joinery/conformance";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** More columns than a function takes arguments, on either database. */
const wide = Array.from({ length: 1_100 }, (_, index) => `f${index}`);
const schema = compileModels(`
model Team {
  id      Int      @id
  name    String
  members Member[]
  sheets  Sheet[]
}

model Member {
  team    Team
  number  Int
  name    String
  since   DateTime
  pays    Payment[]
  buddy   Member?  @relation(fields: [buddyTeam, buddyNumber], onDelete: NoAction)
  fans    Member[] @relation(inverse: buddy)
  buddyTeam   Int?
  buddyNumber Int?

  @@id([team, number])
}

model Payment {
  id     Int    @id
  member Member
  amount Decimal(30, 2)
}

model Sheet {
  id   Int  @id
  team Team
  ${wide.map((name) => `${name} Int`).join("\n  ")}
}
`);

type Row = Readonly<Record<string, unknown>>;
interface Repository {
  findMany(args: object): Query<Row[]>;
  getById(id: unknown, args?: object): Query<Row>;
  create(args: object): Query<Row>;
  createMany(args: { data: readonly object[] }): Query<number>;
}
type Club = Client & Readonly<Record<"teams" | "members" | "payments" | "sheets", Repository>>;

const teams = 100;
const ids = Array.from({ length: teams }, (_, index) => index + 1);
const byId = { orderBy: { id: "asc" } } as const;
const byNumber = { orderBy: { number: "desc" } } as const;

onEveryDialect((fixture) => {
  let db: Club;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Club>({ url: fixture.url, schema, models: {} });
    await db.teams.createMany({ data: ids.map((id) => ({ id, name: `team ${id}` })) });
    const members = ids.flatMap((teamId) =>
      [1, 2, 3].map((number) => ({
        teamId,
        number,
        name: `"${number}"`,
        since: new Date(teamId * 86_400_000 + number),
        buddyTeam: number === 1 ? null : teamId,
        buddyNumber: number === 1 ? null : number - 1,
      })),
    );
    await db.members.createMany({ data: members });
    await db.payments.createMany({
      data: ids.map((id) => ({
        id,
        memberTeamId: id,
        memberNumber: (id % 3) + 1,
        amount: `${id}000000000000000000.10`,
      })),
    });
    const columns = Object.fromEntries(wide.map((name, index) => [name, index]));
    await db.sheets.createMany({ data: [1, 2].map((id) => ({ ...columns, id, teamId: 1 })) });
  });
  afterAll(() => db.dispose());

  it.each([1, teams])("loads everything of %d rows in one statement, as batches do", async (limit) => {
    const find = (load: "json" | "batch") => {
      const member = {
        load,
        include: { buddy: { load }, fans: { load, ...byNumber }, pays: { load, ...byId, limit: 1 } },
      };
      const members = { ...member, ...byNumber, where: { number: { not: 3 } } };
      return db.teams.findMany({ ...byId, limit, include: { members } });
    };
    const { result, statements } = await countStatements(db, () => find("json"));
    expect(statements).toBe(1);
    expect(find("json").plan().statements).toBe(1);
    expect(result).toHaveLength(limit);
    expect(result).toStrictEqual(await find("batch"));
    expect(result[0]).toMatchObject({
      members: [
        { number: 2, buddy: { number: 1 }, fans: [{ number: 3 }], pays: [{ amount: "1000000000000000000.10" }] },
        { number: 1, buddy: null, fans: [{ number: 2 }], pays: [] },
      ],
    });
  });

  it("takes JSON into a batch, below a limit for each parent, and into what a call creates", async () => {
    const members = (load: "json" | "batch") => ({
      ...byNumber,
      limit: 2,
      include: { pays: { load }, team: { load } },
    });
    const find = (load: "json" | "batch") => db.teams.findMany({ ...byId, include: { members: members(load) } });
    expect(await find("json")).toStrictEqual(await find("batch"));
    expect(find("json").plan()).toMatchObject({
      statements: 2,
      steps: [
        { steps: [{ relation: "members", strategy: "batch", steps: [{ strategy: "json" }, { strategy: "json" }] }] },
      ],
    });
    const data = { id: 1_000, memberTeamId: 1, memberNumber: 1, amount: "1.00" };
    const created = await db.payments.create({
      data,
      include: { member: { load: "json", include: { pays: { load: "json" } } } },
    });
    expect(created).toMatchObject({ member: { number: 1, pays: [{ id: 1_000 }] } });
  });

  it("loads rows of any width", async () => {
    const [team] = await db.teams.findMany({ ...byId, limit: 1, include: { sheets: { ...byId, load: "json" } } });
    expect(team!["sheets"]).toEqual([await db.sheets.getById(1), await db.sheets.getById(2)]);
  });

  it("refuses what cannot be, by its place, before anything is sent", async () => {
    const refusals = [
      [{ members: { load: "join" } }, "include.members.load", "Only a relation to one can be joined"],
      [{ members: { load: "jsn" } }, "include.members.load", 'Expected "json" or "batch".'],
      [
        { members: { load: "json", include: { buddy: { include: { pays: { load: "batch" } } } } } },
        "include.members.include.buddy.include.pays.load",
        'This is inside of load: "json"',
      ],
    ] as const;
    for (const [include, argument, message] of refusals) {
      const { result, statements } = await countStatements(db, () =>
        db.teams.findMany({ include }).then(undefined, (error: unknown) => error),
      );
      expect(statements).toBe(0);
      expect(result).toBeInstanceOf(InvalidArgument);
      expect(result).toMatchObject({ message: expect.stringContaining(message) });
      expect((result as Error).message).toContain(argument);
    }
  });
});
