import { onEveryDialect } from "@joinery/conformance";
import { schema as shop } from "@joinery/generated/shop/schema.js";
import { compile } from "@joinery/language";
import { findRefusedSql } from "@joinery/migrate";
import type { Schema } from "@joinery/schema";
import { resolveDialect } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
enum Mood {
  SAD
}

model Person {
  id      Int @id
  age     Int @default(sql("agee + 1"))
  mood    Mood
  names   String[]
  first   String
  initial String @generated("substr(frist, 1, 1)")
  shout   String @generated("upper(first)")
  size    Int @default(sql("40 + 2")) @unique

  @@check("adult", "age >= 18")
  @@check("typo", "aeg >= 18")
  @@check("syntax", "age >== 18")
  @@check("no_function", "fits(age)")
  @@index([age], where: "age > 0 and olf", name: "by_age")
  @@index(expr: "lower(frist)", name: "by_first")
  @@index(expr: "lower(first)", where: "age > 1", unique: true, name: "fine")
}

model Fine {
  id     Int @id
  person Person @relation(onDelete: Cascade)

  @@check("fine", "id > 0")
}`);

const refused = {
  postgresql: [
    "age default at 0: cannot use column reference in DEFAULT expression",
    'initial generated at 7: column "frist" does not exist',
    'typo check at 0: column "aeg" does not exist',
    "syntax check at 4: operator does not exist: integer >== integer",
    "no_function check at 0: function fits(integer) does not exist",
    'by_age where at 12: column "olf" does not exist',
    'by_first expression at 6: column "frist" does not exist',
  ],
  sqlite: [
    "age default: default value of column [age] is not constant",
    "initial generated: no such column: frist",
    "typo check: no such column: aeg",
    'syntax check: near "=": syntax error',
    "no_function check: no such function: fits",
    "by_age where: no such column: olf",
    "by_first expression: no such column: frist",
  ],
};

onEveryDialect((fixture) => {
  const find = async (url: string, of: Schema = schema): Promise<readonly string[]> => {
    const dialect = resolveDialect(url);
    const driver = await dialect.open({ url });
    try {
      return (await findRefusedSql({ dialect, driver }, of)).map(
        ({ address: { holder, part }, model, reason, offset }) => {
          const place = offset === undefined ? part : `${part} at ${offset}`;
          const computed = model.fields.find(({ generated }) => generated === holder);
          return `${"name" in holder ? holder.name : (computed ?? model).name} ${place}: ${reason}`;
        },
      );
    } finally {
      await driver.close();
    }
  };
  const readCatalog = async (url: string) => {
    const dialect = resolveDialect(url);
    const driver = await dialect.open({ url });
    const connection = await driver.acquire();
    try {
      return await ddlOf(dialect).introspect(connection);
    } finally {
      await connection.release();
      await driver.close();
    }
  };

  it("says of each fragment whether an empty database takes it, and leaves it empty", async () => {
    const before = await readCatalog(fixture.url);
    expect(await find(fixture.url)).toEqual(fixture.pick(refused));
    expect(await readCatalog(fixture.url)).toEqual(before);
    expect(before.tables).toEqual([]);
  });

  it("says the same where older tables and types have the names, and leaves them as they are", async () => {
    const { url } = await fixture.createDatabase();
    const older = compileModels("enum Mood {\n  ANGRY\n}\nmodel Person {\n  id Int @id\n  mood Mood\n}");
    await createTables(url, older);
    await executeSql(url, "insert into people (id, mood) values (1, 'ANGRY')");
    const before = await readCatalog(url);
    expect(await find(url)).toEqual(fixture.pick(refused));
    expect(await readCatalog(url)).toEqual(before);
    await executeSql(url, "insert into people (id, mood) values (2, 'ANGRY')");
  });

  it("does not wait for who writes, nor let them wait", async () => {
    const driver = await resolveDialect(fixture.url).open({ url: fixture.url });
    const connection = await driver.acquire();
    await connection.begin();
    await connection.execute("create table other (id integer)");
    expect(await find(fixture.url)).toHaveLength(refused.sqlite.length);
    await connection.rollback();
    await connection.release();
    await driver.close();
  });

  it("does without the schemas that tables and types are in", async () => {
    const apart = compileModels(`
enum Mood {
  SAD
  @@schema("audit")
}
enum State {
  NEW
  @@map("mood")
}
model Entry {
  id    Int   @id
  mood  Mood
  state State @default(NEW)
  @@check("fine", "id > 0")
  @@check("typo", "di > 0")
  @@schema("audit")
}`);
    expect(await find(fixture.url, apart)).toHaveLength(1);
  });

  it("makes views on tables that are only there for it, one behind the other", async () => {
    const views = compileModels(`
model User {
  id    Int    @id
  name  String
  posts Post[]
}
model Post {
  id     Int   @id
  author User
  tags   Tag[]
}
model Tag {
  id    Int    @id
  posts Post[]
}
view Author {
  id    Int
  posts Int
  @@sql("select u.id, count(*) as posts from users u join posts p on p.author_id = u.id group by u.id")
}
view Busy {
  id Int
  @@sql("select id from authors where posts > 9")
}
view Tagged {
  id Int
  @@sql("select post_id as id from posts_tags")
}
view Typo {
  id   Int
  name String
  @@sql("select id, nmae as name from users")
}
view Follower {
  id Int
  @@sql("select id from typos")
}
view Poor {
  id   Int
  name String
  @@sql("select id from users")
}`);
    const { url } = await fixture.createDatabase();
    expect(await find(url, views)).toEqual(
      fixture.pick({
        postgresql: ['Typo view at 11: column "nmae" does not exist', 'Poor view: column "name" does not exist'],
        sqlite: [
          "Typo view: no such column: nmae",
          'Poor view: no such column: "name" - should this be a string literal in single-quotes?',
        ],
      }),
    );
    await createTables(url, views).catch(() => {});
    expect(await find(url, views)).toHaveLength(2);
  });

  it("finds the type of one database where a field has one for each", async () => {
    const text = `
model Place {
  id    Int    @id
  point String @db("varchar(9)", dialect: sqlite) @db("geomtry", dialect: postgresql)
}`;
    const { schema: places, places: spans } = compile([{ path: "place.model", text }]);
    const dialect = resolveDialect(fixture.url);
    const driver = await dialect.open({ url: fixture.url });
    const found = await findRefusedSql({ dialect, driver }, places!);
    await driver.close();
    const written = found.map(({ address, reason }) => {
      const { start = 0, end = 0 } = spans.find(address) ?? {};
      return [text.slice(start, end), reason];
    });
    // SQLite takes any name for a type.
    expect(written).toEqual(fixture.pick({ postgresql: [['"geomtry"', 'type "geomtry" does not exist']], sqlite: [] }));
  });

  it("has nothing against the shop, on both", async () => expect(await find(fixture.url, shop)).toEqual([]));

  it("tells what goes alone and not together", async () => {
    const together = compileModels(`
model Chain {
  id   Int @id
  one  Int @generated("id + 1")
  two  Int @generated("one + 1")
}`);
    expect(await find(fixture.url, together)).toEqual(
      fixture.pick({
        postgresql: ['Chain model: cannot use generated column "one" in column generation expression'],
        sqlite: [],
      }),
    );
  });
});
