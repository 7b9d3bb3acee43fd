import { onEveryDialect } from "@joinery/conformance";
import { connect, sql, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import {
  createClient,
  InvalidArgument,
  QueryRefused,
  UnexpectedRow,
  UniqueViolation,
  type Client,
  type QueryEvent,
  type Repository,
} from "@joinery/runtime";
import { z } from "zod";
import { compileModels, createTables } from "./create-tables.js";

/** A field of every type. */
const everything = compileModels(`
enum Level {
  LOW  @map("low")
  HIGH @map("high")
}

type Part {
  text String
}

model Everything {
  id    Int             @id
  int   Int
  big   BigInt
  float Float
  short Decimal(10, 2)
  long  Decimal(30, 4)
  flag  Boolean
  text  Text
  time  DateTime
  date  Date
  clock Time
  uuid  Uuid
  json  Json
  bytes Bytes
  texts String[]
  bigs  BigInt[]
  level Level
  part  Part
  none  DateTime?
}
`);
type EverythingClient = Client & {
  readonly everythings: Repository<never> & { create(args: object): Promise<object> };
};

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.users.createMany({
      data: ["ada", "bob", "cleo"].map((name) => ({
        email: `${name}@example.com`,
        fullName: name === "cleo" ? null : name,
        hashedPassword: "x",
      })),
    });
  });
  afterAll(() => db.dispose());

  it("gives rows as plain objects, named as the columns are", async () => {
    const { fields } = db.users;
    const rows = await db.sql`select u.${fields.id}, u.${fields.fullName} as name from ${db.users} as u
      where u.${fields.email} like ${"%@example.com"} order by u.${fields.id}`;
    expect(rows).toEqual([
      { id: 1, name: "ada" },
      { id: 2, name: "bob" },
      { id: 3, name: null },
    ]);
    expect(await db.sql`select ${fields.email} from ${db.users} where 1 = 2`).toEqual([]);
  });

  it("gives of a column what its field has, and of what is computed a number as long as one is exact", async () => {
    const other = await fixture.createDatabase();
    await createTables(other.url, everything);
    const client = createClient<EverythingClient>({ url: other.url, schema: everything, models: {} });
    const row = {
      id: 1,
      int: -5,
      big: 7n,
      float: 0.1,
      short: "12.50",
      long: "1234567890123456789012345.6789",
      flag: true,
      text: "é",
      time: new Date("2024-02-29T12:34:56.789Z"),
      date: "2024-02-29",
      clock: "08:30:00.000",
      uuid: "0190c1de-0000-7000-8000-000000000000",
      json: { a: [1, null] },
      bytes: new Uint8Array([1, 2]),
      texts: ["a", "NULL", ""],
      bigs: [1n, 2n ** 60n],
      level: "HIGH",
      part: { text: "x" },
      none: null,
    };
    await client.everythings.create({ data: row });
    const [read] = await client.sql`select * from ${client.everythings}`;
    expect(read).toEqual({ ...row, level: "high" });
    expect(read!["bytes"]!.constructor).toBe(Uint8Array);
    const computed = await client.sql`select count(*) as many, sum(int) as total, max(time) is not null as told,
      cast(${2n ** 60n} as bigint) as exact, cast(0.5 as double precision) as half, 'text' as word, null as unset from everythings`;
    expect(computed).toEqual([
      {
        many: 1,
        total: -5,
        told: fixture.pick<unknown>({ postgresql: true, sqlite: 1 }),
        exact: 2n ** 60n,
        half: 0.5,
        word: "text",
        unset: null,
      },
    ]);
    await client.dispose();
  });

  it("checks and types rows by a schema", async () => {
    const User = z.object({ id: z.number(), name: z.string().nullable() });
    const users = await db.sql(User)`select id, full_name as name, email from users order by id`;
    const names: (string | null)[] = users.map(({ name }) => name);
    expect(names).toEqual(["ada", "bob", null]);
    expect(users[0]).toEqual({ id: 1, name: "ada" });
    const Strict = z.object({ id: z.number(), name: z.string() });
    const failure = await db.sql(Strict)`select id, full_name as name from users order by id`.catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UnexpectedRow);
    expect(failure).toMatchObject({ row: 2, path: "name", code: "query/unexpected-row" });
    const Slow = z.object({ id: z.number() }).refine(async ({ id }) => (await Promise.resolve(id)) > 0);
    expect(await db.sql(Slow)`select id from users where id = ${2}`).toEqual([{ id: 2 }]);
  });

  it("changes rows, and gives what the statement returns, or how many there were", async () => {
    await db
      .transaction(async (transaction) => {
        const changed =
          await transaction.sql`update users set full_name = ${"Ada"} where id = ${1} returning id, full_name`;
        expect(changed).toEqual([{ id: 1, full_name: "Ada" }]);
        expect(await transaction.sql`update users set full_name = ${"x"} where id > ${0}`).toEqual([]);
        expect(await transaction.sql.run`update users set full_name = ${"y"} where id in (${sql.join([1, 2])})`).toBe(
          2,
        );
        expect(await transaction.sql.run`delete from users where id = ${3} returning id`).toBe(1);
        expect(await transaction.users.count()).toBe(2);
        // Outside nothing of it is seen.
        if (fixture.dialect !== "sqlite" || !fixture.url.includes(":memory:")) {
          expect(await db.detached.sql`select count(*) as many from users`).toEqual([{ many: 3 }]);
        }
        throw new Error("undone");
      })
      .catch((error: Error) => expect(error.message).toBe("undone"));
    expect(await db.sql`select full_name from users where id = 1`).toEqual([{ full_name: "ada" }]);
    expect(await db.sql.run`create table scratch (id integer)`).toBe(0);
    expect(await db.sql.run`drop table scratch`).toBe(0);
  });

  it("is told of, and says what it would send", async () => {
    const events: QueryEvent[] = [];
    const stop = db.on("query", (event) => events.push(event));
    const query = db.sql`select email from users where id = ${1}`;
    expect(query.toSQL()).toEqual([
      fixture.pick({
        postgresql: "select email from users where id = $1",
        sqlite: "select email from users where id = ?",
      }),
    ]);
    expect(query.plan()).toMatchObject({ operation: "sql", statements: 1 });
    expect(events).toEqual([]);
    await query;
    await db.sql`select nothing from nowhere`.catch(() => {});
    stop();
    expect(events).toMatchObject([
      { operation: "sql", rows: 1 },
      { operation: "sql", rows: 0, error: expect.any(QueryRefused) },
    ]);
    expect(events[0]).not.toHaveProperty("model");
  });

  it("tells what the database refuses in words of the schema", async () => {
    const taken = db.sql
      .run`insert into users (email, hashed_password, full_name) values (${"ada@example.com"}, 'x', 'y')`;
    const failure = await taken.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UniqueViolation);
    expect(failure).toMatchObject({ model: "User", fields: ["email"] });
    for (const wrong of [db.sql`selec 1`, db.sql`select 1; select 2`, db.sql`-- nothing but a comment`]) {
      const outcome = await wrong.then(
        (rows) => rows,
        (error: unknown) => error,
      );
      // One server takes a comment for a statement that gives nothing.
      if (Array.isArray(outcome)) expect(outcome).toEqual([]);
      else expect(outcome).toBeInstanceOf(QueryRefused);
    }
    expect(await db.sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("refuses what cannot be, before anything is sent", async () => {
    const events: QueryEvent[] = [];
    const stop = db.on("query", (event) => events.push(event));
    const wrong = [
      db.sql`select ${undefined as never}`,
      db.sql`select ${{} as never}`,
      db.sql``,
      db.sql`  `,
      db.sql`begin`,
      db.sql` COMMIT `,
      db.sql`rollback to savepoint joinery_1`,
      db.sql.run`start transaction`,
    ];
    for (const each of wrong) await expect(each).rejects.toBeInstanceOf(InvalidArgument);
    stop();
    expect(events).toEqual([]);
    expect(() => db.sql("select 1" as never)).toThrow(InvalidArgument);
    expect(() => db.sql(["select 1"] as never)).toThrow(InvalidArgument);
    expect(() => db.sql({ parse: () => 1 } as never)).toThrow(InvalidArgument);
  });

  it("keeps to its own columns, whatever they are called", async () => {
    const [row] = await db.sql`select 1 as "__proto__", 2 as "constructor", 3 as "a b"`;
    expect(Object.entries(row!)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
      ["a b", 3],
    ]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it("ends with a signal, or after a time", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(db.sql.within({ signal: controller.signal })`select 1`).rejects.toThrow();
    expect(await db.sql.within({ timeout: 10_000 })`select 1 as one`).toEqual([{ one: 1 }]);
    await expect(db.sql.within({ timeout: -1 })`select 1`).rejects.toBeInstanceOf(InvalidArgument);
    await db.transaction(async (transaction) => {
      const counted = transaction.sql.within({ timeout: 10_000 })
        .run`update users set full_name = full_name where id = ${1}`;
      expect(await counted).toBe(1);
    });
  });

  it("takes fragments made elsewhere, and the values in them", async () => {
    const isAda = sql`email = ${"ada@example.com"}`;
    const conditions = sql.join([isAda, sql`id < ${10}`], sql` and `);
    expect(await db.sql`select id from users where ${conditions}`).toEqual([{ id: 1 }]);
  });
});
