import { onEveryDialect } from "@joinery/conformance";
import type { Schema } from "@joinery/schema";
import { diffCatalogs, emptyCatalog, planChanges, renderMigration, type Renames } from "../src/index.js";
import { enumeration, field, id, model, reference, schema } from "./build-schema.js";
import { openDatabase, type MigratedDatabase } from "./migrated-database.js";

onEveryDialect((fixture) => {
  let database: MigratedDatabase;
  beforeEach(async () => {
    database = await openDatabase((await fixture.createDatabase()).url);
  });
  afterEach(() => database.close());

  /** Creates, fills, migrates; the result is as created. Returns the way back. */
  const change = async (before: Schema, fill: readonly string[], after: Schema, renames?: Renames) => {
    await database.create(before);
    for (const sql of fill) await database.connection.execute(sql);
    const goBack = await database.migrate(await database.lower(before), await database.lower(after), renames);
    await expectState(after);
    return async () => {
      await goBack();
      await expectState(before);
    };
  };
  const expectState = async (wanted: Schema) => {
    const [found, lowered] = [await database.catalog(), await database.lower(wanted)];
    // A view of the user's is no affair of the schema's.
    const isOwn = ({ name }: { readonly name: string }) => lowered.views?.some((view) => view.name === name);
    expect(diffCatalogs({ ...found, views: found.views?.filter(isOwn) ?? [] }, lowered)).toEqual([]);
  };
  const rows = (sql: string) => database.rows(sql);

  const users = model("User", [id(), field("name", "String", { length: 20, unique: true })]);
  const posts = model("Post", [id(), field("userId", "Int", { index: "asc" }), field("isOpen", "Boolean")], {
    references: [reference("user", "User", { onDelete: "Cascade" })],
  });

  it("keeps rows under renamed tables and columns, and what refers to them", async () => {
    const people = model("Person", [id(), field("fullName", "String", { length: 20, unique: true })], {
      table: "people",
    });
    const notes = model(
      "Post",
      [
        id(),
        field("userId", "Int", { column: "person_id", index: "asc" }),
        field("isOpen", "Boolean", { column: "open" }),
      ],
      {
        references: [reference("user", "Person", { onDelete: "Cascade" })],
      },
    );
    const goBack = await change(
      schema([users, posts]),
      [
        "insert into users (name) values ('Ada')",
        `insert into posts (user_id, is_open) values (1, ${fixture.pick({ postgresql: "true", sqlite: "1" })})`,
      ],
      schema([people, notes]),
      {
        tables: [{ from: { name: "users" }, to: { name: "people" } }],
        columns: [
          { table: { name: "people" }, from: "name", to: "full_name" },
          { table: { name: "posts" }, from: "user_id", to: "person_id" },
          { table: { name: "posts" }, from: "is_open", to: "open" },
        ],
      },
    );
    expect(await rows("select p.full_name, n.id from people p join posts n on n.person_id = p.id")).toEqual([
      { full_name: "Ada", id: 1 },
    ]);
    await expect(
      database.connection.execute("insert into posts (person_id, open) select 99, open from posts"),
    ).rejects.toThrow();
    await goBack();
    expect(await rows("select name from users join posts on user_id = users.id")).toEqual([{ name: "Ada" }]);
  });

  it("refuses renames of what is not there, and into what is", async () => {
    const catalog = await database.create(schema([users, posts]));
    const attempt = (renames: Renames) => () => diffCatalogs(catalog, catalog, renames);
    expect(attempt({ tables: [{ from: { name: "user" }, to: { name: "x" } }] })).toThrow(/no.*users/s);
    expect(attempt({ tables: [{ from: { name: "users" }, to: { name: "posts" } }] })).toThrow(/there already/);
    expect(attempt({ columns: [{ table: { name: "users" }, from: "nam", to: "x" }] })).toThrow(/There are: id, name/);
    expect(attempt({ columns: [{ table: { name: "users" }, from: "name", to: "id" }] })).toThrow(/there already/);
    expect(attempt({ enums: [{ from: { name: "r" }, to: { name: "x" } }] })).toThrow(
      expect.objectContaining({ code: "migrate/invalid-rename" }) as Error,
    );
  });

  it("changes the type of a key with all that refers to it, and keeps the rows", async () => {
    const wide = (type: "BigInt" | "Text") => [
      model("User", [field("id", type), field("name", "String", { length: 20, unique: true })]),
      model("Post", [id(), field("userId", type, { index: "asc" }), field("isOpen", "Boolean")], {
        references: [reference("user", "User", { onDelete: "Cascade" })],
      }),
    ];
    const truth = fixture.pick({ postgresql: "true", sqlite: "1" });
    const goBack = await change(
      schema([users, posts]),
      ["insert into users (name) values ('Ada'), ('Bob')", `insert into posts (user_id, is_open) values (2, ${truth})`],
      schema(wide("Text")),
    );
    expect(await rows("select user_id from posts")).toEqual([{ user_id: "2" }]);
    await database.connection.execute("insert into users (id, name) values ('c', 'Cid')");
    await database.connection.execute("delete from users where id = 'c'");
    await goBack();
    expect(await rows("select user_id from posts")).toEqual([{ user_id: 2 }]);
    await database.connection.execute("insert into users (name) values ('Cid')");
    expect(await rows("select max(id) as id from users")).toEqual([{ id: 3 }]);
  });

  it("replaces a primary key that others refer to by another key", async () => {
    const keyed = model("User", [field("id", "Int", { unique: true }), field("name", "String", { length: 20 })], {
      key: ["name"],
    });
    const truth = fixture.pick({ postgresql: "false", sqlite: "0" });
    const goBack = await change(
      schema([model("User", [field("id", "Int"), field("name", "String", { length: 20, unique: true })]), posts]),
      ["insert into users (id, name) values (7, 'Ada')", `insert into posts (user_id, is_open) values (7, ${truth})`],
      schema([keyed, posts]),
    );
    await goBack();
    expect(await rows("select user_id from posts")).toEqual([{ user_id: 7 }]);
  });

  it("leaves references in and out, cascades and numbers as they were where a table is made anew", async () => {
    const node = (more: readonly ReturnType<typeof field>[] = []) =>
      model("Node", [id(), field("parentId", "Int", { nullable: true, index: "desc" }), ...more], {
        references: [reference("parent", "Node", { nullable: true, onDelete: "Cascade" })],
      });
    const leaf = model("Leaf", [id(), field("nodeId", "Int")], {
      references: [reference("node", "Node", { onDelete: "Cascade" })],
    });
    const extra = field("when", "DateTime", { default: { kind: "now" } });
    await change(
      schema([node(), leaf]),
      [
        "insert into nodes (parent_id) values (null), (1), (2), (2)",
        "delete from nodes where id = 4",
        "insert into leafs (node_id) values (3), (1)",
      ],
      schema([node([extra]), leaf]),
    );
    expect(await rows(`select id, parent_id from nodes where "when" is not null order by id`)).toEqual([
      { id: 1, parent_id: null },
      { id: 2, parent_id: 1 },
      { id: 3, parent_id: 2 },
    ]);
    await database.connection.execute("insert into nodes (parent_id) values (3)");
    expect(await rows("select max(id) as id from nodes")).toEqual([{ id: 5 }]);
    await database.connection.execute("delete from nodes where id = 2");
    expect(await rows("select (select count(*) from nodes) as nodes, (select count(*) from leafs) as leaves")).toEqual([
      fixture.pick<object>({ postgresql: { nodes: "1", leaves: "1" }, sqlite: { nodes: 1, leaves: 1 } }),
    ]);
  });

  it("leaves views of the user's in place, and numbers going on, where a key gets wider", async () => {
    const of = (type: "Int" | "BigInt", note: readonly ReturnType<typeof field>[] = []) =>
      schema([
        model("User", [field("id", type, { default: { kind: "autoincrement" } }), field("name", "Text"), ...note]),
      ]);
    const goBack = await change(
      of("Int"),
      [
        "insert into users (name) values ('a'), ('b')",
        "delete from users where name = 'b'",
        "create view seen as select name from users",
      ],
      of("BigInt", [field("note", "Text", { default: { kind: "sql", sql: "lower('X')" } })]),
    );
    await database.connection.execute("insert into users (name) values ('c')");
    expect(await rows("select max(id) as id from users")).toEqual([
      { id: fixture.pick<unknown>({ postgresql: "3", sqlite: 3 }) },
    ]);
    await goBack();
    expect(await rows("select * from seen order by 1")).toEqual([{ name: "a" }, { name: "c" }]);
    expect(await rows("select max(id) as id from users")).toEqual([{ id: 3 }]);
  });

  it("adds, removes and reorders the values of an enum under the rows that hold them", async () => {
    const withRoles = (values: readonly string[], first: string) =>
      schema(
        [
          model("User", [
            id(),
            field("role", { enum: "Role" }, { default: { kind: "member", name: first } }),
            field("roles", { enum: "Role" }, { list: true, default: { kind: "member", name: [first] } }),
          ]),
        ],
        { enums: [enumeration("Role", values)] },
      );
    const noRoles = fixture.pick({ postgresql: "'{}'", sqlite: "'[]'" });
    const goBack = await change(
      withRoles(["a", "b"], "A"),
      [`insert into users (role, roles) values ('b', ${noRoles})`],
      withRoles(["new", "b", "c d"], "C_D"),
    );
    await database.connection.execute("insert into users (role) values ('new')");
    await database.connection.execute("insert into users default values");
    expect(await rows("select role from users order by id")).toEqual([{ role: "b" }, { role: "new" }, { role: "c d" }]);
    await expect(database.connection.execute("insert into users (role) values ('a')")).rejects.toThrow();
    await expect(goBack()).rejects.toThrow();
    await database.connection.execute("delete from users where role <> 'b'");
    await database.connection.execute(`update users set roles = ${noRoles}`);
    await database.migrate(await database.catalog(), await database.lower(withRoles(["a", "b"], "A")));
    expect(await rows("select role from users")).toEqual([{ role: "b" }]);
  });

  it("fails rather than change a value that does not fit, and leaves all as it was", async () => {
    const of = (type: "Text" | "Int" | "Uuid") => schema([model("User", [id(), field("value", type)])]);
    await database.create(of("Text"));
    await database.connection.execute("insert into users (value) values ('12'), ('x')");
    const [from, to] = [await database.lower(of("Text")), await database.lower(of("Int"))];
    const [step] = planChanges(diffCatalogs(from, to), database.dialect).filter(({ hazards }) => hazards.length > 0);
    expect(step?.hazards[0]).toMatchObject({ code: "migrate/narrows-type", effect: "loss" });
    const count = await database.rows(step?.hazards[0]?.countSql ?? "").catch(String);
    expect(count).toEqual(
      fixture.pick<unknown>({ postgresql: expect.stringMatching(/not valid for its type/), sqlite: [{ rows: 1 }] }),
    );
    await database.connection.execute("delete from users where value = 'x'");
    await database.migrate(from, to);
    expect(await rows("select value from users")).toEqual([{ value: 12 }]);
  });

  it("counts what each hazard puts at stake", async () => {
    const before = schema([
      model("User", [id(), field("name", "Text", { nullable: true }), field("score", "Float"), field("note", "Text")]),
    ]);
    const after = schema([
      model("User", [
        id(),
        field("name", "Text", { unique: true }),
        field("score", "Int"),
        field("short", "Text"),
        field("bossId", "Int", { nullable: true, column: "id2" }),
      ]),
    ]);
    await database.create(before);
    await database.connection.execute(
      "insert into users (name, score, note) values ('a', 1.5, 'x'), ('a', 2, 'y'), ('a', 3, 'z'), (null, 0.5, '')",
    );
    const steps = planChanges(
      diffCatalogs(await database.lower(before), await database.lower(after)),
      database.dialect,
    );
    const counted: Record<string, unknown> = {};
    for (const { code, countSql } of steps.flatMap(({ hazards }) => hazards)) {
      if (countSql === undefined || code === "migrate/drops-unknown") continue;
      const [row] = await database.rows(countSql);
      counted[`${code} ${/"(score|note|name)"/.exec(countSql)?.[1] ?? "all"}`] = Number(row?.["rows"]);
    }
    expect(counted).toEqual({
      "migrate/drops-data note": 4,
      "migrate/narrows-type score": 2,
      "migrate/requires-value name": 1,
      "migrate/requires-value all": 4,
      "migrate/requires-unique name": 2,
    });
  });

  it("knows a renamed table by its first name where it counts losses, and by its last where it counts failures", async () => {
    const before = schema([model("User", [id(), field("name", "Text"), field("note", "Text")]), posts]);
    const people = model("User", [id(), field("title", "Text", { unique: true })], { table: "people" });
    const lowered = [await database.lower(before), await database.lower(schema([people, posts]))] as const;
    await database.create(before);
    await database.connection.execute("insert into users (name, note) values ('a', 'b'), ('a', 'c')");
    const steps = planChanges(
      diffCatalogs(lowered[0], lowered[1], {
        tables: [{ from: { name: "users" }, to: { name: "people" } }],
        columns: [{ table: { name: "people" }, from: "name", to: "title" }],
      }),
      database.dialect,
    );
    const hazards = steps.flatMap((step) => step.hazards).filter(({ code }) => code !== "migrate/drops-unknown");
    const [loss] = hazards.filter(({ effect }) => effect === "loss");
    const [failing] = hazards.filter(({ effect }) => effect === "failure");
    expect(await rows(loss?.countSql ?? "")).toEqual([{ rows: fixture.pick<unknown>({ postgresql: "2", sqlite: 2 }) }]);
    expect(failing).toMatchObject({
      code: "migrate/requires-unique",
      countSql: expect.stringMatching(/"people".*"title"/) as string,
    });
  });

  it("counts the rows whose parent is missing", async () => {
    const loose = model("Post", [id(), field("userId", "Int", { index: "asc" }), field("isOpen", "Boolean")]);
    await database.create(schema([users, loose]));
    const truth = fixture.pick({ postgresql: "true", sqlite: "1" });
    await database.connection.execute(`insert into posts (user_id, is_open) values (1, ${truth}), (2, ${truth})`);
    await database.connection.execute("insert into users (name) values ('Ada')");
    const [from, to] = [await database.lower(schema([users, loose])), await database.lower(schema([users, posts]))];
    const [hazard] = planChanges(diffCatalogs(from, to), database.dialect).flatMap(({ hazards }) => hazards);
    expect(hazard?.code).toBe("migrate/requires-parent");
    expect(Number((await rows(hazard?.countSql ?? ""))[0]?.["rows"])).toBe(1);
    await expect(database.migrate(from, to)).rejects.toThrow(/foreign key|refer/);
    expect(diffCatalogs(await database.catalog(), from)).toEqual([]);
  });

  it("writes the same text each time, with a comment for each step", async () => {
    const lowered = await database.lower(schema([users, posts]));
    const render = () =>
      renderMigration(planChanges(diffCatalogs(emptyCatalog(database.dialect), lowered), database.dialect));
    expect(render()).toEqual(render());
    expect(render().up).toMatch(/^-- 1\. Create table posts\.$/m);
    expect(render().down).toMatch(
      /^-- LOSSY migrate\/drops-data: what table users holds is gone for good\.\n-- at stake: select/m,
    );
  });
});
