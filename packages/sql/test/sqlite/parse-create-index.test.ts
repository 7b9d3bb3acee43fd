import { parseCreateIndex } from "../../src/sqlite/parse-create-index.js";

it.each([
  [
    'create index "i" on "t" ("a", (lower(b)) desc) where (a > 1) and b <> \')\'',
    ['"a"', "lower(b)"],
    "(a > 1) and b <> ')'",
  ],
  ["CREATE UNIQUE INDEX i ON t(a+b, upper(c) ASC)", ["a+b", "upper(c)"], undefined],
  ["create index i on t ((a) + (b)) -- where", ["(a) + (b)"], undefined],
  ["create index i on t ( ( (a + b) ) ) WHERE\n x", ["(a + b)"], "x"],
  ['create index "where (" on [t)] (coalesce(a, b))', ["coalesce(a, b)"], undefined],
])("reads %s", (sql, expressions, where) => {
  expect(parseCreateIndex(sql)).toEqual({ expressions, ...(where === undefined ? {} : { where }) });
});

it.each(["", "nonsense", "create index i on t (a", ")("])("finds less in %s", (sql) => {
  expect(() => parseCreateIndex(sql)).not.toThrow();
});
