import { findDialect } from "@joinery/sql";

const explainOf = (dialect: string) => findDialect(dialect)!.explain;

describe("what SQLite says of a plan", () => {
  const read = (...details: string[]) => explainOf("sqlite").read(details.map((detail, id) => [id + 1, 0, 0, detail]));

  it.each([
    ["SCAN t0", { source: "t0", isWhole: true }],
    ["SCAN t0 LEFT-JOIN", { source: "t0", isWhole: true }],
    ["SCAN t0 EXISTS", { source: "t0", isWhole: true }],
    ["SCAN t0 USING COVERING INDEX by_name", { source: "t0", isWhole: true, index: "by_name" }],
    ["SEARCH t0 USING INDEX by_name (a=? AND b>?)", { source: "t0", isWhole: false, index: "by_name" }],
    ["SEARCH t0 USING INTEGER PRIMARY KEY (rowid=?)", { source: "t0", isWhole: false }],
    ["SEARCH t0 USING PRIMARY KEY (x=?) LEFT-JOIN", { source: "t0", isWhole: false }],
    ["SEARCH t0 USING AUTOMATIC COVERING INDEX (a=?)", { source: "t0", isWhole: true }],
  ])("%s", (detail, scan) => {
    expect(read(detail).scans).toEqual([scan]);
  });

  it.each(["MULTI-INDEX OR", "CO-ROUTINE t1", "SCAN json_each VIRTUAL TABLE INDEX 1:", "USE TEMP B-TREE FOR ORDER BY"])(
    "%s is no scan of a table",
    (detail) => {
      expect(read(detail).scans).toEqual([]);
    },
  );

  it("is laid out by what is inside of what", () => {
    const rows = [
      [4, 0, 0, "MULTI-INDEX OR"],
      [5, 4, 0, "INDEX 1"],
      [11, 5, 0, "SEARCH t0 USING INDEX a (a=?)"],
      [20, 0, 0, "SCAN t1"],
    ];
    expect(explainOf("sqlite").read(rows).text).toBe(
      "MULTI-INDEX OR\n  INDEX 1\n    SEARCH t0 USING INDEX a (a=?)\nSCAN t1",
    );
  });
});

describe("what PostgreSQL says of a plan", () => {
  const cost = { "Startup Cost": 0, "Total Cost": 1.5, "Plan Rows": 3, "Plan Width": 8 };
  const read = (plan: object) => explainOf("postgresql").read([[JSON.stringify([{ Plan: plan }])]]);
  const tail = "(cost=0.00..1.50 rows=3 width=8)";

  it("is laid out as it lays it out itself", () => {
    const table = { ...cost, "Relation Name": "users", Alias: "t0" };
    const plan = {
      ...cost,
      "Node Type": "Nested Loop",
      "Join Type": "Left",
      "Parallel Aware": false,
      Plans: [
        { ...table, "Node Type": "Seq Scan", "Parallel Aware": true, Filter: "(a = 1)" },
        {
          ...table,
          "Node Type": "Index Scan",
          "Scan Direction": "Backward",
          "Index Name": "by_name",
          "Sort Key": ["a", "b"],
        },
        { ...cost, "Node Type": "Aggregate", Strategy: "Plain", "Subplan Name": "SubPlan 1" },
      ],
    };
    expect(read(plan)).toEqual({
      text: [
        `Nested Loop (Left)  ${tail}`,
        `  ->  Parallel Seq Scan on users t0  ${tail}`,
        "        Filter: (a = 1)",
        `  ->  Index Scan Backward using by_name on users t0  ${tail}`,
        "        Sort Key: a, b",
        "  SubPlan 1",
        `  ->  Aggregate  ${tail}`,
      ].join("\n"),
      scans: [
        { source: "t0", isWhole: true },
        { source: "t0", isWhole: true, index: "by_name" },
      ],
    });
  });

  it.each([
    [
      { "Node Type": "Index Only Scan", "Index Name": "i", "Index Cond": "(a = 1)" },
      { isWhole: false, index: "i" },
    ],
    [{ "Node Type": "Bitmap Heap Scan" }, { isWhole: false }],
    [{ "Node Type": "Tid Scan" }, { isWhole: false }],
  ])("%j", (node, scan) => {
    const plan = { ...cost, ...node, "Relation Name": "users", Alias: "t0" };
    expect(read(plan).scans).toEqual([{ source: "t0", ...scan }]);
  });
});
