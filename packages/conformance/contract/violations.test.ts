import { onEveryDialect } from "@joinery/conformance";
import { createClient, JoineryError, type Client } from "@joinery/runtime";
import { compileModels, createTables } from "./create-tables.js";

const schema = compileModels(`
enum Mood {
  GLAD
  SAD
}

model Team {
  id      Int    @id
  region  String @map("region_code")
  code    String
  name    String @length(2, 20, database: true)
  seats   Int    @default(1)
  mood    Mood   @default(GLAD)
  members Member[]
  prizes  Prize[]

  @@unique([region, code])
  @@check("enough_seats", "seats > 0")
  @@index([name], unique: true, where: "seats > 10", name: "name_of_big_team")
  @@index(expr: "lower(code)", unique: true, where: "seats = 7", name: "code_anyhow")
  @@map("teams_of_all")
}

model Member {
  id      Int     @id
  team    Team    @relation(references: [region, code], onDelete: Restrict)
  mentor  Member? @relation(onDelete: NoAction)
  badges  Badge[]
  nick    String? @unique
  deletedAt DateTime?

  @@softDelete(deletedAt)
}

model Badge {
  number Int    @id
  owner  Member @relation(onDelete: Cascade)
  uses   Use[]
  given  Prize[]
}

model Use {
  id    Int   @id
  badge Badge @relation(onDelete: Restrict)
}

model Prize {
  id    Int   @id
  team  Team? @relation(onDelete: SetNull)
  giver Badge?
}

model Peer {
  id   Int   @id
  next Peer? @relation(deferrable: true)
}

model Lead extends Member {
  level Int @unique
}
`);

interface Repository {
  create(args: object): PromiseLike<unknown>;
  createMany(args: object): PromiseLike<unknown>;
  update(args: object): PromiseLike<unknown>;
  updateMany(args: object): PromiseLike<unknown>;
  delete(args: object): PromiseLike<unknown>;
  deleteMany(args: object): PromiseLike<unknown>;
}

type Teams = Client &
  Readonly<Record<"teams" | "members" | "badges" | "uses" | "peers" | "prizes" | "leads", Repository>>;

interface Mistake {
  readonly of: string;
  readonly work: (db: Teams) => PromiseLike<unknown>;
  readonly expected: object;
}

const secret = "s3cr3t";
const team = (id: number, more: object = {}) => ({ id, region: "eu", code: `c${id}`, name: `name ${id}`, ...more });
const member = (id: number, more: object = {}) => ({ id, teamRegion: "eu", teamCode: "c1", ...more });

const unique = (model: string, ...fields: string[]) => ({ code: "query/unique-violation", model, fields });
const missing = (model: string, ...fields: string[]) => ({ code: "query/not-null-violation", model, fields });
const broken = (model: string, ...fields: string[]) => ({ code: "query/foreign-key-violation", model, fields });
const rule = (constraint: string, ...fields: string[]) => {
  return { code: "query/check-violation", model: "Team", fields, constraint };
};

const mistakes: readonly Mistake[] = [
  {
    of: "a key",
    work: (db) => db.teams.create({ data: team(1, { code: secret }) }),
    expected: { ...unique("Team", "id"), constraint: "teams_of_all_pkey" },
  },
  {
    of: "a unique key of one field",
    work: (db) => db.members.create({ data: member(9, { nick: secret }) }),
    expected: unique("Member", "nick"),
  },
  {
    of: "a unique key of two fields",
    work: (db) => db.teams.create({ data: team(9, { code: "c1" }) }),
    expected: unique("Team", "region", "code"),
  },
  {
    of: "a unique key, in an update",
    work: (db) => db.teams.update({ where: { id: 2 }, data: { code: "c1" } }),
    expected: unique("Team", "region", "code"),
  },
  {
    of: "a unique key, among many",
    work: (db) => db.teams.createMany({ data: [team(9), team(10), team(9, { code: secret })] }),
    expected: unique("Team", "id"),
  },
  {
    of: "a unique index of some rows",
    work: (db) => db.teams.create({ data: team(9, { name: secret, seats: 12 }) }),
    expected: { ...unique("Team", "name"), constraint: "name_of_big_team" },
  },
  {
    of: "a unique index of an expression",
    work: (db) => db.teams.create({ data: team(9, { code: secret.toUpperCase(), seats: 7 }) }),
    expected: { ...unique("Team"), constraint: "code_anyhow" },
  },
  {
    of: "a unique key of what a model adds to another",
    work: (db) => db.leads.create({ data: member(9, { level: 1 }) }),
    expected: unique("Lead", "level"),
  },
  {
    of: "a rule of the user's",
    work: (db) => db.teams.create({ data: team(9, { seats: -1 }) }),
    expected: rule("enough_seats"),
  },
  {
    of: "a rule of the user's, in an update of many",
    work: (db) => db.teams.updateMany({ all: true, data: { seats: 0 } }),
    expected: rule("enough_seats"),
  },
  {
    of: "a demand of a field",
    work: (db) => db.teams.create({ data: team(9, { name: "x" }) }),
    expected: { code: "query/check-violation", model: "Team", fields: ["name"] },
  },
  {
    of: "a value that is needed",
    work: (db) => db.teams.update({ where: { id: 1 }, data: { region: null } }),
    expected: missing("Team", "region"),
  },
  {
    of: "a value that is needed, in many",
    work: (db) => db.teams.updateMany({ all: true, data: { name: null } }),
    expected: missing("Team", "name"),
  },
  {
    of: "a key that leads nowhere",
    work: (db) => db.members.create({ data: member(9, { teamCode: `${secret} of none` }) }),
    expected: broken("Member", "teamRegion", "teamCode"),
  },
  {
    of: "a key that leads nowhere, among others that do not",
    work: (db) => db.members.create({ data: member(9, { mentorId: 404 }) }),
    expected: broken("Member", "mentorId"),
  },
  {
    of: "a key that leads nowhere, in an update",
    work: (db) => db.members.update({ where: { id: 1 }, data: { mentorId: 404 } }),
    expected: broken("Member", "mentorId"),
  },
  {
    of: "a key that leads nowhere, among many",
    work: (db) =>
      db.badges.createMany({
        data: [
          { number: 8, ownerId: 1 },
          { number: 9, ownerId: 404 },
        ],
      }),
    expected: broken("Badge", "ownerId"),
  },
  {
    of: "a key that leads nowhere, of a row that is written along with another",
    work: (db) => db.teams.create({ data: team(9, { members: { create: [{ id: 9, mentorId: 404 }] } }) }),
    expected: broken("Member", "mentorId"),
  },
  {
    of: "a key that leads nowhere, of a row behind another",
    work: (db) =>
      db.members.update({
        where: { id: 1 },
        data: { team: { update: { prizes: { create: { id: 9, giverNumber: 404 } } } } },
      }),
    expected: broken("Prize", "giverNumber"),
  },
  {
    of: "a key that leads nowhere, which is found at the end of the transaction",
    work: (db) => db.peers.create({ data: { id: 1, nextId: 404 } }),
    expected: { ...broken("Peer", "nextId"), constraint: "peers_next_id_fkey" },
  },
  {
    of: "a row that is referred to",
    work: (db) => db.teams.delete({ where: { id: 1 } }),
    expected: broken("Member", "teamRegion", "teamCode"),
  },
  {
    of: "a key that is referred to",
    work: (db) => db.teams.update({ where: { id: 1 }, data: { code: "other" } }),
    expected: broken("Member", "teamRegion", "teamCode"),
  },
  {
    of: "rows that are referred to",
    work: (db) => db.teams.deleteMany({ all: true }),
    expected: broken("Member", "teamRegion", "teamCode"),
  },
  {
    of: "a row that goes with another, and is referred to",
    work: (db) => db.members.delete({ where: { id: 1 }, hardDelete: true }),
    expected: broken("Use", "badgeNumber"),
  },
];

onEveryDialect((fixture) => {
  let db: Teams;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient({ url: fixture.url, schema, models: {} });
    await db.teams.createMany({
      data: [team(1), team(2), team(3, { name: secret, seats: 11 }), team(4, { code: secret, seats: 7 })],
    });
    await db.members.createMany({ data: [member(1), member(2, { nick: secret })] });
    await db.leads.create({ data: member(3, { level: 1 }) });
    await db.badges.create({ data: { number: 1, ownerId: 1 } });
    await db.uses.create({ data: { id: 1, badgeNumber: 1 } });
    await db.prizes.create({ data: { id: 1, teamId: 1 } });
  });
  afterAll(() => db.dispose());

  it.each(mistakes)("names the place of $of", async ({ work, expected }) => {
    for (const run of [() => work(db), () => db.transaction(() => Promise.resolve(work(db)))]) {
      const error = await Promise.resolve(run()).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(JoineryError);
      expect(error).toMatchObject(expected);
      expect((error as Error).message.toLowerCase()).not.toContain(secret);
    }
  });

  it("names the key that a transaction breaks at its end, of several that one may break", async () => {
    const work = db.transaction(async () => {
      await db.peers.createMany({
        data: [
          { id: 1, nextId: 2 },
          { id: 2, nextId: 1 },
          { id: 3, nextId: 404 },
        ],
      });
      await db.peers.updateMany({ where: { id: 1 }, data: { nextId: 3 } });
    });
    await expect(work).rejects.toMatchObject({ ...broken("Peer", "nextId"), constraint: "peers_next_id_fkey" });
    await db.transaction(
      () =>
        db.peers.createMany({
          data: [
            { id: 1, nextId: 2 },
            { id: 2, nextId: 1 },
          ],
        }) as Promise<number>,
    );
  });
});
