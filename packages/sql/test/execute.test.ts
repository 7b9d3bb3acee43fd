import { onEveryDialect } from "@joinery/conformance";
import type { Expression, Statement } from "../src/index.js";
import { openDatabase, type OpenDatabase } from "./open-database.js";
import {
  balance,
  boolean,
  column,
  compare,
  insertUsers,
  int,
  output,
  parameter,
  posts,
  role,
  selectUsers,
  text,
  userRows,
  users,
  usersSchema,
} from "./users.js";

onEveryDialect((fixture) => {
  let database: OpenDatabase;
  let inserted: unknown[][];

  const query = (statement: Statement, ...values: unknown[]) => database.query(statement, values);
  const run = (statement: Statement, ...values: unknown[]) => database.run(statement, values);
  const ids = async (where: Expression, ...values: unknown[]) => (await query(selectUsers(where), ...values)).flat();

  beforeAll(async () => {
    database = await openDatabase(fixture);
    await database.execute(fixture.pick(usersSchema));
    inserted = await query(insertUsers, ...userRows.flat(1));
    await database.execute(
      "insert into posts (author_id, title) values (1, 'a1'), (1, 'a2'), (1, 'a3'), (2, 'b1'), (2, 'b2'), (3, 'c1')",
    );
  });
  afterAll(() => database.driver.close());

  it("inserts rows and gives back what was stored", () => {
    expect(inserted).toEqual(userRows.map((row, index) => [index + 1, ...row]));
  });

  describe("conditions", () => {
    it("compares", async () => {
      const email = column("u.email");
      expect(await ids(compare(email, "=", parameter(0, text)), "ada@example.com")).toEqual([1]);
      expect(await ids(compare(email, "<>", parameter(0, text)), "ada@example.com")).toEqual([2, 3, 4]);
      expect(await ids(compare(column("u.id"), ">=", parameter(0, int)), 3)).toEqual([3, 4]);
      expect(await ids(compare(column("u.is_active"), "=", parameter(0, boolean)), false)).toEqual([2]);
      expect(await ids(compare(column("u.role"), "=", parameter(0, role)), "EDITOR")).toEqual([3]);
      expect(
        await ids({ ...compare(email, "=", parameter(0, text)), insensitive: true } as Expression, "ADA@Example.com"),
      ).toEqual([1]);
    });

    it("compares decimals of 38 digits by their value", async () => {
      const less = (value: string) => ids(compare(column("u.balance", balance), "<", parameter(0, balance)), value);
      expect(await less("9.0001")).toEqual([2, 3, 4]);
      expect(await less("-9")).toEqual([2]);
      expect(await less("99999999999999999999999999999999.99991")).toEqual([1, 2, 3, 4]);
      expect(await ids(compare(column("u.balance"), "=", parameter(0, balance)), "9")).toEqual([3]);
      expect(await ids(compare(column("u.balance"), "=", parameter(0, balance)), "9.00001")).toEqual([]);
    });

    it("compares with values that no column could hold", async () => {
      const limited = { ...text, scalar: "String", length: 3 } as const;
      expect(await ids(compare(column("u.email"), "=", parameter(0, limited)), "ada@example.com")).toEqual([1]);
    });

    it("joins conditions", async () => {
      const id = (value: number) => compare(column("u.id"), "=", { kind: "literal", value });
      expect(await ids({ kind: "and", operands: [] })).toEqual([1, 2, 3, 4]);
      expect(await ids({ kind: "or", operands: [] })).toEqual([]);
      const either: Expression = { kind: "or", operands: [id(1), id(2)] };
      const active = compare(column("u.is_active"), "=", { kind: "literal", value: true });
      expect(await ids({ kind: "and", operands: [either, active] })).toEqual([1]);
      expect(await ids({ kind: "and", operands: [{ kind: "and", operands: [either] }, active] })).toEqual([1]);
      expect(await ids({ kind: "not", operand: either })).toEqual([3, 4]);
      expect(await ids({ kind: "is-null", operand: column("u.name") })).toEqual([4]);
      expect(await ids({ kind: "not", operand: { kind: "is-null", operand: column("u.name") } })).toEqual([1, 2, 3]);
    });

    it("finds the values of a list", async () => {
      const list = (operand: string, type: typeof text, insensitive = false): Expression => ({
        kind: "in-list",
        operand: column(operand),
        list: parameter(0, type),
        insensitive,
      });
      expect(await ids(list("u.id", int), [1, 3, 9])).toEqual([1, 3]);
      expect(await ids(list("u.id", int), [])).toEqual([]);
      expect(await ids(list("u.email", text), ["bob@example.com", 'quote"\\{},'])).toEqual([2]);
      expect(await ids(list("u.email", text, true), ["BOB@example.com"])).toEqual([2]);
      expect(await ids(list("u.role", role), ["ADMIN", "EDITOR"])).toEqual([1, 3]);
      expect(await ids(list("u.balance", balance), ["9", "-10.5"])).toEqual([2, 3]);
      expect(await ids(list("u.is_active", boolean), [false])).toEqual([2]);
      expect(await ids({ kind: "not", operand: list("u.id", int) }, [1, 3])).toEqual([2, 4]);
    });

    it("finds keys of one and of several columns", async () => {
      const keys = (...operands: string[]): Expression => ({
        kind: "in-keys",
        operands: operands.map((operand) => column(operand)),
        types: operands.map((operand) => (operand === "u.id" ? int : operand === "u.role" ? role : balance)),
        slot: 0,
      });
      expect(await ids(keys("u.id"), [[4], [1]])).toEqual([1, 4]);
      expect(await ids(keys("u.id"), [])).toEqual([]);
      expect(
        await ids(keys("u.id", "u.role", "u.balance"), [
          [1, "ADMIN", "9"],
          [3, "EDITOR", "9"],
          [2, "ADMIN", "1"],
        ]),
      ).toEqual([3]);
      expect(await ids(keys("u.id", "u.role"), [])).toEqual([]);
    });

    it.each<[Extract<Expression, { kind: "pattern" }>["match"], boolean, string, number[]]>([
      ["contains", false, "ada", [3]],
      ["contains", true, "ADA", [1, 3]],
      ["contains", false, "", [1, 2, 3]],
      ["contains", false, "%", [1]],
      ["contains", false, "_", [2]],
      ["contains", true, "_", [2]],
      ["contains", false, "[*?]", [3]],
      ["contains", true, "[*?]", [3]],
      ["contains", false, "\\", []],
      ["starts-with", false, "Ada", [1]],
      ["starts-with", false, "ada", []],
      ["starts-with", true, "ada", [1]],
      ["ends-with", false, "_b", [2]],
      ["ends-with", false, "100%", [1]],
      ["like", false, "A_a%", [1]],
      ["like", false, "a_a%", []],
      ["like", true, "a_a%", [1]],
      ["like", false, "%100\\%", [1]],
      ["like", false, "b\\ob\\_b", [2]],
      ["like", true, "B\\ob\\_b", [2]],
      ["like", false, "%[*?]%", [3]],
    ])("searches %s, insensitive %s: %s", async (match, insensitive, pattern, expected) => {
      const search: Expression = {
        kind: "pattern",
        match,
        operand: column("u.name"),
        pattern: parameter(0, text),
        insensitive,
      };
      expect(await ids(search, pattern)).toEqual(expected);
    });

    it("refuses a pattern that ends in its escape character", () => {
      const [parameterOf] = database.dialect.compile(
        selectUsers({ kind: "pattern", match: "like", operand: column("u.name"), pattern: parameter(0, text) }),
      ).parameters;
      expect(() => parameterOf?.encode("50\\")).toThrow("does not end in its escape character");
    });

    it.each<[Extract<Expression, { kind: "list-test" }>["test"], unknown, number[]]>([
      ["has", "x", [1]],
      ["has", "y", [1, 3]],
      ["has-some", ["x", "z"], [1]],
      ["has-some", [], []],
      ["has-every", ["x", "y"], [1]],
      ["has-every", ["y"], [1, 3]],
      ["has-every", [], [1, 2, 3]],
      ["is-empty", undefined, [2]],
    ])("tests lists: %s %j", async (test, value, expected) => {
      const condition: Expression = {
        kind: "list-test",
        test,
        operand: column("u.tags"),
        elementType: text,
        ...(value === undefined ? {} : { slot: 0 }),
      };
      expect(await ids(condition, value)).toEqual(expected);
      // Of a list that is null nothing is known, nor of the opposite.
      const opposite = await ids({ kind: "not", operand: condition }, value);
      expect([...expected, ...opposite].map(Number).sort((a, b) => a - b)).toEqual([1, 2, 3]);
    });

    it("asks for other rows", async () => {
      const hasPost: Expression = {
        kind: "exists",
        select: {
          kind: "select",
          columns: [{ expression: { kind: "literal", value: 1 } }],
          from: posts,
          where: {
            kind: "and",
            operands: [
              compare(column("p.author_id"), "=", column("u.id")),
              compare(column("p.title"), "=", parameter(0, text)),
            ],
          },
        },
      };
      expect(await ids(hasPost, "b2")).toEqual([2]);
      expect(await ids({ kind: "not", operand: hasPost }, "b2")).toEqual([1, 3, 4]);
    });
  });

  describe("selects", () => {
    it("limits and skips", async () => {
      const limit = parameter(0, int);
      const offset = parameter(1, int);
      expect(await query(selectUsers(undefined, { limit }), 2)).toEqual([[1], [2]]);
      expect(await query(selectUsers(undefined, { limit, offset }), 2, 1)).toEqual([[2], [3]]);
      expect(await query(selectUsers(undefined, { offset }), 0, 3)).toEqual([[4]]);
    });

    it("orders alike on every database", async () => {
      const order = async (expression: Expression, direction: "asc" | "desc", nulls?: "first" | "last") =>
        (
          await query(
            selectUsers(undefined, {
              orderBy: [
                { expression, direction, ...(nulls && { nulls }) },
                { expression: column("u.id"), direction: "asc" },
              ],
            }),
          )
        ).flat();
      const isNull: Expression = { kind: "call", function: "lower", arguments: [column("u.name")] };
      expect(await order(isNull, "asc", "first")).toEqual([4, 1, 2, 3]);
      expect(await order(isNull, "asc", "last")).toEqual([1, 2, 3, 4]);
      expect(await order(isNull, "desc", "last")).toEqual([3, 2, 1, 4]);
      expect(await order(isNull, "desc", "first")).toEqual([4, 3, 2, 1]);
      // In the order of their declaration, and by value.
      expect(await order(column("u.role", role), "asc")).toEqual([2, 4, 3, 1]);
      expect(await order(column("u.balance", balance), "asc")).toEqual([2, 4, 3, 1]);
      expect(await order(column("u.is_active", boolean), "desc")).toEqual([1, 3, 4, 2]);
    });

    it("joins, groups and counts", async () => {
      const joined: Statement = {
        kind: "select",
        columns: [
          output("u.id", int),
          { expression: { kind: "call", function: "count", arguments: [column("p.id")] }, type: int },
        ],
        from: users,
        joins: [{ type: "left", source: posts, on: compare(column("p.author_id"), "=", column("u.id")) }],
        groupBy: [column("u.id")],
        orderBy: [{ expression: column("u.id"), direction: "asc" }],
      };
      expect(await query(joined)).toEqual([
        [1, 3],
        [2, 2],
        [3, 1],
        [4, 0],
      ]);
      expect(await query({ ...joined, joins: [{ ...joined.joins![0]!, type: "inner" }] })).toHaveLength(3);
      const counted: Statement = {
        kind: "select",
        columns: [{ expression: { kind: "call", function: "count", arguments: [] }, type: int }],
        from: users,
      };
      expect(await query(counted)).toEqual([[4]]);
      const distinct: Statement = {
        kind: "select",
        distinct: true,
        columns: [output("p.author_id", int)],
        from: posts,
      };
      expect(
        (await query(distinct))
          .flat()
          .map(Number)
          .sort((a, b) => a - b),
      ).toEqual([1, 2, 3]);
    });

    it("keeps the first rows of each parent", async () => {
      const numbered: Statement = {
        kind: "select",
        columns: [output("r.author_id", int), output("r.title", text)],
        from: {
          kind: "subquery",
          alias: "r",
          select: {
            kind: "select",
            columns: [
              { expression: column("p.author_id"), alias: "author_id" },
              { expression: column("p.title"), alias: "title" },
              {
                expression: {
                  kind: "row-number",
                  partitionBy: [column("p.author_id")],
                  orderBy: [{ expression: column("p.title"), direction: "desc" }],
                },
                alias: "n",
              },
            ],
            from: posts,
          },
        },
        where: compare(column("r.n"), "<=", parameter(0, int)),
        orderBy: [
          { expression: column("r.author_id"), direction: "asc" },
          { expression: column("r.n"), direction: "asc" },
        ],
      };
      expect(await query(numbered, 2)).toEqual([
        [1, "a3"],
        [1, "a2"],
        [2, "b2"],
        [2, "b1"],
        [3, "c1"],
      ]);
    });

    it("selects scalars", async () => {
      const scalar: Expression = {
        kind: "scalar-subquery",
        select: {
          kind: "select",
          columns: [{ expression: { kind: "call", function: "count", arguments: [] } }],
          from: posts,
          where: compare(column("p.author_id"), "=", column("u.id")),
        },
      };
      expect(await ids(compare(scalar, ">", parameter(0, int)), 1)).toEqual([1, 2]);
      const values: Statement = {
        kind: "select",
        columns: [
          { expression: scalar, type: int },
          { expression: parameter(0, int), type: int },
          { expression: { kind: "literal", value: null } },
          { expression: { kind: "literal", value: true }, type: boolean },
          { expression: { kind: "call", function: "now", arguments: [] }, type: { scalar: "DateTime" } },
        ],
        from: users,
        limit: { kind: "literal", value: 1 },
        orderBy: [{ expression: column("u.id"), direction: "asc" }],
      };
      const [row] = await query(values, 7);
      expect(row?.slice(0, 4)).toEqual([3, 7, null, true]);
      expect(Math.abs((row![4] as Date).getTime() - Date.now())).toBeLessThan(10_000);
    });
  });

  describe("changes", () => {
    it("updates and returns", async () => {
      const update: Statement = {
        kind: "update",
        table: { name: "users" },
        alias: "u",
        set: [
          { column: "name", value: parameter(0, text) },
          { column: "role", value: parameter(1, role) },
        ],
        where: compare(column("u.id"), "=", parameter(2, int)),
        returning: [output("id", int), output("name", text), output("role", role)],
      };
      expect(await query(update, "Dan", "ADMIN", 4)).toEqual([[4, "Dan", "ADMIN"]]);
      expect(await query(update, "x", "ADMIN", 99)).toEqual([]);
      const { returning: _, ...silent } = update;
      expect(await run(silent, null, "READER", 4)).toBe(1);
      expect(await run(silent, null, "READER", 99)).toBe(0);
    });

    it("deletes, and inserts defaults", async () => {
      const insert: Statement = {
        kind: "insert",
        table: { name: "users" },
        columns: [],
        source: { kind: "rows", rows: [[]] },
        returning: [output("id", int), output("is_active", boolean), output("role", role), output("name", text)],
      };
      const [row] = await query(insert);
      expect(row).toEqual([expect.any(Number), true, "READER", null]);
      const remove: Statement = {
        kind: "delete",
        table: { name: "users" },
        alias: "u",
        where: compare(column("u.id"), "=", parameter(0, int)),
        returning: [output("id", int)],
      };
      expect(await query(remove, row?.[0])).toEqual([[row?.[0]]]);
      const { returning: _, ...silent } = remove;
      expect(await run(silent, row?.[0])).toBe(0);
    });

    it("leaves rows that are there already", async () => {
      const insert: Statement = {
        kind: "insert",
        table: { name: "users" },
        columns: ["email"],
        source: { kind: "rows", rows: [[parameter(0, text)], [parameter(1, text)]] },
        onConflict: { kind: "do-nothing" },
      };
      expect(await run(insert, "ada@example.com", "eve@example.com")).toBe(1);
      await database.execute("delete from users where email = 'eve@example.com'");
    });

    it("inserts the rows of arrays where arrays are parameters", async () => {
      const types = [text, role, balance, { ...text, isList: true as const }];
      const insert: Statement = {
        kind: "insert",
        table: { name: "users" },
        columns: ["email", "role", "balance", "tags"],
        source: { kind: "arrays", parameters: types.map((type, slot) => parameter(slot, type)) },
        returning: [output("email", text), output("role", role), output("balance", balance), output("tags", types[3]!)],
      };
      const values = [
        ["f@example.com", "g@example.com", null],
        ["ADMIN", "READER", "EDITOR"],
        ["1", null, "-2.5"],
        [["a", 'q"\\,{}', "", "null"], [], null],
      ];
      if (!database.dialect.capabilities.hasArrayParameters) {
        expect(() => database.dialect.compile(insert)).toThrow("insert rows instead");
        return;
      }
      expect(await query(insert, ...values)).toEqual([
        ["f@example.com", "ADMIN", "1.0000", ["a", 'q"\\,{}', "", "null"]],
        ["g@example.com", "READER", null, []],
        [null, "EDITOR", "-2.5000", null],
      ]);
      await database.execute("delete from users where id > 4");
    });
  });
});
