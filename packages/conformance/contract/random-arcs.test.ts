import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** Arcs upon arcs: what a link leads to has a link of its own, and links that lead to it. */
const schema = compileModels(`
model Link {
  id    Int                @id
  to    Leaf | Twig | Link?
  links Link[]             @relation(inverse: to) @orderBy(id)
}

model Leaf {
  id    Int    @id
  next  Link?  @relation(onDelete: NoAction)
  links Link[] @relation(inverse: to) @orderBy(id)
}

model Twig {
  id    Int    @id
  next  Link?  @relation(onDelete: NoAction)
  links Link[] @relation(inverse: to) @orderBy(id)
}
`);

const kinds = ["leaf", "twig", "link"] as const;
type Kind = (typeof kinds)[number];

/** What is loaded of a row of any kind; of a link `next` says nothing, of the others `to`. */
interface Tree {
  readonly load: "join" | "json" | "batch";
  readonly to?: Readonly<Partial<Record<Kind, Tree>>> | undefined;
  readonly next?: Tree | undefined;
  readonly links?: Tree | undefined;
}

interface Loaded {
  readonly kind: Kind;
  readonly id: number;
  readonly to?: Loaded | null;
  readonly next?: Loaded | null;
  readonly links?: readonly Loaded[];
}

const count = 12;
const ids = Array.from({ length: count }, (_, index) => index + 1);
/** Each kind in turn, and nothing. */
const toOf = (link: number) => (link % 4 === 3 ? undefined : { kind: kinds[link % 4]!, id: ((link * 5) % count) + 1 });
const nextOf = (kind: Kind, id: number) => (id % 3 === 0 ? undefined : ((id * (kind === "leaf" ? 7 : 11)) % count) + 1);

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record(
    {
      load: fc.constantFrom("join" as const, "json" as const, "batch" as const),
      to: fc.option(fc.record({ leaf: tie("tree"), twig: tie("tree"), link: tie("tree") }, { requiredKeys: [] }), {
        nil: undefined,
        depthSize: "small",
      }),
      next: fc.option(tie("tree"), { nil: undefined, depthSize: "small" }),
      links: fc.option(tie("tree"), { nil: undefined, depthSize: "small" }),
    },
    { requiredKeys: ["load"] },
  ),
}));

/** @param isInJson what is inside of JSON comes with it; and a list cannot be joined */
function toArguments(kind: Kind, { to, next, links }: Tree, isInJson = false): { include: object } {
  const follow = (target: Kind, inner: Tree, isMany = false) => {
    const load = (isMany && inner.load === "join") || (isInJson && inner.load === "batch") ? "json" : inner.load;
    return { ...toArguments(target, inner, isInJson || load === "json"), load };
  };
  const targets = kinds.flatMap((target) => (to?.[target] ? [[target, follow(target, to[target])] as const] : []));
  return {
    include: {
      ...(kind === "link" && to && { to: Object.fromEntries(targets) }),
      ...(kind !== "link" && next && { next: follow("link", next) }),
      ...(links && { links: follow("link", links, true) }),
    },
  };
}

/** What the tree is, by what leads where. */
function expand(kind: Kind, id: number, { to, next, links }: Tree): Loaded {
  const target = toOf(id);
  const following = nextOf(kind, id);
  const back = ids.filter((link) => toOf(link)?.kind === kind && toOf(link)?.id === id);
  const bare: Tree = { load: "join" };
  return {
    kind,
    id,
    ...(kind === "link" && to && { to: target ? expand(target.kind, target.id, to[target.kind] ?? bare) : null }),
    ...(kind !== "link" && next && { next: following === undefined ? null : expand("link", following, next) }),
    ...(links && { links: back.map((link) => expand("link", link, links)) }),
  };
}

type Asked = Readonly<Record<string, unknown>>;

/** Any filter of the rows of each kind; of a link `to`, of the others `next`. */
const asked = fc.letrec<Record<Kind, Asked>>((tie) => {
  const own = (kind: Kind) => ({
    id: fc.record({ lte: fc.nat(count) }),
    links: fc.oneof(...["some", "every", "none"].map((word) => fc.record({ [word]: tie("link") }))),
    NOT: tie(kind),
    OR: fc.array(tie(kind), { maxLength: 2 }),
  });
  const toOne = <Value>(filter: fc.Arbitrary<Value>, least: number) =>
    fc
      .record({ is: fc.option(filter), isNot: fc.option(filter) }, { requiredKeys: [] })
      .filter((words) => Object.keys(words).length >= least);
  const targets = fc.record({ leaf: tie("leaf"), twig: tie("twig"), link: tie("link") }, { requiredKeys: [] });
  const named = targets.filter((names) => Object.keys(names).length > 0);
  const to = fc
    .tuple(targets, toOne(named, 0))
    .map(([names, words]) => ({ ...names, ...words }))
    .filter((filter) => Object.keys(filter).length > 0);
  const next = fc.option(toOne(tie("link"), 1));
  const filterOf = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constant({}),
      ...Object.entries(members).map(([name, member]) => fc.record({ [name]: member })),
      fc.record(members, { requiredKeys: [] }),
    );
  return {
    leaf: filterOf({ ...own("leaf"), next }),
    twig: filterOf({ ...own("twig"), next }),
    link: filterOf({ ...own("link"), to: fc.option(to) }),
  };
});

/** Whether a row fits, by what leads where and what the words say. */
function fits(kind: Kind, id: number, where: Asked): boolean {
  return Object.entries(where).every(([name, value]): boolean => {
    switch (name) {
      case "id":
        return id <= (value as { lte: number }).lte;
      case "NOT":
        return !fits(kind, id, value as Asked);
      case "OR":
        return (value as Asked[]).some((each) => fits(kind, id, each));
      case "links":
        return fitsLinks(
          ids.filter((link) => toOf(link)?.kind === kind && toOf(link)?.id === id),
          value as Asked,
        );
      case "next": {
        const next = nextOf(kind, id);
        return asksOne(value as Asked | null, next !== undefined, (filter) => fits("link", next!, filter));
      }
      default:
        return fitsArc(toOf(id), value as Asked | null);
    }
  });
}

function fitsLinks(links: readonly number[], { some, every, none }: Asked): boolean {
  const fit = (filter: unknown) => links.filter((link) => fits("link", link, filter as Asked)).length;
  if (some !== undefined) return fit(some) > 0;
  return every === undefined ? fit(none) === 0 : fit(every) === links.length;
}

function fitsArc(to: { readonly kind: Kind; readonly id: number } | undefined, asked: Asked | null): boolean {
  const leadsTo = (names: Asked) =>
    to !== undefined && to.kind in names && fits(to.kind, to.id, names[to.kind] as Asked);
  if (asked === null) return to === undefined;
  const { is, isNot, ...names } = asked;
  const words = { ...("is" in asked && { is }), ...("isNot" in asked && { isNot }) };
  return (Object.keys(names).length === 0 || leadsTo(names)) && asksOne(words, to !== undefined, leadsTo);
}

/** What `is` and `isNot` say of what there may be. */
function asksOne(words: Asked | null, isThere: boolean, fit: (filter: Asked) => boolean): boolean {
  if (words === null) return !isThere;
  return Object.entries(words).every(([word, filter]) => {
    const holds = filter === null ? !isThere : isThere && fit(filter as Asked);
    return (word === "is") === holds;
  });
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

/** The same of what was loaded: everything that is there, but for the keys. A link has the keys of its arc. */
function reduce(row: Row, kind: Kind): Loaded {
  const entries = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (name.endsWith("Id")) return [];
    if (Array.isArray(value)) return [[name, value.map((each: Row) => reduce(each, "link"))]];
    if (typeof value !== "object" || value === null) return [[name, value]];
    return [[name, reduce(value as Row, name === "next" ? "link" : kindOf(row))]];
  });
  return { kind, ...Object.fromEntries(entries) } as unknown as Loaded;
}

/** What a link leads to, by its own keys. */
function kindOf(link: Row): Kind {
  if (link["toLeafId"] !== null) return "leaf";
  return link["toTwigId"] === null ? "link" : "twig";
}

interface Repository {
  findMany(args: object): Query<Row[]>;
  getById(id: number, args: object): Query<Row>;
  createMany(args: { data: readonly object[] }): Promise<number>;
  update(args: object): Query<Row>;
}

type Links = Client & Readonly<Record<string, Repository>>;

onEveryDialect((fixture) => {
  let db: Links;
  const repositoryOf = (kind: Kind) => db[schema.models.find(({ name }) => name.toLowerCase() === kind)!.accessor]!;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Links>({ url: fixture.url, schema, models: {} });
    await repositoryOf("link").createMany({ data: ids.map((id) => ({ id })) });
    for (const kind of ["leaf", "twig"] as const) {
      await repositoryOf(kind).createMany({ data: ids.map((id) => ({ id, nextId: nextOf(kind, id) ?? null })) });
    }
    for (const id of ids) {
      const to = toOf(id);
      if (to === undefined) continue;
      const key = `to${to.kind.charAt(0).toUpperCase()}${to.kind.slice(1)}Id`;
      await repositoryOf("link").update({ where: { id }, data: { [key]: to.id } });
    }
  });
  afterAll(() => db.dispose());

  it("follows any tree through arcs, by any mixture of strategies, in the statements it planned", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), tree, async (kind, wanted) => {
        const args = toArguments(kind, wanted);
        const query = repositoryOf(kind).findMany({ ...args, orderBy: { id: "asc" } });
        const { result, statements } = await countStatements(db, () => query);
        expect(statements).toBeLessThanOrEqual(query.plan().statements);
        expect(result.map((row) => reduce(row, kind))).toEqual(ids.map((id) => expand(kind, id, wanted)));
        // One parent has plans of its own.
        expect(reduce(await repositoryOf(kind).getById(count, args), kind)).toEqual(expand(kind, count, wanted));
      }),
      { numRuns: 80 },
    );
  });

  it("finds what the words of a filter say, whatever it asks of arcs, in one statement", async () => {
    const anyFilter = fc.constantFrom(...kinds).chain((kind) => fc.tuple(fc.constant(kind), asked[kind]));
    await fc.assert(
      fc.asyncProperty(anyFilter, anyFilter, async (...filters) => {
        // The first again at the end: plans are kept by shape.
        for (const [kind, where] of [...filters, filters[0]]) {
          const query = repositoryOf(kind).findMany({ where, orderBy: { id: "asc" }, select: { id: true } });
          const { result, statements } = await countStatements(db, () => query);
          expect(statements).toBe(1);
          const expected = ids.filter((id) => fits(kind, id, where));
          expect(result.map(({ id }) => id)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
  });
});
