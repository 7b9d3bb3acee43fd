import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import type { Fulltext, Schema } from "@joinery/schema";
import { ddlOf } from "@joinery/sql/ddl";
import { diffCatalogs, emptyCatalog, planChanges, renderMigration, type Renames } from "../src/index.js";
import { readScript } from "../src/files/script.js";
import { enumeration, field, id, joinTable, model, reference, schema, view } from "./build-schema.js";
import { kitchenSink } from "./kitchen-sink.js";
import { openDatabase, type MigratedDatabase } from "./migrated-database.js";

interface GoldenCase {
  readonly before: Schema;
  readonly after: Schema;
  readonly renames?: Renames;
}

const nothing = schema([]);
const role = (values: readonly string[]) => [enumeration("Role", values)];
const user = model(
  "User",
  [
    id(),
    field("email", "String", { length: 255, unique: true, documentation: "Where it's sent" }),
    field("role", { enum: "Role" }, { default: { kind: "member", name: "READER" } }),
    field("isActive", "Boolean", { default: { kind: "literal", value: true } }),
    field("createdAt", "DateTime", { default: { kind: "now" } }),
  ],
  { documentation: "Someone who can sign in" },
);
const post = model(
  "Post",
  [id(), field("title", "String", { length: 100 }), field("authorId", "Int", { index: "asc" })],
  {
    references: [reference("author", "User", { onDelete: "Cascade" })],
  },
);
const tag = model("Tag", [id(), field("name", "Text", { unique: true })]);
const blog = schema([user, post, tag], { enums: role(["READER", "EDITOR"]), joinTables: [joinTable(post, tag)] });

const named = view("Name", [field("name", "Text")], "select name from tags");
const kept = view("Kept", [field("id", "Int"), field("name", "Text")], "select id, name from tags", {
  isMaterialized: true,
  key: ["id"],
  documentation: "As old as its last refresh",
});

/** The first of the fields is the weightiest. */
const searched = (table: string, first: string, ...others: readonly string[]): Fulltext => ({
  name: `${table}_fulltext`,
  column: "search_vector",
  fields: [{ name: first, weight: "A" }, ...others.map((name) => ({ name }))],
});

/** Each is a folder with what it gives on each database. */
const cases: Readonly<Record<string, GoldenCase>> = {
  "create-blog": { before: nothing, after: blog },
  "create-kitchen-sink": { before: nothing, after: kitchenSink() },
  "add-column": {
    before: schema([tag]),
    after: schema([
      model("Tag", [
        id(),
        field("name", "Text", { unique: true }),
        field("color", "String", { length: 7, nullable: true }),
        field("isHot", "Boolean", { default: { kind: "literal", value: false }, index: "desc" }),
      ]),
    ]),
  },
  "lose-data": {
    before: blog,
    after: schema(
      [
        model("User", [
          id(),
          field("email", "String", { length: 50 }),
          field("role", { enum: "Role" }, { default: { kind: "member", name: "ADMIN" } }),
          field("isActive", "Int"),
          field("name", "Text"),
        ]),
        post,
      ],
      { enums: role(["ADMIN", "READER"]) },
    ),
  },
  // What stays as it is makes way for the table under it.
  views: {
    before: schema([tag, named, kept]),
    after: schema([
      model("Tag", [
        id(),
        field("name", "String", { length: 40, unique: true }),
        field("color", "Text", { nullable: true }),
      ]),
      view("Another", [field("n", "BigInt")], "select count(*) as n from names"),
      named,
    ]),
  },
  // One whose rows are numbered by their key, one whose keys are numbered beside it.
  search: {
    before: schema([
      model("Tag", [id(), field("name", "Text")]),
      model("Note", [field("id", "Uuid"), field("text", "Text")], { fulltext: searched("notes", "text") }),
    ]),
    after: schema([
      model("Tag", [id(), field("name", "Text"), field("about", "Text", { nullable: true })], {
        fulltext: { ...searched("tags", "name", "about"), language: "english" },
      }),
      model("Note", [field("id", "Uuid"), field("text", "String", { length: 99 })], {
        fulltext: searched("notes", "text"),
      }),
    ]),
  },
  rename: {
    before: schema([model("User", [id(), field("name", "String", { length: 20, unique: true })]), post]),
    after: schema([
      model("User", [id(), field("fullName", "String", { length: 20, unique: true })], { table: "people" }),
      post,
    ]),
    renames: {
      tables: [{ from: { name: "users" }, to: { name: "people" } }],
      columns: [{ table: { name: "people" }, from: "name", to: "full_name" }],
    },
  },
};

onEveryDialect((fixture) => {
  let database: MigratedDatabase;
  beforeEach(async () => {
    database = await openDatabase((await fixture.createDatabase()).url);
  });
  afterEach(() => database.close());

  it.each(Object.entries(cases))("writes %s as it is kept, and what is kept does it", async (name, golden) => {
    const { dialect } = database;
    await database.create(golden.before);
    const [from, to] = [await database.lower(golden.before), await database.lower(golden.after)];
    const empty = emptyCatalog(dialect);
    const texts = renderMigration(
      planChanges(diffCatalogs(golden.before === nothing ? empty : from, to, golden.renames), dialect),
    );
    for (const direction of ["up", "down"] as const) {
      const text = await keep(join(__dirname, "golden", name, `${dialect.name}.${direction}.sql`), texts[direction]);
      expect(texts[direction]).toBe(text);
      const statements = readScript(text, "golden").statements;
      const execute = async (some: typeof statements) => {
        for (const { sql } of some) await database.connection.execute(sql);
      };
      const standalone = statements.filter(({ isStandalone }) => isStandalone);
      await execute(standalone);
      await ddlOf(dialect).runInTransaction(database.connection, () =>
        execute(statements.filter((each) => !standalone.includes(each))),
      );
      const wanted = await database.lower(direction === "up" ? golden.after : golden.before);
      expect(diffCatalogs(await database.catalog(), wanted)).toEqual([]);
    }
  });
});

/** The kept text; with UPDATE_GOLDEN it is written first, to be read before it is committed. */
async function keep(path: string, text: string): Promise<string> {
  if (process.env["UPDATE_GOLDEN"] !== undefined) {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
  }
  return readFile(path, "utf8");
}
