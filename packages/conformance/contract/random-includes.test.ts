import { onEveryDialect } from "@joinery/conformance";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import { executeSql } from "./create-tables.js";
import {
  childrenOf,
  matches,
  openNodes,
  parentOf,
  rows,
  where,
  type Node,
  type NodeClient,
  type Where,
} from "./nodes.js";

/** A tree of includes, without a word on how each is loaded. */
interface Tree {
  readonly parent?: Tree;
  readonly children?: Tree & Page;
  readonly tags?: Page;
  /** Which children are counted, and all tags. */
  readonly counts?: Where;
}

interface Page {
  readonly where?: Where;
  readonly direction: "asc" | "desc";
  readonly limit?: number;
  readonly offset?: number;
}

interface Loaded {
  readonly id: number;
  readonly parent?: Loaded | null;
  readonly children?: Loaded[];
  readonly tags?: { readonly id: number }[];
  readonly counts?: { readonly children: number; readonly tags: number };
}

const tagIds = [1, 2, 3, 4, 5];
const hasTag = (node: Node, tag: number) => (node.id * tag) % 3 === 1;

const page = (filter: fc.Arbitrary<Where>) =>
  fc.record(
    {
      where: filter,
      direction: fc.constantFrom("asc" as const, "desc" as const),
      limit: fc.constantFrom(0, 1, 2, 50),
      offset: fc.constantFrom(0, 1),
    },
    { requiredKeys: ["direction"] },
  );

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constant({}),
    fc.record(
      {
        parent: tie("tree"),
        children: fc.tuple(tie("tree"), page(where)).map(([inner, options]) => ({ ...inner, ...options })),
        tags: page(fc.record({ id: fc.constantFrom(...tagIds) })),
        counts: fc.oneof(fc.constant({}), where),
      },
      { requiredKeys: [] },
    ),
  ),
}));

/** How all relations are loaded; lists, which cannot be joined, are left to the planner then. */
type Strategy = "join" | "json" | "batch";

/** The arguments that ask for a tree. */
function toArguments({ parent, children, tags, counts }: Tree, load: Strategy): object {
  const ofList = load === "join" ? {} : { load };
  const list = ({ where: filter, direction, limit, offset }: Page) => ({
    ...ofList,
    ...(filter === undefined ? {} : { where: filter }),
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
    orderBy: { id: direction },
  });
  return {
    include: {
      ...(parent === undefined ? {} : { parent: { ...toArguments(parent, load), load } }),
      ...(children === undefined ? {} : { children: { ...toArguments(children, load), ...list(children) } }),
      ...(tags === undefined ? {} : { tags: list(tags) }),
    },
    ...(counts === undefined ? {} : { counts: { children: { where: counts }, tags: true } }),
  };
}

/** What the tree is of the rows as they are in memory. */
function expand(node: Node, { parent, children, tags, counts }: Tree): Loaded {
  const parentRow = parentOf(node);
  return {
    id: node.id,
    ...(parent === undefined ? {} : { parent: parentRow === undefined ? null : expand(parentRow, parent) }),
    ...(children === undefined
      ? {}
      : {
          children: cut(childrenOf(node), children, (child) => matches(children.where ?? {}, child)).map((child) =>
            expand(child, children),
          ),
        }),
    ...(tags === undefined
      ? {}
      : {
          tags: cut(
            tagIds.filter((tag) => hasTag(node, tag)).map((id) => ({ id })),
            tags,
            ({ id }) => tags.where === undefined || tags.where["id"] === id,
          ),
        }),
    ...(counts === undefined
      ? {}
      : {
          counts: {
            children: childrenOf(node).filter((child) => matches(counts, child)).length,
            tags: tagIds.filter((tag) => hasTag(node, tag)).length,
          },
        }),
  };
}

function cut<Row extends { id: number }>(
  all: readonly Row[],
  { direction, limit, offset = 0 }: Page,
  fits: (row: Row) => boolean,
): Row[] {
  const sign = direction === "asc" ? 1 : -1;
  const ordered = all.filter(fits).sort((a, b) => sign * (a.id - b.id));
  return ordered.slice(offset, limit === undefined ? undefined : offset + limit);
}

/** The ids of what was loaded, and nothing else. */
function reduce(loaded: Loaded, { parent, children, tags, counts }: Tree): Loaded {
  return {
    id: loaded.id,
    ...(parent === undefined ? {} : { parent: loaded.parent === null ? null : reduce(loaded.parent!, parent) }),
    ...(children === undefined ? {} : { children: loaded.children!.map((child) => reduce(child, children)) }),
    ...(tags === undefined ? {} : { tags: loaded.tags!.map(({ id }) => ({ id })) }),
    ...(counts === undefined ? {} : { counts: loaded.counts! }),
  };
}

onEveryDialect((fixture) => {
  let db: NodeClient;

  beforeAll(async () => {
    db = await openNodes(fixture.url);
    await db.tags.createMany({ data: tagIds.map((id) => ({ id, name: `tag ${id}` })) });
    const links = rows.flatMap((node) =>
      tagIds.filter((tag) => hasTag(node, tag)).map((tag) => `(${node.id}, ${tag})`),
    );
    await executeSql(fixture.url, `insert into nodes_tags (node_id, tag_id) values ${links.join(", ")}`);
  });
  afterAll(() => db.dispose());

  it("loads any tree, by either strategy, in the statements it planned", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (wanted) => {
        const load = async (strategy: Strategy) => {
          const query = db.nodes.findMany({ ...toArguments(wanted, strategy), orderBy: { id: "asc" } });
          const { result, statements } = await countStatements(db, () => query);
          expect(statements).toBeLessThanOrEqual(query.plan().statements);
          return result as readonly Loaded[];
        };
        const joined = await load("join");
        expect(joined.map((node) => reduce(node, wanted))).toEqual(rows.map((node) => expand(node, wanted)));
        expect(await load("batch")).toStrictEqual(joined);
        expect(await load("json")).toStrictEqual(joined);
        // One parent has plans of its own: its key is compared, and a limit is that of the statement.
        const last = joined.at(-1)!;
        expect(await db.nodes.getById(last.id, toArguments(wanted, "batch"))).toStrictEqual(last);
        expect(await db.nodes.getById(last.id, toArguments(wanted, "json"))).toStrictEqual(last);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
