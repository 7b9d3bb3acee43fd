import { onEveryDialect } from "@joinery/conformance";
import { ForeignKeyViolation, InvalidObject, type Client } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";

const schema = compileModels(`
model Node {
  id       Int    @id @default(autoincrement())
  name     String
  parent   Node?
  children Node[] @cascade(all)
}

model Branch {
  id       Uuid     @id @default(uuid())
  name     String
  parent   Branch?  @relation(onDelete: Restrict)
  children Branch[] @cascade(all)
}

model Team {
  id      Int      @id @default(autoincrement())
  name    String
  captain Player?  @relation(inverse: leads)
  players Player[] @relation(inverse: team) @cascade(all)
}

model Player {
  id    Int    @id @default(autoincrement())
  name  String
  team  Team
  leads Team[]
}

model Egg {
  id   Uuid @id @default(uuid())
  hen  Hen  @relation(deferrable: true)
}

model Hen {
  id   Uuid @id @default(uuid())
  from Egg
}

model Country {
  code   String @id
  name   String @unique
  cities City[] @cascade(all)
}

model City {
  country Country  @relation(onUpdate: Cascade)
  name    String
  size    Int?
  people  Person[] @cascade(all)

  @@id([country, name])
}

model Person {
  id       Int    @id
  name     String
  cityCountryCode String
  cityName String
  city     City   @relation(fields: [cityCountryCode, cityName], references: [countryCode, name], onUpdate: Cascade)
}
`);

const Node = class Node extends Thing {};
const Branch = class Branch extends Thing {};
const Team = class Team extends Thing {};
const Player = class Player extends Thing {};
const Egg = class Egg extends Thing {};
const Hen = class Hen extends Thing {};
const Country = class Country extends Thing {};
const City = class City extends Thing {};
const Person = class Person extends Thing {};

type Accessor = "nodes" | "branches" | "teams" | "players" | "eggs" | "hens" | "countries" | "cities" | "people";

onEveryDialect((fixture) => {
  let db: Client & Readonly<Record<Accessor, Things>>;

  beforeAll(async () => {
    db = await openThings(fixture.url, schema, [Node, Branch, Team, Player, Egg, Hen, Country, City, Person]);
  });
  afterAll(() => db.dispose());

  const grow = (Kind: typeof Thing, depth: number): Thing =>
    new Kind({ name: `${depth}`, children: depth === 0 ? [] : [grow(Kind, depth - 1), grow(Kind, depth - 1)] });
  const save = (...objects: Thing[]) =>
    countStatements(db, () => db.session(async (session) => session.addAll(objects)));
  const shape = (node: Thing): unknown => (node.children as Thing[]).map(shape);

  it("inserts a tree level by level, and deletes it as a whole", async () => {
    const root = grow(Node, 3);
    expect((await save(root)).statements).toBe(4);
    const tree = await db.nodes.getById(root.id, { include: { children: { recursive: true } } });
    expect(shape(tree)).toEqual(shape(root));
    const { statements } = await countStatements(db, () =>
      db.session(async (session) => session.delete(await session.nodes.getById(root.id))),
    );
    // Each level is read, and that there is none below the last; all go together.
    expect(statements).toBe(1 + 4 + 1);
    expect(await db.nodes.count()).toBe(0);
  });

  it("inserts a tree whose keys are known at once, and deletes from the leaves where the database restricts", async () => {
    const root = grow(Branch, 2);
    const { statements } = await save(root);
    expect(statements).toBe(fixture.pick({ postgresql: 1, sqlite: 3 }));
    await db.session(async (session) => session.delete(await session.branches.getById(root.id)));
    expect(await db.branches.count()).toBe(0);
  });

  it("moves a subtree, and what is taken out of it", async () => {
    const root = grow(Node, 2);
    await save(root);
    await db.session(async (session) => {
      const tree = await session.nodes.getById(root.id, { include: { children: { include: { children: true } } } });
      const [left, right] = tree.children;
      right.children.push(...left.children.splice(0, 2));
      tree.children = [right];
    });
    const { children } = await db.nodes.getById(root.id, { include: { children: { include: { children: true } } } });
    expect(children.map((each: Thing) => each.children.length as number)).toEqual([4]);
    expect(await db.nodes.count()).toBe(6);
    await db.session(async (session) => session.delete(await session.nodes.getById(root.id)));
  });

  it("inserts rows that need each other in two steps, and deletes them", async () => {
    const teams = ["Red", "Blue"].map((name) => {
      const players = ["One", "Two"].map((each) => new Player({ name: each }));
      return new Team({ name, players, captain: players[1] });
    });
    // Teams, players, and then the captains.
    expect((await save(...teams)).statements).toBe(3);
    const found = await db.teams.findMany({ include: { captain: true, players: true }, orderBy: { id: "asc" } });
    expect(found.map(({ name, captain, players }) => [name, captain.name, players.length])).toEqual([
      ["Red", "Two", 2],
      ["Blue", "Two", 2],
    ]);
    await db.session(async (session) => {
      for (const team of await session.teams.findMany({ include: { players: true } })) session.delete(team);
    });
    expect([await db.teams.count(), await db.players.count()]).toEqual([0, 0]);
  });

  it("inserts rows that need each other where the database looks at the end, and says so where it does not", async () => {
    const egg = new Egg({});
    const hen = new Hen({ from: egg });
    egg.hen = hen;
    expect((await save(egg)).statements).toBe(2);
    expect(await db.hens.getById(hen.id)).toMatchObject({ fromId: egg.id });
    expect(await db.eggs.getById(egg.id)).toMatchObject({ henId: hen.id });
  });

  it("propagates the change of a key to rows that refer to it, and to their objects", async () => {
    const people = [new Person({ id: 1, name: "Ada" })];
    await save(new Country({ code: "UK", name: "England", cities: [new City({ name: "London", people })] }));
    await db.session(async (session) => {
      const country = await session.countries.getById("UK", { include: { cities: { include: { people: true } } } });
      country.code = "GB";
      await session.flush();
      const [city] = country.cities;
      expect(city.countryCode).toBe("GB");
      expect(await session.countries.getById("GB")).toBe(country);
      expect(await session.cities.getById({ countryCode: "GB", name: "London" })).toBe(city);
      city.size = 9;
      city.name = "Londinium";
    });
    expect(await db.people.getById(1)).toMatchObject({ cityCountryCode: "GB", cityName: "Londinium" });
    expect(await db.cities.getById({ countryCode: "GB", name: "Londinium" })).toMatchObject({ size: 9 });
  });

  it("deletes and inserts a row of the same key in one flush", async () => {
    await save(new Country({ code: "FR", name: "France", cities: [new City({ name: "Paris" })] }));
    await db.session(async (session) => {
      session.delete(await session.countries.getById("FR", { include: { cities: true } }));
      session.add(new Country({ code: "FR", name: "France", cities: [new City({ name: "Lyon" })] }));
    });
    const country = await db.countries.getById("FR", { include: { cities: true } });
    expect(country).toMatchObject({ name: "France", cities: [{ name: "Lyon" }] });
  });

  it("gives a unique value that another row has left", async () => {
    await save(new Country({ code: "A", name: "first" }), new Country({ code: "B", name: "second" }));
    await db.session(async (session) => {
      const first = await session.countries.getById("A");
      session.delete(await session.countries.getById("B"));
      first.name = "second";
      session.add(new Country({ code: "C", name: "first" }));
    });
    const names = await db.countries.findMany({ where: { code: { in: ["A", "B", "C"] } }, orderBy: { code: "asc" } });
    expect(names.map(({ code, name }) => [code, name])).toEqual([
      ["A", "second"],
      ["C", "first"],
    ]);
  });

  it("refuses new rows of which none can be the first, and a reference to nothing", async () => {
    const [egg, hen] = [new Egg({}), new Hen({})];
    egg.hen = hen;
    await expect(save(egg)).rejects.toThrow(InvalidObject);
    await expect(save(new Person({ id: 9, name: "", cityCountryCode: "X", cityName: "Y" }))).rejects.toThrow(
      ForeignKeyViolation,
    );
  });
});
