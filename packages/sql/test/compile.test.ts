import type { DialectName } from "@joinery/conformance";
import {
  aggregateType,
  findDialect,
  type AggregateFunction,
  type ColumnExpression,
  type Expression,
  type JsonPath,
  type JsonStep,
  type Statement,
  type ValueType,
} from "../src/index.js";
import {
  balance,
  boolean,
  column,
  compare,
  int,
  output,
  parameter,
  posts,
  role,
  selectUsers,
  text,
  users,
} from "./users.js";

/** The SQL of one statement, on every database: a map that lacks one does not compile. */
type Expected = Readonly<Record<DialectName, string>>;

function expectSql(statement: Statement, expected: Expected): void {
  const actual = Object.fromEntries(
    Object.keys(expected).map((name) => [name, findDialect(name)?.compile(statement).sql]),
  );
  expect(actual).toEqual(expected);
}

/** The condition alone, behind the select that all of them share. */
function expectWhere(where: Expression, expected: Expected): void {
  const select = 'select "u"."id" from "users" as "u" where ';
  expectSql(selectUsers(where, { orderBy: [] }), {
    postgresql: select + expected.postgresql,
    sqlite: select + expected.sqlite,
  });
}

function onBoth(sql: string): Expected {
  return { postgresql: sql, sqlite: sql };
}

describe("selects", () => {
  it("computes of many rows, and asks of groups", () => {
    const aggregate = (name: AggregateFunction, of: string, operandType: ValueType): Expression => {
      const type = aggregateType(name, operandType);
      return { kind: "aggregate", function: name, operand: column(of) as ColumnExpression, operandType, type };
    };
    const price: ValueType = { scalar: "Decimal", precision: 30, scale: 2 };
    const columns = [
      aggregate("count", "u.id", int),
      aggregate("count-distinct", "u.id", int),
      aggregate("sum", "u.id", int),
      aggregate("sum", "u.price", price),
      aggregate("avg", "u.price", price),
      aggregate("avg", "u.id", int),
      aggregate("min", "u.isActive", boolean),
      aggregate("max", "u.role", role),
      aggregate("max", "u.price", price),
    ].map((expression) => ({ expression }));
    const having: Expression = {
      kind: "comparison",
      operator: ">",
      left: aggregate("sum", "u.price", price),
      right: parameter(0, aggregateType("sum", price)),
    };
    expectSql(
      { kind: "select", columns, from: users, groupBy: [column("u.name")], having },
      {
        postgresql:
          'select count("u"."id"), count(distinct "u"."id"), sum("u"."id"::double precision), sum("u"."price"), round(round(sum("u"."price"), 36) / count("u"."price"), 16), (sum("u"."id")::double precision / count("u"."id")), bool_and("u"."isActive"), max("u"."role"), max("u"."price") from "users" as "u" group by "u"."name" having sum("u"."price") > $1',
        sqlite:
          'select count("u"."id"), count(distinct "u"."id"), sum("u"."id"), decimal_sum("u"."price", 2), decimal_avg("u"."price", 2), avg("u"."id"), min("u"."isActive"), case max(case "u"."role" when \'reader\' then 0 when \'editor\' then 1 when \'admin\' then 2 end) when 0 then \'reader\' when 1 then \'editor\' when 2 then \'admin\' end, decimal_max("u"."price") from "users" as "u" group by "u"."name" having decimal_key(decimal_sum("u"."price", 2)) > decimal_key(?)',
      },
    );
  });

  it("writes every part in its order", () => {
    expectSql(
      {
        kind: "select",
        distinct: true,
        columns: [
          output("u.id", int),
          { expression: { kind: "call", function: "count", arguments: [column("p.id")] }, type: int, alias: "posts" },
        ],
        from: users,
        joins: [
          { type: "left", source: posts, on: compare(column("p.author_id"), "=", column("u.id")) },
          {
            type: "inner",
            source: { kind: "table", table: { schema: "audit", name: 'odd "name"' }, alias: "a" },
            on: { kind: "literal", value: true },
          },
        ],
        where: compare(column("u.id"), ">", parameter(0, int)),
        groupBy: [column("u.id"), column("u.name")],
        orderBy: [
          { expression: column("u.name"), direction: "asc", nulls: "last" },
          { expression: column("u.id"), direction: "desc" },
        ],
        limit: parameter(1, int),
        offset: parameter(2, int),
      },
      {
        postgresql:
          'select distinct "u"."id", count("p"."id") as "posts" from "users" as "u" ' +
          'left join "posts" as "p" on "p"."author_id" = "u"."id" inner join "audit"."odd ""name""" as "a" on true ' +
          'where "u"."id" > $1 group by "u"."id", "u"."name" order by "u"."name" asc nulls last, "u"."id" desc limit $2 offset $3',
        sqlite:
          'select distinct "u"."id", count("p"."id") as "posts" from "users" as "u" ' +
          'left join "posts" as "p" on "p"."author_id" = "u"."id" inner join "audit"."odd ""name""" as "a" on 1 ' +
          'where "u"."id" > ? group by "u"."id", "u"."name" order by "u"."name" asc nulls last, "u"."id" desc limit +? offset +?',
      },
    );
  });

  it("skips without a limit", () => {
    expectSql(selectUsers(undefined, { orderBy: [], offset: parameter(0, int) }), {
      postgresql: 'select "u"."id" from "users" as "u" offset $1',
      sqlite: 'select "u"."id" from "users" as "u" limit -1 offset +?',
    });
  });

  it("brings 64-bit integers whole to the client, and leaves those of an inner select as they are", () => {
    const bigint = { scalar: "BigInt" } as const;
    expectSql(
      {
        kind: "select",
        columns: [output("s.n", bigint)],
        from: {
          kind: "subquery",
          alias: "s",
          select: { kind: "select", columns: [{ ...output("u.n", bigint), alias: "n" }], from: users },
        },
      },
      {
        postgresql: 'select "s"."n" from (select "u"."n" as "n" from "users" as "u") as "s"',
        sqlite: 'select cast("s"."n" as text) from (select "u"."n" as "n" from "users" as "u") as "s"',
      },
    );
  });

  it("orders by what sorts as the type does", () => {
    expectSql(
      selectUsers(undefined, {
        orderBy: [
          { expression: column("u.role", role), direction: "asc" },
          { expression: column("u.balance", balance), direction: "desc" },
        ],
      }),
      {
        postgresql: 'select "u"."id" from "users" as "u" order by "u"."role" asc, "u"."balance" desc',
        sqlite:
          `select "u"."id" from "users" as "u" order by case "u"."role" when 'reader' then 0 when 'editor' then 1 when 'admin' then 2 end asc, ` +
          'decimal_key("u"."balance") desc',
      },
    );
  });

  it("numbers rows in a window", () => {
    const term = { expression: column("u.name"), direction: "desc", nulls: "first" } as const;
    const number = (partitionBy: Expression[]): Statement => ({
      kind: "select",
      columns: [{ expression: { kind: "row-number", partitionBy, orderBy: [term] }, alias: "n" }],
      from: users,
    });
    expectSql(
      number([column("u.role"), column("u.id")]),
      onBoth(
        'select row_number() over (partition by "u"."role", "u"."id" order by "u"."name" desc nulls first) as "n" from "users" as "u"',
      ),
    );
    expectSql(
      number([]),
      onBoth('select row_number() over (order by "u"."name" desc nulls first) as "n" from "users" as "u"'),
    );
  });

  it("gives a parameter that stands alone its type", () => {
    expectSql(
      { kind: "select", columns: [{ expression: parameter(0, role), type: role }], from: users },
      { postgresql: 'select $1::"role" from "users" as "u"', sqlite: 'select ? from "users" as "u"' },
    );
  });
});

describe("conditions", () => {
  it("compares", () => {
    expectWhere(compare(column("u.id"), "=", parameter(0, int)), {
      postgresql: '"u"."id" = $1',
      sqlite: '"u"."id" = +?',
    });
    expectWhere(compare(column("u.id"), "<>", parameter(0, int)), {
      postgresql: '"u"."id" <> $1',
      sqlite: '"u"."id" <> ?',
    });
    expectWhere(compare(column("u.balance"), ">=", parameter(0, balance)), {
      postgresql: '"u"."balance" >= $1',
      sqlite: 'decimal_key("u"."balance") >= decimal_key(?)',
    });
    expectWhere(
      { kind: "comparison", operator: "=", left: column("u.name"), right: parameter(0, text), insensitive: true },
      { postgresql: 'lower("u"."name") = lower($1)', sqlite: 'lower("u"."name") = lower(?)' },
    );
    expectWhere(compare({ kind: "is-null", operand: column("u.name") }, "=", { kind: "literal", value: false }), {
      postgresql: '("u"."name" is null) = false',
      sqlite: '("u"."name" is null) = 0',
    });
  });

  it("joins with as few parentheses as are needed", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => compare(column(`u.${name}`), "=", column(`u.${name}`))) as [
      Expression,
      Expression,
      Expression,
    ];
    const and = (...operands: Expression[]): Expression => ({ kind: "and", operands });
    const or = (...operands: Expression[]): Expression => ({ kind: "or", operands });
    const names = (sql: string) => onBoth(sql.replaceAll(/\b[abc]\b/g, '"u"."$&" = "u"."$&"'));
    expectWhere(and(a, or(b, c)), names("a and (b or c)"));
    expectWhere(or(a, and(b, c)), names("a or (b and c)"));
    expectWhere(and(a, and(b, c)), names("a and b and c"));
    expectWhere(and(and(or(a, b)), c), names("(a or b) and c"));
    expectWhere({ kind: "not", operand: or(a, b) }, names("not (a or b)"));
    expectWhere({ kind: "is-null", operand: a }, names("(a) is null"));
    expectWhere(and(), { postgresql: "true", sqlite: "1" });
    expectWhere(or(a, or()), {
      postgresql: '"u"."a" = "u"."a" or false',
      sqlite: '"u"."a" = "u"."a" or 0',
    });
  });

  it("takes a list as one parameter", () => {
    const list = { kind: "in-list", operand: column("u.name"), list: parameter(0, text) } as const;
    expectWhere(list, {
      postgresql: '"u"."name" = any($1)',
      sqlite: '"u"."name" in (select value from json_each(?))',
    });
    expectWhere(
      { ...list, insensitive: true },
      {
        postgresql: 'lower("u"."name") in (select lower(value) from unnest($1::text[]) as list(value))',
        sqlite: 'lower("u"."name") in (select lower(value) from json_each(?))',
      },
    );
    expectWhere(
      { ...list, list: parameter(0, { scalar: "Bytes" }) },
      { postgresql: '"u"."name" = any($1)', sqlite: '"u"."name" in (select unhex(value) from json_each(?))' },
    );
  });

  it("takes keys in as few parameters as it can", () => {
    const keys = (...types: (typeof int)[]): Expression => ({
      kind: "in-keys",
      operands: types.map((_, index) => column(`u.k${index}`)),
      types,
      slot: 0,
    });
    expectWhere(keys(int), {
      postgresql: '"u"."k0" = any($1)',
      sqlite: '"u"."k0" in (select value from json_each(?))',
    });
    expectWhere(keys(int, { ...text, length: 3 }, role, { scalar: "Bytes" }), {
      postgresql:
        '("u"."k0", "u"."k1", "u"."k2", "u"."k3") in (select * from unnest($1::integer[], $2::text[], $3::"role"[], $4::bytea[]))',
      sqlite:
        `("u"."k0", "u"."k1", "u"."k2", "u"."k3") in (select json_extract(value, '$[0]'), json_extract(value, '$[1]'), ` +
        `json_extract(value, '$[2]'), unhex(json_extract(value, '$[3]')) from json_each(?))`,
    });
  });

  it("searches", () => {
    const search = (match: "contains" | "starts-with" | "ends-with" | "like", insensitive?: true): Expression => ({
      kind: "pattern",
      match,
      operand: column("u.name"),
      pattern: parameter(0, text),
      ...(insensitive && { insensitive }),
    });
    expectWhere(search("contains"), { postgresql: '"u"."name" like $1', sqlite: '"u"."name" glob +?' });
    expectWhere(search("starts-with"), { postgresql: '"u"."name" like $1', sqlite: '"u"."name" glob ?' });
    expectWhere(search("like", true), { postgresql: '"u"."name" ilike $1', sqlite: `"u"."name" like ? escape '\\'` });
  });

  it("tests lists", () => {
    const test = (kind: "has" | "has-some" | "has-every" | "is-empty"): Expression => ({
      kind: "list-test",
      test: kind,
      operand: column("u.tags"),
      elementType: text,
      ...(kind === "is-empty" ? {} : { slot: 0 }),
    });
    const some =
      'case when "u"."tags" is not null then exists (select 1 from json_each(?) where value in (select value from json_each("u"."tags"))) end';
    expectWhere(test("has"), { postgresql: '"u"."tags" && $1', sqlite: some });
    expectWhere(test("has-some"), { postgresql: '"u"."tags" && $1', sqlite: some });
    expectWhere(test("has-every"), {
      postgresql: '"u"."tags" @> $1',
      sqlite:
        'case when "u"."tags" is not null then not exists (select 1 from json_each(?) where value not in (select value from json_each("u"."tags"))) end',
    });
    expectWhere(test("is-empty"), {
      postgresql: 'cardinality("u"."tags") = 0',
      sqlite: 'json_array_length("u"."tags") = 0',
    });
  });
});

describe("changes", () => {
  const table = { name: "users" };

  it("inserts", () => {
    const rows = [
      [parameter(0, int), parameter(1, text)],
      [parameter(2, int), { kind: "literal", value: null } as const],
    ];
    expectSql(
      {
        kind: "insert",
        table,
        columns: ["id", "name"],
        source: { kind: "rows", rows },
        onConflict: { kind: "do-nothing" },
        returning: [output("id", { scalar: "BigInt" })],
      },
      {
        postgresql:
          'insert into "users" ("id", "name") values ($1, $2), ($3, null) on conflict do nothing returning "id"',
        sqlite:
          'insert into "users" ("id", "name") values (?, ?), (?, null) on conflict do nothing returning cast("id" as text)',
      },
    );
    expectSql(
      { kind: "insert", table, columns: [], source: { kind: "rows", rows: [[]] } },
      onBoth('insert into "users" default values'),
    );
    const twoDefaults: Statement = { kind: "insert", table, columns: [], source: { kind: "rows", rows: [[], []] } };
    expect(() => findDialect("sqlite")?.compile(twoDefaults)).toThrow("one row of defaults");
  });

  it("inserts arrays, without limits that would cut values", () => {
    const insert: Statement = {
      kind: "insert",
      table,
      columns: ["name", "tags"],
      source: {
        kind: "arrays",
        parameters: [parameter(0, { scalar: "String", length: 5 }), parameter(1, { ...role, isList: true })],
      },
    };
    expect(findDialect("postgresql")?.compile(insert).sql).toBe(
      'insert into "users" ("name", "tags") select c0, c1::"role"[] from unnest($1::text[], $2::text[]) as rows(c0, c1)',
    );
  });

  it("updates and deletes", () => {
    const where = compare(column("u.id"), "=", parameter(1, int));
    expectSql(
      {
        kind: "update",
        table,
        alias: "u",
        set: [
          { column: "name", value: parameter(0, text) },
          { column: "is_active", value: { kind: "literal", value: false } },
          { column: "n", value: { kind: "sum", left: column("u.n"), right: { kind: "literal", value: 1 } } },
        ],
        where,
        returning: [output("name", text)],
      },
      {
        postgresql:
          'update "users" as "u" set "name" = $1, "is_active" = false, "n" = "u"."n" + 1 where "u"."id" = $2 returning "name"',
        sqlite:
          'update "users" as "u" set "name" = ?, "is_active" = 0, "n" = "u"."n" + 1 where "u"."id" = +? returning "name"',
      },
    );
    expectSql(
      { kind: "delete", table, alias: "u", where },
      {
        postgresql: 'delete from "users" as "u" where "u"."id" = $1',
        sqlite: 'delete from "users" as "u" where "u"."id" = +?',
      },
    );
    expectSql({ kind: "delete", table, alias: "u" }, onBoth('delete from "users" as "u"'));
  });
});

describe("what goes with the SQL", () => {
  const statement: Statement = {
    kind: "update",
    table: { name: "users" },
    alias: "u",
    set: [{ column: "name", value: parameter(3, { scalar: "String", length: 3 }) }],
    where: compare(column("u.is_active"), "=", parameter(1, boolean)),
    returning: [output("is_active", boolean), output("name", text), { expression: column("id") }],
  };

  it.each(["postgresql", "sqlite"])("tells parameters, decoders and whether it only reads: %s", (name) => {
    const compiled = findDialect(name)!.compile(statement);
    expect(compiled.parameters.map(({ slot }) => slot)).toEqual([3, 1]);
    expect(compiled.decoders.map((decode) => typeof decode)).toEqual(["function", "undefined", "undefined"]);
    expect(compiled.isRead).toBe(false);
    expect(findDialect(name)!.compile(selectUsers()).isRead).toBe(true);
    // What is stored must fit.
    expect(() => compiled.parameters[0]?.encode("long")).toThrow("at most 3 characters");
    expect(compiled.parameters[0]?.encode(null)).toBeNull();
  });
});

describe("paths through JSON", () => {
  const path = (type: ValueType, ...steps: JsonStep[]): JsonPath => ({
    kind: "json-path",
    document: { kind: "column", source: "u", name: "settings" },
    steps,
    type,
  });
  const part = (name: string): JsonStep => ({ name, isNullable: true });

  it("takes a part out of JSON as a value of its type", () => {
    expectWhere(compare(path(text, part("address"), part("it's")), "=", parameter(0, text)), {
      postgresql: `("u"."settings" -> 'address' ->> 'it''s') = $1`,
      sqlite: `("u"."settings" -> 'address' ->> 'it''s') = +?`,
    });
    expectWhere(compare(path({ scalar: "Decimal" }, part("limit")), "<", parameter(0, { scalar: "Decimal" })), {
      postgresql: `("u"."settings" ->> 'limit')::numeric < $1`,
      sqlite: `decimal_key(("u"."settings" ->> 'limit')) < decimal_key(?)`,
    });
    expectWhere(compare(path(role, part("role")), "=", parameter(0, role)), {
      postgresql: `("u"."settings" ->> 'role') = $1`,
      sqlite: `("u"."settings" ->> 'role') = +?`,
    });
    expectWhere(
      { kind: "is-null", operand: path({ scalar: "Json" }, part("extra")) },
      onBoth(`nullif("u"."settings" -> 'extra', 'null') is null`),
    );
  });

  it("puts the default in the place of what is missing, and of null where there can be none", () => {
    const missing = { name: "theme", default: '"it\'s"' };
    expectWhere(compare(path(text, { ...missing, isNullable: true }), "=", parameter(0, text)), {
      postgresql: `(coalesce("u"."settings" -> 'theme', '"it''s"') #>> '{}') = $1`,
      sqlite: `(coalesce("u"."settings" -> 'theme', '"it''s"') ->> '$') = +?`,
    });
    expectWhere(
      compare(path(int, { name: "a", isNullable: false, default: "{}" }, part("b")), "=", parameter(0, int)),
      {
        postgresql: `(coalesce(nullif("u"."settings" -> 'a', 'null'), '{}') ->> 'b')::integer = $1`,
        sqlite: `(coalesce(nullif("u"."settings" -> 'a', 'null'), '{}') ->> 'b') = +?`,
      },
    );
  });

  it("makes rows of the elements of a list", () => {
    const list = path({ ...text, isList: true }, part("tags"));
    const element: JsonPath = {
      ...path(text),
      document: { kind: "column", source: "e", name: "value" },
    };
    expectWhere(
      {
        kind: "exists",
        select: {
          kind: "select",
          columns: [{ expression: { kind: "literal", value: 1 } }],
          from: { kind: "json-elements", list, elementType: text, alias: "e" },
          where: compare(element, "=", parameter(0, text)),
        },
      },
      {
        postgresql: `exists (select 1 from jsonb_array_elements_text(nullif("u"."settings" -> 'tags', 'null')) as "e"("value") where "e"."value" = $1)`,
        sqlite: `exists (select 1 from json_each(nullif("u"."settings" -> 'tags', 'null')) as "e" where "e"."value" = +?)`,
      },
    );
  });
});
