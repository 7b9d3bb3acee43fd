import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

/** Relations of every kind between models of which some are soft deleted. */
const schema = compileModels(`
mixin SoftDeletable {
  gone DateTime?

  @@softDelete(gone)
}

model Author with SoftDeletable {
  id       Int       @id
  name     String
  posts    Post[]    @relation(inverse: author)
  edits    Post[]    @relation(inverse: editor)
  profile  Profile?
  read     Post[]    @through(Reading)
  readings Reading[]
}

model Profile with SoftDeletable {
  id     Int    @id
  name   String
  author Author @unique
}

model Post with SoftDeletable {
  id       Int       @id
  name     String
  author   Author?
  editor   Author
  comments Comment[]
  tags     Tag[]
  readers  Author[]  @through(Reading)
  readings Reading[]
}

model Comment {
  id   Int    @id
  name String
  post Post
}

model Tag {
  id    Int    @id
  name  String
  posts Post[]
}

/// Who read what, perhaps several times.
model Reading with SoftDeletable {
  id     Int    @id
  name   String
  author Author
  post   Post
}
`);

type ModelName = "Author" | "Profile" | "Post" | "Comment" | "Tag" | "Reading";
type Row = Record<string, unknown> & { id: number };
type Args = Record<string, unknown>;

const accessors = {
  Author: "authors",
  Profile: "profiles",
  Post: "posts",
  Comment: "comments",
  Tag: "tags",
  Reading: "readings",
} as const satisfies Record<ModelName, string>;
const names = Object.keys(accessors) as ModelName[];

interface Repository {
  findMany(args: object): Query<Row[]>;
  count(args: object): Query<number>;
  createMany(args: { data: readonly object[] }): Query<number>;
}

type Blog = Client & Readonly<Record<(typeof accessors)[ModelName], Repository>>;

const ids = [1, 2, 3, 4, 5, 6];
const pick = <Value>(values: readonly Value[], seed: number) => values[seed % values.length]!;
const gone = (seed: number) => (seed % 3 === 0 ? new Date(0) : null);
const rowsOf = (make: (id: number) => Args): Row[] =>
  ids.map((id) => ({ id, name: pick(["a", "b"], id), ...make(id) }));

const rows: Readonly<Record<ModelName, readonly Row[]>> = {
  Author: rowsOf((id) => ({ gone: gone(id) })),
  Profile: rowsOf((id) => ({ authorId: id, gone: gone(id + 1) })),
  Post: rowsOf((id) => ({
    authorId: pick([null, 1, 3, 2, 3, 6], id),
    editorId: pick([1, 3, 2, 6], id),
    gone: gone(id + 2),
  })),
  Comment: rowsOf((id) => ({ postId: pick([1, 2, 4, 5], id) })),
  Tag: rowsOf(() => ({})),
  Reading: rowsOf((id) => ({ authorId: pick([1, 1, 3], id), postId: pick([1, 2, 2, 4], id), gone: gone(id) })),
};
/** Which posts have which tags. */
const pairs = ids.flatMap((id) => [1, 2, 4].filter((tag) => (id + tag) % 2 === 0).map((tag) => [id, tag] as const));

const isSoft = (name: ModelName) => schema.models.find((model) => model.name === name)?.softDelete !== undefined;
const relationsOf = (name: ModelName) => schema.models.find((model) => model.name === name)!.relations;

/** By the words of the documentation: who is at the other end, of those that a level sees. */
function follow(name: ModelName, row: Row, relation: string, withDeleted: boolean): readonly Row[] {
  const { kind, target: to, fields, references, ...rest } = relationsOf(name).find((each) => each.name === relation)!;
  const target = to as ModelName;
  const isRequired = kind === "owning" && !("isNullable" in rest);
  const sees = (found: Row) => withDeleted || isRequired || found["gone"] === null || found["gone"] === undefined;
  const isTied = (found: Row) => {
    if (kind !== "many-to-many") return fields.every((field, part) => row[field] === found[references[part]!]);
    const [author, post] = name === "Author" ? [row, found] : [found, row];
    const readings = rows.Reading.filter((each) => each["gone"] === null);
    if (relation === "read" || relation === "readers")
      return readings.some(({ authorId, postId }) => authorId === author.id && postId === post.id);
    const [tagged, tag] = name === "Post" ? [row, found] : [found, row];
    return pairs.some(([of, has]) => of === tagged.id && has === tag.id);
  };
  return rows[target].filter((found) => isTied(found) && sees(found));
}

function fits(name: ModelName, where: Args, row: Row): boolean {
  return Object.entries(where).every(([key, value]) => {
    if (key === "AND") return (value as Args[]).every((each) => fits(name, each, row));
    if (key === "OR") return (value as Args[]).some((each) => fits(name, each, row));
    if (key === "NOT") return !fits(name, value as Args, row);
    const relation = relationsOf(name).find((each) => each.name === key);
    if (relation === undefined) {
      const { isNull } = (value ?? {}) as { isNull?: boolean };
      return isNull === undefined ? row[key] === value : (row[key] === null) === isNull;
    }
    const found = follow(name, row, key, false);
    return Object.entries(value as Args).every(([quantifier, filter]) => {
      const fitting = found.filter(
        (each) => filter !== null && fits(relation.target as ModelName, filter as Args, each),
      );
      switch (quantifier) {
        case "some":
          return fitting.length > 0;
        case "none":
          return fitting.length === 0;
        case "every":
          return fitting.length === found.length;
        case "is":
          return filter === null ? found.length === 0 : fitting.length > 0;
        default:
          return filter === null ? found.length > 0 : fitting.length === 0;
      }
    });
  });
}

/** What a level of a call gives of its rows, as ids and names of relations. */
function load(name: ModelName, found: readonly Row[], args: Args): unknown[] {
  const { where = {}, orderBy = [], distinct, offset = 0, limit, include = {} } = args;
  const sorted = found
    .filter((row) => fits(name, where as Args, row))
    .map((row) => ({ row, keys: (orderBy as Args[]).map((term) => sortKey(name, term, row)) }))
    .sort((a, b) => compare(a.keys, b.keys) || a.row.id - b.row.id)
    .map(({ row }) => row)
    .filter((row, place, all) => !distinct || all.findIndex((each) => each["name"] === row["name"]) === place);
  const end = limit === undefined ? undefined : (offset as number) + (limit as number);
  return sorted.slice(offset as number, end).map((row) => [
    row.id,
    ...Object.entries(include as Args).map(([relation, inner]) => {
      const { target, cardinality } = relationsOf(name).find((each) => each.name === relation)!;
      const { withDeleted = false, ...rest } = inner as Args;
      const loaded = load(target as ModelName, follow(name, row, relation, withDeleted as boolean), rest);
      return [relation, cardinality === "many" ? loaded : (loaded[0] ?? null)];
    }),
  ]);
}

/** The last of all where there is nothing. */
function sortKey(name: ModelName, term: Args, row: Row): string {
  const [[key, inner] = ["id", "asc"]] = Object.entries(term);
  if (inner === "asc") return String(row[key]);
  const { target } = relationsOf(name).find((each) => each.name === key)!;
  const [found] = follow(name, row, key, false);
  return found === undefined ? "~" : sortKey(target as ModelName, inner as Args, found);
}

function compare(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((key, index) => key !== b[index]);
  return place < 0 ? 0 : a[place]! < b[place]! ? -1 : 1;
}

/** The same of what the client gave. */
function reduce(name: ModelName, row: Row | null, include: Args): unknown {
  if (row === null) return null;
  return [
    row.id,
    ...Object.entries(include).map(([relation, inner]) => {
      const target = relationsOf(name).find((each) => each.name === relation)!.target as ModelName;
      const { include: within = {} } = inner as { include?: Args };
      const loaded = row[relation] as Row | Row[] | null;
      const each = (one: Row | null) => reduce(target, one, within);
      return [relation, Array.isArray(loaded) ? loaded.map(each) : each(loaded)];
    }),
  ];
}

function someWhere(name: ModelName, depth: number): fc.Arbitrary<Args> {
  const text = fc.constantFrom("a", "b").map((value): Args => ({ name: value }));
  const time = fc.boolean().map((isNull): Args => ({ gone: { isNull } }));
  const own = isSoft(name) ? fc.oneof(text, time) : text;
  if (depth === 0) return own;
  const relations = relationsOf(name).map(({ name: relation, target, cardinality, ...rest }): fc.Arbitrary<Args> => {
    const inner = someWhere(target as ModelName, depth - 1);
    if (cardinality === "many") {
      const filter = fc.oneof(inner, fc.constant<Args>({}));
      return fc.tuple(fc.constantFrom("some", "every", "none"), filter).map(([key, value]) => ({
        [relation]: { [key]: value },
      }));
    }
    const isRequired = rest.kind === "owning" && !rest.isNullable;
    const filter = isRequired ? inner : fc.option(inner, { nil: null });
    return fc.tuple(fc.constantFrom("is", "isNot"), filter).map(([key, value]) => ({ [relation]: { [key]: value } }));
  });
  const deeper = fc.array(someWhere(name, depth - 1), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    own,
    ...relations,
    deeper.map((AND): Args => ({ AND })),
    deeper.map((OR): Args => ({ OR })),
    someWhere(name, depth - 1).map((NOT): Args => ({ NOT })),
  );
}

function someArgs(name: ModelName, depth: number, isList: boolean): fc.Arbitrary<Args> {
  const relations = relationsOf(name);
  const toOne = relations.filter(({ cardinality }) => cardinality === "one");
  const orders = toOne.map(({ name: relation }) => fc.constant<Args[]>([{ [relation]: { name: "asc" } }]));
  const include = fc.uniqueArray(fc.nat(relations.length - 1), { maxLength: depth === 0 ? 0 : 2 }).chain((chosen) =>
    fc.record(
      Object.fromEntries(
        chosen.map((index) => {
          const { name: relation, target, cardinality } = relations[index]!;
          return [relation, someArgs(target as ModelName, depth - 1, cardinality === "many")];
        }),
      ),
    ),
  );
  const parts: Record<string, fc.Arbitrary<unknown>> = { include };
  if (isSoft(name)) parts["withDeleted"] = fc.boolean();
  if (!isList) {
    parts["load"] = fc.constantFrom("join", "batch");
    return fc.record(parts, { requiredKeys: ["include"] });
  }
  parts["where"] = someWhere(name, 2);
  parts["orderBy"] = fc.oneof(fc.constant<Args[]>([]), ...orders).map((terms) => [...terms, { id: "asc" }]);
  parts["distinct"] = fc.constant(["name"]);
  parts["limit"] = fc.integer({ min: 1, max: 4 });
  parts["offset"] = fc.nat(1);
  return fc.record(parts, { requiredKeys: ["orderBy", "include"] });
}

/** The same call with everything it includes in JSON. */
function inJson(args: Args): Args {
  const { include = {}, ...rest } = args;
  const entries = Object.entries(include as Args).map(([relation, inner]) => [
    relation,
    { ...inJson(inner as Args), load: "json" },
  ]);
  return { ...rest, include: Object.fromEntries(entries) as Args };
}

/** The model that a call is about, and its arguments. */
const someCall = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), someArgs(name, 2, true)));

onEveryDialect((fixture) => {
  let db: Blog;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Blog>({ url: fixture.url, schema, models: {} });
    for (const name of names) await db[accessors[name]].createMany({ data: rows[name] });
    const columns = pairs.map(([post, tag]) => `(${post}, ${tag})`).join(", ");
    await executeSql(fixture.url, `insert into posts_tags (post_id, tag_id) values ${columns}`);
  });
  afterAll(() => db.dispose());

  test("every call sees what the words of the documentation say", async () => {
    await fc.assert(
      fc.asyncProperty(someCall, async ([name, args]) => {
        const seen = rows[name].filter((row) => args["withDeleted"] || (row["gone"] ?? null) === null);
        const query = () => db[accessors[name]].findMany(args);
        const { result, statements } = await countStatements(db, query);
        const include = args["include"] as Args;
        expect(result.map((row) => reduce(name, row, include))).toEqual(load(name, seen, args));
        expect(statements).toBeLessThanOrEqual(query().plan().statements);
        const whole = db[accessors[name]].findMany(inJson(args));
        expect(await whole).toStrictEqual(result);
        expect(whole.plan().statements).toBe(1);
        const { where, withDeleted } = args;
        const counted = { ...(where ? { where } : {}), ...(withDeleted === undefined ? {} : { withDeleted }) };
        const fitting = seen.filter((row) => fits(name, (where ?? {}) as Args, row));
        expect(await db[accessors[name]].count(counted)).toBe(fitting.length);
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
