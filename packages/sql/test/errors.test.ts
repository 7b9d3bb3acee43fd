import { inspect } from "node:util";
import { onEveryDialect } from "@joinery/conformance";
import { DatabaseError, type Connection } from "../src/index.js";
import { openDatabase, type OpenDatabase } from "./open-database.js";

onEveryDialect((fixture) => {
  let database: OpenDatabase;

  /** What a statement fails with, on a connection of its own. */
  async function failure(sql: string, connection?: Connection): Promise<DatabaseError> {
    const run = (target: Connection) =>
      target.execute(sql).then(
        () => undefined,
        (error: unknown) => error,
      );
    const error = await (connection === undefined ? database.withConnection(run) : run(connection));
    expect(error).toBeInstanceOf(DatabaseError);
    return error as DatabaseError;
  }

  beforeAll(async () => {
    database = await openDatabase(fixture);
    await database.execute(`
      create table users (id integer primary key, tenant integer not null, email varchar(50) not null,
        constraint users_email_key unique (tenant, email), constraint users_tenant_check check (tenant > 0));
      create table posts (id integer primary key, "author id" integer,
        constraint posts_author_fkey foreign key ("author id") references users);
      insert into users values (1, 1, 'ada@example.com');
      insert into posts values (1, 1)`);
  });
  afterAll(() => database.driver.close());

  it("says which columns are not unique", async () => {
    const error = await failure("insert into users values (2, 1, 'ada@example.com')");
    expect(error.kind).toBe("unique-violation");
    expect(error.details).toMatchObject({ table: "users", columns: ["tenant", "email"] });
    expect(error.message).toMatch(/^A row with the same values exists already: users \(tenant, email\)/);
    expect((await failure("insert into users values (1, 1, 'x')")).details).toMatchObject({
      table: "users",
      columns: ["id"],
    });
  });

  it("says that a row refers to nothing, or is referred to", async () => {
    const details = fixture.pick<object>({
      postgresql: { schema: "public", table: "posts", constraint: "posts_author_fkey" },
      sqlite: {},
    });
    const error = await failure("insert into posts values (2, 404)");
    expect(error.kind).toBe("foreign-key-violation");
    expect(error.details).toEqual(details);
    expect((await failure("delete from users where id = 1")).kind).toBe("foreign-key-violation");
  });

  it("says which column lacks its value", async () => {
    const error = await failure("insert into users values (2, 1, null)");
    expect(error.kind).toBe("not-null-violation");
    const schema = fixture.pick<object>({ postgresql: { schema: "public" }, sqlite: {} });
    expect(error.details).toEqual({ ...schema, table: "users", columns: ["email"] });
    expect(error.message).toBe("A value is missing: users (email)");
  });

  it("says which check failed", async () => {
    const error = await failure("insert into users values (2, -1, 'x')");
    expect(error.kind).toBe("check-violation");
    expect(error.details).toMatchObject({ constraint: "users_tenant_check" });
    expect(error.message).toMatch(/^A check failed: (users, )?constraint users_tenant_check$/);
  });

  it("says where a statement is wrong", async () => {
    expect((await failure("select * from nowhere")).message).toMatch(/nowhere/);
    expect((await failure("select * from nowhere")).kind).toBe("refused");
    expect((await failure("selec 1")).details).toEqual(
      fixture.pick<object>({ postgresql: { position: 0 }, sqlite: {} }),
    );
  });

  it("says that a transaction is read-only", async () => {
    await database.withConnection(async (connection) => {
      await connection.begin({ isReadOnly: true });
      expect((await failure("insert into users values (3, 1, 'x')", connection)).kind).toBe("read-only");
      await connection.rollback();
      await connection.execute("insert into users values (3, 1, 'x'); delete from users where id = 3");
    });
  });

  it("shows no value in any message", async () => {
    const secret = "top-secret";
    const statements = [
      `insert into users values (9, 1, '${secret}'); insert into users values (8, 1, '${secret}')`,
      `insert into users values (9, -1, '${secret}')`,
      `insert into users values (9, null, '${secret}')`,
      ...fixture.pick<string[]>({
        postgresql: [
          `insert into users values (9, 1, '${secret}${"x".repeat(50)}')`,
          `select '${secret}'::integer`,
          `select '${secret}'::timestamptz`,
          `select '{"${secret}'::jsonb`,
        ],
        sqlite: [`insert into users values ('${secret}', 1, 'x')`, `select json_extract('${secret}', '$')`],
      }),
    ];
    for (const sql of statements) {
      const error = await failure(sql);
      const { message, details } = error;
      expect(JSON.stringify([message, details])).not.toContain("secret");
      expect(inspect(error, { depth: 9, getters: false })).not.toContain("secret");
    }
  });

  it("keeps the driver's own error, and does not print it", async () => {
    const { original } = await failure("select * from nowhere");
    expect(original).toMatchObject({ code: fixture.pick({ postgresql: "42P01", sqlite: "SQLITE_ERROR" }) });
  });
});
