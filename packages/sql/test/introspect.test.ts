import { onEveryDialect } from "@joinery/conformance";
import { resolveDialect, type Catalog, type Connection, type Dialect, type Driver } from "../src/index.js";
import { ddlOf } from "../src/ddl.js";

/** Tables that others wrote, as others do. */
const scripts = {
  postgresql: `
    create schema other;
    create type other.mood as enum ('sad', 'happy');
    create domain positive as integer check (value > 0);
    create table plain (a serial primary key, b positive, c other.mood[] default '{sad}', d char(3), e money, f point, g int[][]);
    create table other.child (x int, y text collate "C", z int generated always as (x * 2) stored, "Odd ""name" text,
      constraint "to plain" foreign key (x) references plain on update cascade on delete set null (x) deferrable,
      unique (y), check (x > 0 or y is null), exclude using gist (int4range(x, x + 1) with &&));
    create index on plain (a desc nulls last);
    create index by_d on plain (d desc, b);
    create unique index on plain (b) where b > 1;
    create index on plain using gin (c);
    create index on plain (lower(d));
    create table parts (k int) partition by range (k);
    create table parts_1 partition of parts for values from (1) to (2);
    create view seen as select a, d from plain;
    create materialized view kept as select a + 1 as "one more" from seen;
    create unique index one on kept ("one more");
    comment on materialized view kept is 'Kept.';
    create table no_columns ();`,
  sqlite: `
    create table plain (a integer primary key, b, c text default current_timestamp, d varchar(3) default ('x' || 'y'), "e f" blob default x'00', g real default -1.5);
    create table child (x int references plain, y text unique collate nocase, z int generated always as (x * 2), primary key (y, x),
      constraint "to plain" foreign key (x) references plain (a) on update cascade on delete set null deferrable initially deferred,
      unique (x), check (x > 0 or y is null)) without rowid;
    create index by_d on plain (d desc, b);
    create unique index some on plain (b) where b > 1;
    create index lowered on plain (lower(d));
    create index cased on plain (d collate nocase);
    create virtual table words using fts5(word);
    create trigger t after insert on plain begin delete from child; end;
    create view [as] as select a as "the a", d || 1 from plain;
    create view broken as select * from nowhere;
    create table "strict one" (n any) strict;
    create table copy as select 1 as "one", 'x' as "two";`,
} as const;

onEveryDialect((fixture) => {
  let dialect: Dialect;
  let driver: Driver;
  let connection: Connection;
  beforeAll(async () => {
    dialect = resolveDialect(fixture.url);
    driver = await dialect.open({ url: fixture.url });
    connection = await driver.acquire();
  });
  afterAll(async () => {
    await connection.release();
    await driver.close();
  });

  it("has nothing to say of an empty database", async () => {
    expect(await ddlOf(dialect).introspect(connection)).toEqual({ dialect: fixture.dialect, enums: [], tables: [] });
  });

  it("reads what others wrote as far as a catalog has words for it", async () => {
    await connection.execute(scripts[fixture.dialect]);
    const catalog = await ddlOf(dialect).introspect(connection, { excludeTables: ["copy", "no_columns"] });
    expect(catalog).toEqual(fixture.pick<Catalog>({ postgresql: postgresCatalog, sqlite: sqliteCatalog }));
  });
});

const bare = { uniques: [], foreignKeys: [], checks: [], indexes: [] };

const postgresCatalog: Catalog = {
  dialect: "postgresql",
  enums: [{ schema: "other", name: "mood", values: ["sad", "happy"] }],
  tables: [
    { ...bare, name: "parts", columns: [{ name: "k", type: "integer", isNullable: true }] },
    {
      ...bare,
      name: "plain",
      columns: [
        { name: "a", type: "integer", isNullable: false, default: "nextval('plain_a_seq'::regclass)" },
        { name: "b", type: "positive", isNullable: true },
        { name: "c", type: '"other"."mood"[]', isNullable: true, default: "'{sad}'" },
        { name: "d", type: "character(3)", isNullable: true },
        { name: "e", type: "money", isNullable: true },
        { name: "f", type: "point", isNullable: true },
        { name: "g", type: "integer[]", isNullable: true },
      ],
      primaryKey: { name: "plain_pkey", columns: ["a"] },
      indexes: [
        {
          name: "by_d",
          columns: [
            { name: "d", sort: "desc" },
            { name: "b", sort: "asc" },
          ],
        },
        { name: "plain_b_idx", columns: [{ name: "b", sort: "asc" }], isUnique: true, where: "((b)::integer > 1)" },
        { name: "plain_c_idx", columns: [{ name: "c", sort: "asc" }], method: "gin" },
        { name: "plain_lower_idx", columns: [{ expression: "lower((d)::text)", sort: "asc" }] },
      ],
    },
    {
      ...bare,
      schema: "other",
      name: "child",
      columns: [
        { name: "x", type: "integer", isNullable: true },
        { name: "y", type: "text", isNullable: true },
        { name: "z", type: "integer", isNullable: true, generated: { expression: "(x * 2)", isStored: true } },
        { name: 'Odd "name', type: "text", isNullable: true },
      ],
      uniques: [{ name: "child_y_key", columns: ["y"] }],
      foreignKeys: [
        {
          name: "to plain",
          columns: ["x"],
          references: { name: "plain", columns: ["a"] },
          onDelete: "SetNull",
          onUpdate: "Cascade",
          isDeferrable: true,
        },
      ],
      checks: [{ name: "child_check", expression: "((x > 0) OR (y IS NULL))" }],
    },
  ],
  views: [
    {
      name: "kept",
      definition: 'SELECT (a + 1) AS "one more"\n   FROM seen',
      columns: [{ name: "one more", type: "integer" }],
      isMaterialized: true,
      indexes: [{ name: "one", columns: [{ name: "one more", sort: "asc" }], isUnique: true }],
      comment: "Kept.",
    },
    {
      name: "seen",
      definition: "SELECT a,\n    d\n   FROM plain",
      columns: [
        { name: "a", type: "integer" },
        { name: "d", type: "character(3)" },
      ],
    },
  ],
};

const sqliteCatalog: Catalog = {
  dialect: "sqlite",
  enums: [],
  tables: [
    {
      ...bare,
      name: "child",
      columns: [
        { name: "x", type: "int", isNullable: false },
        { name: "y", type: "text", isNullable: false },
        { name: "z", type: "int", isNullable: true, generated: { expression: "x * 2", isStored: false } },
      ],
      primaryKey: { name: "child_pkey", columns: ["y", "x"] },
      uniques: [{ name: "child_x_key", columns: ["x"], isInline: true }],
      foreignKeys: [
        {
          name: "child_x_fkey",
          columns: ["x"],
          references: { name: "plain", columns: ["a"] },
          onDelete: "NoAction",
          onUpdate: "NoAction",
        },
        {
          name: "to plain",
          columns: ["x"],
          references: { name: "plain", columns: ["a"] },
          onDelete: "SetNull",
          onUpdate: "Cascade",
          isDeferrable: true,
        },
      ],
      checks: [{ name: "child_check1", expression: "x > 0 or y is null" }],
    },
    {
      ...bare,
      name: "plain",
      columns: [
        { name: "a", type: "integer", isNullable: false },
        { name: "b", type: "", isNullable: true },
        { name: "c", type: "text", isNullable: true, default: "(current_timestamp)" },
        { name: "d", type: "varchar(3)", isNullable: true, default: "('x' || 'y')" },
        { name: "e f", type: "blob", isNullable: true, default: "x'00'" },
        { name: "g", type: "real", isNullable: true, default: "-1.5" },
      ],
      primaryKey: { name: "plain_pkey", columns: ["a"] },
      indexes: [
        {
          name: "by_d",
          columns: [
            { name: "d", sort: "desc" },
            { name: "b", sort: "asc" },
          ],
        },
        { name: "lowered", columns: [{ expression: "lower(d)", sort: "asc" }] },
        { name: "some", columns: [{ name: "b", sort: "asc" }], isUnique: true, where: "b > 1" },
      ],
    },
    { ...bare, name: "strict one", columns: [{ name: "n", type: "any", isNullable: true }] },
  ],
  views: [
    {
      name: "as",
      definition: 'select a as "the a", d || 1 from plain',
      columns: [
        { name: "the a", type: "integer" },
        { name: "d || 1", type: "" },
      ],
    },
    // What cannot be read any more.
    { name: "broken", definition: "select * from nowhere", columns: [] },
  ],
};
