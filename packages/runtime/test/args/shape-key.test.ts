import { isMalformed, shapeOf } from "../../src/args/shape-key.js";
import { createMetadata } from "../../src/metadata/metadata.js";
import { schema } from "../blog-schema.js";

const users = createMetadata(schema).model("User");
const shape = (args: unknown) => shapeOf(args, users);

/** Calls that mean the same but for their values, group by group; no two groups share a plan. */
const groups: readonly (readonly unknown[])[] = [
  [undefined, {}],
  [{ where: { id: 1 } }, { where: { id: 2 } }],
  [{ where: { name: "a" } }, { where: { name: "" } }],
  [{ where: { name: null } }],
  [{ where: { name: { equals: "a" } } }],
  [{ where: { name: { not: "a" } } }],
  [{ where: { name: { not: { equals: "a" } } } }],
  [{ where: { name: { equals: null } } }],
  [{ where: { id: { in: [] } } }, { where: { id: { in: [1, 2, 3] } } }],
  [{ where: { name: { contains: "a" } } }],
  [{ where: { name: { contains: "a", mode: "insensitive" } } }],
  [{ where: { name: { isNull: true } } }],
  [{ where: { name: { isNull: false } } }],
  [{ where: { settings: { equals: { a: 1 } } } }, { where: { settings: { equals: { where: [] } } } }],
  [{ where: { settings: { equals: "x" } } }],
  [{ where: { labels: ["a"] } }, { where: { labels: [] } }],
  [{ where: { labels: { has: "a" } } }],
  [{ where: { AND: [{ id: 1 }] } }],
  [{ where: { AND: { id: 1 } } }],
  [{ where: { OR: [{ id: 1 }] } }],
  [{ where: { OR: [{ id: 1 }, { id: 2 }] } }, { where: { OR: [{ id: 3 }, { id: 4 }] } }],
  [{ where: { id: 1, name: "a" } }],
  [{ where: { posts: { some: { id: 1 } } } }],
  [{ where: { posts: { every: { id: 1 } } } }],
  [{ where: { posts: { some: {} } } }],
  [{ distinct: ["name"] }],
  [{ distinct: ["name", "id"] }],
  [{ limit: 1 }, { limit: 100 }],
  [{ offset: 1 }],
  [{ limit: 1, offset: 1 }],
  [{ orderBy: { id: "asc" } }, { orderBy: [{ id: "asc" }] }],
  [{ orderBy: { id: "desc" } }],
  [{ orderBy: { name: { sort: "desc", nulls: "last" } } }],
  [{ orderBy: [{ id: "asc" }, { name: "asc" }] }],
  [{ include: { posts: true } }],
  [{ include: { posts: false } }],
  [{ include: { posts: { limit: 1 } } }],
  [{ include: { posts: { include: { author: true } } } }],
  [{ include: { posts: { include: { author: { load: "batch" } } } } }],
  [{ select: { id: true } }],
  [{ select: { id: true, name: true } }],
  [{ omit: { name: true } }],
  [{ omit: { name: false } }],
  [{ omit: { name: true, password: false } }],
  [{ counts: { posts: true } }],
  [{ counts: { posts: { where: { id: 1 } } } }, { counts: { posts: { where: { id: 2 } } } }],
  [{ counts: {} }],
  [{ select: { counts: { posts: true } } }],
  [{ select: { id: true, counts: { posts: true } } }],
  [{ orderBy: { posts: { count: "asc" } } }],
  [{ orderBy: { posts: { count: "desc" } } }],
  [{ count: true }],
  [{ count: { name: true } }],
  [{ countDistinct: { name: true } }],
  [{ sum: { id: true } }],
  [{ sum: { id: true }, avg: { id: true } }],
  [{ max: { id: true } }],
  [{ by: ["name"] }],
  [{ by: ["name"], count: true }],
  [
    { by: ["name"], having: { count: 1 } },
    { by: ["name"], having: { count: 2 } },
  ],
  [
    { by: ["name"], having: { sum: { id: { gt: 1 } } } },
    { by: ["name"], having: { sum: { id: { gt: 9 } } } },
  ],
  [{ by: ["name"], having: { max: { id: { gt: 1 } } } }],
  [{ by: ["name"], orderBy: { count: "asc" } }],
  [{ by: ["name"], orderBy: { count: { id: "asc" } } }],
  [{ by: ["name"], orderBy: { sum: { id: "asc" } } }],
  [{ by: ["name"], orderBy: { sum: { id: { sort: "asc", nulls: "first" } } } }],
  [{ data: { name: "a" } }, { data: { name: null } }],
  [{ data: { name: "a", email: "b" } }],
  [{ data: { settings: { a: 1 } } }, { data: { settings: [] } }],
];

it("is one for calls that differ in values alone, and for no others", () => {
  const keys = groups.map((group) => new Set(group.map(shape)));
  for (const [index, group] of keys.entries()) expect([index, group.size]).toEqual([index, 1]);
  const all = keys.flatMap((group) => [...group]);
  expect(new Set(all).size).toBe(groups.length);
  expect(all.filter(isMalformed)).toEqual([]);
});

it.each([
  [{ where: undefined }],
  [{ where: { id: undefined } }],
  [{ where: { "id=,name": 1 } }],
  [{ where: { id: { between: [1] } } }],
  [{ where: "x" }],
  [{ where: { posts: { some: { "title}": 1 } } } }],
  [{ data: { name: undefined } }],
  [{ include: { "posts+": true } }],
  [{ nothing: 1 }],
  [{ omit: { name: "yes" } }],
  [{ omit: true }],
  [{ counts: { name: true } }],
  [{ counts: true }],
  [{ orderBy: { posts: "asc" } }],
  [{ orderBy: { posts: { count: "asc", id: "asc" } } }],
  [{ sum: { "id+": true } }],
  [{ sum: { name: true } }],
  [{ by: ["name"], having: { sum: { name: 1 } } }],
  [{ by: ["name"], orderBy: { sum: { name: "asc" } } }],
  [{ distinct: "name" }],
  [{ distinct: ["name,id"] }],
  ["x"],
])("marks %j as what cannot be planned", (args) => {
  expect(isMalformed(shape(args))).toBe(true);
});

it("ends, however deep the arguments", () => {
  let where: object = { id: 1 };
  for (let depth = 0; depth < 100_000; depth++) where = { AND: where };
  expect(isMalformed(shape({ where }))).toBe(true);
});
