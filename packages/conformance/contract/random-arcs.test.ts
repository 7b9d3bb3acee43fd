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
  }, 60_000);
});
