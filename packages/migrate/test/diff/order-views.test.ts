import { orderViews } from "../../src/diff/order-views.js";
import { findReadNames } from "../../src/diff/read-names.js";

const view = (name: string, definition: string, schema?: string) => ({
  name,
  definition,
  columns: [],
  ...(schema === undefined ? {} : { schema }),
});
const order = (...views: ReturnType<typeof view>[]) => orderViews(views).map(({ name }) => name);

test.each([
  ["select * from b", ["b"]],
  ["select x from a join public.b on true", ["a", "b"]],
  ["SELECT a FROM (b x JOIN c y ON ((x.id = y.id)))", ["b", "c"]],
  ["select 1 from only B", ["b"]],
  ['select 1 from "The ""b""" as x', ['the "b"']],
  ["select 1 from [a b], `c``d`, 'e'", ["a b", "c`d", "e"]],
  ["select exists (select 1 from b where true)", ["b"]],
  ["with x as (select * from b) select * from x", ["b", "x"]],
])("finds what %s reads", (sql, names) => {
  expect([...findReadNames(sql).all]).toEqual(expect.arrayContaining(names));
});

test("a view comes after those that it reads, whatever they are called", () => {
  expect(order(view("a", "select * from b"), view("b", "select * from c"), view("c", "select 1"))).toEqual([
    "c",
    "b",
    "a",
  ]);
  expect(
    order(view("a", "select 1 from t, s.c"), view("b", "select 1 from t cross join a"), view("c", "select 1")),
  ).toEqual(["c", "a", "b"]);
});

test("a column that is called like a view does not turn the order round", () => {
  const total = view("total", "select sum(p.amount), count(p.words) from sales p");
  const amount = view("amount", "select 1 from total");
  const words = view("words", "select total.x, (amount) from total join amount on true");
  expect(order(amount, words, total)).toEqual(["total", "amount", "words"]);
});

test("views whose words make a circle still come each once", () => {
  expect(order(view("a", "select * from b"), view("b", "select * from a")).sort()).toEqual(["a", "b"]);
});
