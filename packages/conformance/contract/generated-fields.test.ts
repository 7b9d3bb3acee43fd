import { onEveryDialect } from "@joinery/conformance";
import { findRefusedSql, pushSchema } from "@joinery/migrate";
import { createClient, InvalidArgument, type Client, type Query } from "@joinery/runtime";
import { resolveDialect } from "@joinery/sql";
import { boundStatements } from "./bound-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

/** Computed when it is written and when it is read, in words for all databases and in words for one; likewise defaults. */
const schema = compileModels(`
model Person {
  id    Int    @id
  name  String
  loud  String @generated("upper(name)")
  twice Int    @generated("id * 2", stored)
  short String @generated("left(name, 2)", dialect: postgresql) @generated("substr(name, 1, 2)", virtual, dialect: sqlite)
  both  String @generated("name || '!'") @generated("name || '?'", dialect: sqlite)
  base  Int    @default(7) @default(sql("40 + 2"), dialect: postgresql)
  year  Int    @default(sql("extract(year from timestamp '2024-05-06')::integer"), dialect: postgresql) @default(sql("cast(strftime('%Y', '2024-05-06') as integer)"), dialect: sqlite)
  notes Note[]
}

model Note {
  id     Int    @id
  person Person
}
`);

interface Repository {
  create(args: object): Promise<Record<string, unknown>>;
  createMany(args: object): Promise<number>;
  update(args: object): Promise<Record<string, unknown>>;
  delete(args: object): Promise<Record<string, unknown>>;
  findMany(args: object): Query<Record<string, unknown>[]>;
}

type Database = Client & Readonly<Record<"people" | "notes", Repository>>;

onEveryDialect((fixture) => {
  let db: Database;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Database>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  const ends = () => fixture.pick({ postgresql: "!", sqlite: "?" });
  const base = () => fixture.pick({ postgresql: 42, sqlite: 7 });
  const ada = () => ({ name: "Ada", loud: "ADA", short: "Ad", both: `Ada${ends()}` });

  test("comes back with the row that is made, changed and deleted", async () => {
    expect(await db.people.create({ data: { id: 1, name: "Ada" } })).toEqual({
      ...ada(),
      id: 1,
      twice: 2,
      base: base(),
      year: 2024,
    });
    const changed = await db.people.update({ where: { id: 1 }, data: { name: "Bob" } });
    expect(changed).toMatchObject({ loud: "BOB", twice: 2, short: "Bo", both: `Bob${ends()}` });
    expect(await db.people.delete({ where: { id: 1 } })).toMatchObject({ loud: "BOB", short: "Bo" });
  });

  test("is read, filtered and sorted by, also of rows beside and below", async () => {
    const data = [2, 3].map((id) => ({ id, name: id === 2 ? "Ada" : "Cyd" }));
    await db.people.createMany({ data });
    await db.notes.createMany({ data: [{ id: 1, personId: 2 }] });
    const where = { loud: { in: ["ADA", "CYD"] }, short: { not: "xx" } };
    const found = await boundStatements(db, 2, (limit) =>
      db.people.findMany({ where, orderBy: { loud: "desc" }, include: { notes: true }, limit }),
    );
    expect(found.map(({ twice }) => twice)).toEqual([6, 4]);
    const [note] = await boundStatements(db, 1, (limit) =>
      db.notes.findMany({ where: { person: { is: { both: `Ada${ends()}` } } }, include: { person: true }, limit }),
    );
    expect(note).toMatchObject({ person: ada() });
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index + 100, name: "Eve" }));
    await db.people.createMany({ data: many });
    await db.notes.createMany({ data: many.map(({ id }) => ({ id, personId: id })) });
    const eves = await boundStatements(db, 2, (limit) =>
      db.people.findMany({ where: { loud: "EVE" }, orderBy: { id: "asc" }, include: { notes: true }, limit }),
    );
    expect(eves).toMatchObject(many.map(({ id }) => ({ twice: id * 2, notes: [{ id }] })));
    await executeSql(fixture.url, "insert into people (id, name) values (9, 'Zoe')");
    expect(await db.people.findMany({ where: { short: "Zo" } })).toMatchObject([
      { base: base(), year: 2024, loud: "ZOE" },
    ]);
  });

  test.each(["loud", "twice", "short", "both"])("nobody sets %s", async (field) => {
    const value = field === "twice" ? 1 : "x";
    const data = { id: 4, name: "Eve", [field]: value };
    await expect(db.people.create({ data })).rejects.toBeInstanceOf(InvalidArgument);
    await expect(db.people.createMany({ data: [data] })).rejects.toBeInstanceOf(InvalidArgument);
    await expect(db.people.update({ where: { id: 2 }, data: { [field]: value } })).rejects.toBeInstanceOf(
      InvalidArgument,
    );
  });

  test("is there as the schema has it, and its words are tried in the database they are for", async () => {
    const { url } = await fixture.createDatabase();
    const dialect = resolveDialect(url);
    const driver = await dialect.open({ url });
    try {
      await pushSchema({ dialect, driver, schema });
      expect(await pushSchema({ dialect, driver, schema })).toEqual([]);
      expect(await findRefusedSql({ dialect, driver }, schema)).toEqual([]);
      const wrong = compileModels(`model Person {
        id   Int @id
        name Int @generated("no_such(id)", dialect: ${dialect.name}) @generated("id + 1")
        base Int @default(1) @default(sql("no_such_either()"), dialect: ${dialect.name})
      }`);
      const refused = await findRefusedSql({ dialect, driver }, wrong);
      expect(refused.map(({ address }) => address.part)).toEqual(["generated", "default"]);
    } finally {
      await driver.close();
    }
  });
});
