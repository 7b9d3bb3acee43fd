import { describeChoice } from "../../src/args/describe-choice.js";

it.each([
  [true, {}],
  [{ include: { author: true } }, { include: { author: {} }, load: "batch", limit: undefined }],
  [{ orderBy: { id: "asc" } }, { orderBy: { id: "asc" } }],
])("is the same for choices that load the same: %j and %j", (first, second) => {
  expect(describeChoice(first)).toBeDefined();
  expect(describeChoice(first)).toBe(describeChoice(second));
});

it.each([
  [true, { include: { author: true } }],
  [{ include: { author: true } }, { include: { author: false } }],
  [{ include: { author: true } }, { select: { author: true } }],
  [{ orderBy: { id: "asc" } }, { orderBy: { id: "desc" } }],
  [{ omit: { id: true } }, { omit: { id: false } }],
  [true, { withDeleted: true }],
])("differs for choices that do not: %j and %j", (first, second) => {
  expect(describeChoice(first)).toBeDefined();
  expect(describeChoice(first)).not.toBe(describeChoice(second));
});

it.each([
  { where: { isActive: true } },
  { where: {} },
  { limit: 1 },
  { include: { posts: { where: { title: "x" } } } },
  { orderBy: new (class Fragment {})() },
  { counts: { posts: { where: { isPublished: true } } } },
  { maxDepth: 3 },
  null,
  undefined,
  "x",
])("says nothing of what may hold values: %j", (choice) => {
  expect(describeChoice(choice)).toBeUndefined();
});
