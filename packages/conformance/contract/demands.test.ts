import { onEveryDialect } from "@joinery/conformance";
import { pushSchema } from "@joinery/migrate";
import { CheckViolation, createClient, type Client } from "@joinery/runtime";
import { resolveDialect } from "@joinery/sql";
import { compileModels, createTables } from "./create-tables.js";

/** A demand of each type that has any, each the database's too. */
const schema = compileModels(`
model Sample {
  id      Int             @id @default(autoincrement())
  name    String(10)?     @length(2, 4, database: true)
  text    Text?           @length(min: 1, database: true)
  int     Int?            @min(-3, database: true) @max(5, database: true)
  big     BigInt?         @min(-9007199254740993, database: true) @max(9007199254740993, database: true)
  float   Float?          @min(-0.5, database: true) @max(0.5, database: true)
  small   Decimal(10, 2)? @min(-0.5, database: true) @max(0.5, database: true)
  decimal Decimal(40, 4)? @min(-12.5, database: true) @max(9007199254740993.25, database: true)
  above   Decimal(40, 4)? @min(2, database: true)
  below   Decimal(40, 4)? @max(-2, database: true)
  made    DateTime?       @min("1969-12-31T23:00:00-01:00", database: true) @max("2100-01-01T00:00:00Z", database: true)
  born    Date?           @min("1900-01-01", database: true) @max("2100-01-01", database: true)
  opens   Time?           @min("08:30", database: true) @max("21:30", database: true)
}
`);

type Database = Client & {
  readonly samples: {
    create(args: object): Promise<object>;
    createMany(args: object): Promise<number>;
    update(args: object): Promise<object>;
  };
};

const cases: readonly (readonly [string, string, readonly unknown[], readonly unknown[]])[] = [
  // In characters: neither bytes nor units of UTF-16.
  ["name", "length", ["ab", "abcd", "🎉é🎉é"], ["a", "🎉", "abcde", ""]],
  ["text", "length", [" "], [""]],
  ["int", "min", [-3, 0], [-4]],
  ["int", "max", [5], [6]],
  ["big", "min", [-9007199254740993n], [-9007199254740994n]],
  ["big", "max", [9007199254740993n], [9007199254740994n]],
  ["float", "min", [-0.5], [-0.51]],
  ["float", "max", [0.5], [0.50001, Infinity]],
  ["small", "min", ["-0.5", "-0.50", "0"], ["-0.51", "-10"]],
  ["small", "max", ["0.5"], ["0.51", "10"]],
  ["decimal", "min", ["-12.5", "-12.4999", "-2", "0", "3"], ["-12.5001", "-13", "-100"]],
  ["decimal", "max", ["9007199254740993.25", "-5", "99"], ["9007199254740993.2501", "10000000000000000"]],
  ["above", "min", ["2", "2.0001", "10", "100"], ["1.9999", "0", "-3", "-20"]],
  ["below", "max", ["-2", "-2.0001", "-10", "-100"], ["-1.9999", "0", "3", "20"]],
  ["made", "min", [new Date(0)], [new Date(-1)]],
  ["made", "max", [new Date("2100-01-01T00:00:00Z")], [new Date("2100-01-01T00:00:00.001Z")]],
  ["born", "min", ["1900-01-01"], ["1899-12-31"]],
  ["born", "max", ["2100-01-01"], ["2100-01-02"]],
  ["opens", "min", ["08:30:00.000"], ["08:29:59.999"]],
  ["opens", "max", ["21:30:00.000"], ["21:30:00.001"]],
];

onEveryDialect((fixture) => {
  let db: Database;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Database>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  test.each(cases)("the database holds %s to its %s", async (field, kind, right, wrong) => {
    for (const value of right) await db.samples.create({ data: { [field]: value } });
    for (const value of wrong) {
      // Shown with the field, not with the value.
      await expect(db.samples.create({ data: { [field]: value } })).rejects.toMatchObject({
        constructor: CheckViolation,
        code: "query/check-violation",
        model: "Sample",
        fields: [field],
        constraint: `samples_${field}_${kind}_check`,
      });
    }
  });

  test("null meets every demand, and a change is held to them as a new row is", async () => {
    const { id } = (await db.samples.create({ data: {} })) as { readonly id: number };
    await expect(db.samples.update({ where: { id }, data: { int: 6 } })).rejects.toBeInstanceOf(CheckViolation);
    await expect(db.samples.createMany({ data: [{ int: 1 }, { int: 6 }] })).rejects.toBeInstanceOf(CheckViolation);
    await db.samples.update({ where: { id }, data: { int: 5 } });
  });

  test("they are there as the schema has them, and come and go with it", async () => {
    const { url } = await fixture.createDatabase();
    const dialect = resolveDialect(url);
    const driver = await dialect.open({ url });
    const push = async (models: string) =>
      (await pushSchema({ dialect, driver, schema: compileModels(models) })).map(({ description }) => description);
    const users = (demand: string) => `model User {
      id   Int  @id
      age  Int? ${demand}
      born Date @min("1900-01-01", database: true)
    }`;
    try {
      await push(users("@min(0, database: true)"));
      expect(await push(users("@min(0, database: true)"))).toEqual([]);
      const more = await push(users("@min(1, database: true) @max(9, database: true)"));
      expect(more.join()).toContain("users_age_max_check");
      expect(await push(users("@min(1) @max(9, database: false)"))).not.toEqual([]);
      expect(await push(users("@min(1)"))).toEqual([]);
    } finally {
      await driver.close();
    }
  });
});
