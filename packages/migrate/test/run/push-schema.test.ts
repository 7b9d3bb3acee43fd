import { onEveryDialect } from "@joinery/conformance";
import type { Schema } from "@joinery/schema";
import { resolveDialect, type Dialect, type Driver } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { MigrationError, pushSchema, type PushContext } from "../../src/index.js";
import { enumeration, field, id, model, schema, view } from "../build-schema.js";
import { kitchenSink } from "../kitchen-sink.js";

const users = model("User", [id(), field("name", "Text")]);
const posts = model("Post", [id(), field("title", "Text")]);

onEveryDialect((fixture) => {
  let dialect: Dialect;
  let driver: Driver;
  beforeEach(async () => {
    const { url } = await fixture.createDatabase();
    dialect = resolveDialect(url);
    driver = await dialect.open({ url });
  });
  afterEach(() => driver.close());

  const push = async (target: Schema, more: Partial<PushContext> = {}) => {
    const steps = await pushSchema({ dialect, driver, schema: target, ...more });
    return steps.map(({ description }) => description);
  };
  const rows = async (sql: string) => {
    const connection = await driver.acquire();
    try {
      return await connection.queryRaw(sql);
    } finally {
      await connection.release();
    }
  };
  const refusal = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((reason: unknown) => reason);
    if (!(error instanceof MigrationError)) throw new Error(`expected a MigrationError, got ${String(error)}`);
    return error;
  };

  it("makes the database match, and then has nothing to do", async () => {
    expect(await push(kitchenSink())).not.toEqual([]);
    expect(await push(kitchenSink())).toEqual([]);
    expect(await push(kitchenSink(), { isDryRun: true })).toEqual([]);
    await push(schema([]));
    const connection = await driver.acquire();
    const left = await ddlOf(dialect).introspect(connection, {
      excludeTables: ["_joinery_migrations", "_joinery_objects"],
    });
    await connection.release();
    expect(left).toMatchObject({ tables: [], enums: [] });
  });

  it("drops what it made, and leaves alone what it did not", async () => {
    await rows("create table legacy (id integer primary key, name text)");
    await rows("insert into legacy values (1, 'old')");
    await push(schema([users, posts]));
    expect(await push(schema([users]), { isDryRun: true })).toEqual(["Drop table posts"]);
    expect(await push(schema([users]))).toEqual(["Drop table posts"]);
    expect(await push(schema([]))).toEqual(["Drop table users"]);
    expect(await rows("select name from legacy")).toEqual([{ name: "old" }]);
  });

  it("renames what the schema says was renamed, once, and keeps the rows", async () => {
    const { field: name, options } = field("fullName", "Text");
    const fullName = { field: { ...name, renamedFrom: ["full", "name"] }, options };
    const people = model("Person", [id(), fullName]);
    const renamed = schema([{ ...people, renamedFrom: ["user", "users"] }]);
    await push(schema([users]));
    await rows("insert into users (name) values ('a')");
    expect(await push(renamed)).toEqual(
      expect.arrayContaining(["Rename table users to persons", "Rename column name to full_name of persons"]),
    );
    expect(await rows("select full_name from persons")).toEqual([{ full_name: "a" }]);
    expect(await push(renamed)).toEqual([]);
    // A name that is in use again is another thing.
    const steps = await push(schema([...renamed.models, users]));
    expect(steps).toEqual(["Create table users"]);
    expect(await push(schema([...renamed.models, users]))).toEqual([]);
  });

  it("refuses what would lose rows, with their number, and changes nothing then", async () => {
    await push(schema([users, posts]));
    await rows("insert into users (name) values ('a'), ('b')");
    await rows("insert into posts (title) values ('a')");
    const error = await refusal(push(schema([model("User", [id(), field("other", "Text", { nullable: true })])])));
    expect(error.code).toBe("migrate/hazards");
    expect(error.message).toMatch(/table posts .*\(1 row\)/);
    expect(error.message).toMatch(/column name of users .*\(2 rows\)/);
    expect(error.details["hazards"]).toHaveLength(2);
    expect(
      await rows("select name, title from users left join posts on posts.id = users.id order by users.id"),
    ).toEqual([
      { name: "a", title: "a" },
      { name: "b", title: null },
    ]);
    await push(schema([model("User", [id(), field("other", "Text", { nullable: true })])]), { accept: ["drops-data"] });
    expect(await rows("select id, other from users order by id")).toEqual([
      { id: 1, other: null },
      { id: 2, other: null },
    ]);
  });

  it("says what stands in the way of a value that is required", async () => {
    await push(schema([users]));
    await rows("insert into users (name) values ('a'), ('b')");
    const wanted = schema([model("User", [id(), field("name", "Text"), field("age", "Int")])]);
    const error = await refusal(push(wanted, { accept: ["drops-data", "narrows-type"] }));
    expect(error.message).toMatch(/every row needs a value in users.age.*\(2 rows\)\. Give it a default/);
    expect(await rows("select count(*) as n from users")).toHaveLength(1);
    await rows("delete from users");
    expect(await push(wanted)).toHaveLength(1);
  });

  it("changes a table that somebody else made only when told", async () => {
    await rows(
      "create table users (id integer not null constraint users_pkey primary key, name text not null, extra text)",
    );
    const error = await refusal(push(schema([users])));
    expect(error.message).toMatch(/users was not made by Joinery[\s\S]*accept: adopts-table/);
    const same = model("User", [field("id", "Int"), field("name", "Text"), field("extra", "Text", { nullable: true })]);
    expect(await push(schema([same]))).toEqual([]);
    expect(await push(schema([users]))).not.toEqual([]);
  });

  it("never loses a trigger of the user's without asking", async () => {
    await push(schema([users]));
    const shorter = schema([model("User", [id(), field("name", "String", { length: 5 })])]);
    const count = await fixture.pick({
      postgresql: async () => {
        await rows("create function f() returns trigger language plpgsql as $$ begin return new; end $$");
        await rows("create trigger mine before insert on users for each row execute function f()");
        await push(shorter);
        return rows("select tgname as name from pg_trigger where tgname = 'mine'");
      },
      sqlite: async () => {
        await rows("create trigger mine after insert on users begin select 1; end");
        const error = await refusal(push(shorter));
        expect(error.details["hazards"]).toEqual([
          expect.objectContaining({ code: "migrate/drops-unknown", effect: "loss", rows: 1 }),
        ]);
        return rows("select name from sqlite_schema where type = 'trigger'");
      },
    })();
    expect(count).toEqual([{ name: "mine" }]);
  });

  describe("a view", () => {
    const named = view("Name", [field("name", "Text")], "select name from users");
    const upper = view("Above", [field("name", "Text")], "select upper(name) as name from names", {
      isMaterialized: true,
    });
    const withNote = model("User", [id(), field("name", "Text"), field("note", "Text", { nullable: true })]);
    const kept = fixture.dialect === "postgresql" ? "materialized view" : "view";

    it("makes way for what it reads, and those of the user's stay", async () => {
      await rows("create view mine as select 1 as one");
      await push(schema([users, upper, named]));
      await rows("insert into users (name) values ('ada')");
      expect(await push(schema([users, upper, named]))).toEqual([]);
      const steps = await push(schema([withNote, upper, named]));
      expect(steps.map((step) => step.replace(/, whose.*/, ""))).toEqual([
        `Drop ${kept} aboves`,
        "Drop view names",
        "Add column note to users",
        "Create view names",
        `Create ${kept} aboves`,
      ]);
      expect(await rows("select name from aboves")).toEqual([{ name: "ADA" }]);
      expect(await push(schema([withNote]))).toEqual([`Drop ${kept} aboves`, "Drop view names"]);
      expect(await rows("select one from mine")).toEqual([{ one: 1 }]);
    });

    it("is not made anew for what does not concern it", async () => {
      await push(schema([users, named]));
      const indexed = model("User", [id(), field("name", "Text", { index: "asc" })]);
      expect(await push(schema([indexed, named]))).toEqual(["Create index users_name_idx on users"]);
    });

    it("of somebody else's is replaced only when told", async () => {
      await rows("create view names as select 'somebody' as name");
      const error = await refusal(push(schema([users, named])));
      expect(error).toMatchObject({ code: "migrate/hazards" });
      expect(error.message).toContain("names was not made by Joinery and is changed all the same");
      expect(await rows("select name from names")).toEqual([{ name: "somebody" }]);
      await push(schema([users, named]), { accept: ["adopts-table"] });
      expect(await rows("select name from names")).toEqual([]);
    });

    it("that does not give what is declared is refused with its statement, and nothing has changed", async () => {
      const wrong = view("Wrong", [field("name", "Text"), field("age", "Int")], "select name from users");
      const error = await refusal(push(schema([users, wrong])));
      expect(error.message).toMatch(/wrongs/);
      expect(error.message).toMatch(/age/);
      expect(await push(schema([users]))).toEqual(["Create table users"]);
    });
  });

  it("drops a unique key that stands in a table of somebody else's", async () => {
    await rows("create table users (id integer not null constraint users_pkey primary key, name text not null unique)");
    const taken = model("User", [field("id", "Int"), field("name", "Text")]);
    await push(schema([taken]), { accept: ["adopts-table"] });
    await rows("insert into users (id, name) values (1, 'a'), (2, 'a')");
    expect(await push(schema([taken]))).toEqual([]);
  });

  it("renames rather than drop and add when told so", async () => {
    await push(schema([users], { enums: [enumeration("Role", ["a"])] }));
    await rows("insert into users (name) values ('Ada')");
    const people = model("User", [id(), field("fullName", "Text")], { table: "people" });
    await push(schema([people]), {
      renames: {
        tables: [{ from: { name: "users" }, to: { name: "people" } }],
        columns: [{ table: { name: "people" }, from: "name", to: "full_name" }],
      },
    });
    expect(await rows("select full_name from people")).toEqual([{ full_name: "Ada" }]);
    expect(await push(schema([people]))).toEqual([]);
  });

  it("refuses a schema that the database cannot hold, and names the field", async () => {
    const numbered = schema([
      model("User", [field("id", "Int"), field("number", "Int", { default: { kind: "autoincrement" } })]),
    ]);
    await fixture.pick({
      postgresql: async () => {
        expect(await push(numbered)).toHaveLength(1);
      },
      sqlite: async () => {
        const error = await refusal(push(numbered));
        expect([error.code, error.message]).toEqual([
          "migrate/unsupported",
          expect.stringMatching(/"number" of table "users"/),
        ]);
      },
    })();
  });

  it("is safe when two do it at once", async () => {
    const done = await Promise.all([push(kitchenSink()), push(kitchenSink())]);
    expect(done.filter(({ length }) => length === 0)).toHaveLength(1);
  });
});
