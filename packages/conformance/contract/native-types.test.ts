import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { boundStatements } from "./bound-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
model Country {
  code   String  @id @db("char(2)", dialect: postgresql) @db("varchar(2)", dialect: sqlite)
  cities City[]
}

model City {
  country Country
  number  Int        @db("smallint", dialect: postgresql) @db("smallint", dialect: sqlite)
  name    String     @unique @db("character varying(40)", dialect: postgresql)
  budget  Decimal(12, 2) @db("money", dialect: postgresql)
  seen    DateTime   @default(now()) @db("timestamp(6)", dialect: postgresql)
  opens   Time       @db("time(6)", dialect: postgresql)
  share   Float      @db("real", dialect: postgresql)
  exact   Decimal(19, 4) @db("decimal", dialect: postgresql)
  log     Json       @db("json", dialect: postgresql)
  address String?    @db("inet", dialect: postgresql)
  marks   String[]   @db("varchar(5)", dialect: postgresql)

  @@id([country, number])
}
`);

interface Repository {
  create(args: object): Promise<object>;
  createMany(args: object): Promise<number>;
  update(args: object): Promise<object>;
  findMany(args?: object): Query<object[]>;
  findUnique(args: object): Promise<object | null>;
}

type Atlas = Client & Readonly<Record<"countries" | "cities", Repository>>;

const bern = {
  countryCode: "CH",
  number: 1,
  name: "Bern",
  budget: "1234567.50",
  seen: new Date("2024-02-29T23:59:59.123Z"),
  opens: "07:30:00.250",
  share: 0.1,
  exact: "12.5000",
  log: { a: [1, null], b: "x" },
  address: "192.168.0.1",
  marks: ["a", "b,c"],
};
const thun = { ...bern, number: 2, name: "Thun", budget: "-0.05", exact: "0.0001", address: null, marks: [] };

onEveryDialect((fixture) => {
  let db: Atlas;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Atlas>({ url: fixture.url, schema, models: {} });
    await db.countries.create({ data: { code: "CH" } });
    expect(await db.cities.create({ data: bern })).toEqual(expect.objectContaining(bern));
    await db.cities.createMany({ data: [thun] });
  });

  afterAll(() => db.dispose());

  test("what was written is read, from a root, an include and an update", async () => {
    expect(await db.cities.findMany({ orderBy: { number: "asc" } })).toMatchObject([bern, thun]);
    const [country] = await boundStatements(db, 2, (limit) =>
      db.countries.findMany({ include: { cities: { orderBy: { number: "asc" }, limit: 5 } }, limit }),
    );
    expect(country).toMatchObject({ code: "CH", cities: [bern, thun] });
    const include = { cities: { orderBy: { number: "asc" }, load: "json" } };
    const whole = await boundStatements(db, 1, (limit) => db.countries.findMany({ include, limit }));
    expect(whole).toMatchObject([{ code: "CH", cities: [bern, thun] }]);
    const where = { countryCode: "CH", number: 2 };
    expect(await db.cities.update({ where, data: { budget: "7.25" } })).toMatchObject({ ...thun, budget: "7.25" });
    await db.cities.update({ where, data: { budget: thun.budget } });
  });

  test.each([
    [{ name: "Bern" }, [1]],
    [{ name: { in: ["Bern", "Thun"] } }, [1, 2]],
    [{ budget: { gt: "1.00" } }, [1]],
    [{ seen: { equals: bern.seen } }, [1, 2]],
    [{ opens: { lte: "07:30:00.250" } }, [1, 2]],
    [{ exact: { in: ["12.5", "99"] } }, [1]],
    [{ address: "192.168.0.1" }, [1]],
    [{ address: null }, [2]],
    [{ marks: { has: "b,c" } }, [1]],
    [{ country: { is: { code: "CH" } } }, [1, 2]],
  ])("%j finds %j", async (where, numbers) => {
    const found = await db.cities.findMany({ where, select: { number: true }, orderBy: { number: "asc" } });
    expect(found).toEqual(numbers.map((number) => ({ number })));
  });

  test("a default is the time in UTC, whatever the zone of the session", async () => {
    await executeSql(
      fixture.url,
      ...fixture.pick({ postgresql: ["set time zone 'Asia/Tokyo'"], sqlite: [] }),
      "insert into cities (country_code, number, name, budget, opens, share, exact, log, marks) " +
        `values ('CH', 3, 'Biel', 1, '12:00:00.000', 1, '1', '{}', ${fixture.pick({ postgresql: "'{}'", sqlite: "'[]'" })})`,
    );
    const city = await db.cities.findUnique({ where: { name: "Biel" } });
    const { seen } = city as { seen: Date };
    expect(Math.abs(seen.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test("a hundred rows come with theirs in as many statements as one", async () => {
    const codes = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
    for (const code of codes) await db.countries.create({ data: { code } });
    await db.cities.createMany({ data: codes.map((countryCode) => ({ ...bern, countryCode, name: countryCode })) });
    const found = await boundStatements(db, 2, (limit) =>
      db.countries.findMany({
        where: { code: { lt: "AA" } },
        orderBy: { code: "asc" },
        include: { cities: true },
        limit,
      }),
    );
    expect(found).toMatchObject(codes.map((code) => ({ code, cities: [{ name: code, budget: bern.budget }] })));
  });
});
