import { layOutSql } from "../src/lay-out-sql.js";
import { printLayout } from "../src/layout.js";
import { printCompiled } from "../src/print-compiled.js";

const evaluate = (data: unknown) =>
  // oxlint-disable-next-line no-implied-eval -- what was printed is code
  new Function(`return ${printLayout(printCompiled(data), 100)}`)() as unknown;

describe("data of a compiled query", () => {
  it("is what it was, values of every type among it", () => {
    const data = {
      value: [new Date(5), 9007199254740993n, new Uint8Array([0, 255]), null, -0.5, "it's `${x}`\n\\", true],
      sources: [{ kind: "fixed", value: { sql: "select 1", link: "x", prototype: [] } }],
      default: { sql: "from a" },
      loaded: { link: "loadChoice", sql: undefined },
      empty: [],
    };
    expect(evaluate(data)).toEqual(data);
  });

  it("has SQL on several lines, and code as it is", () => {
    const sql = 'select "a", \' from `${b}`\' from "t" where "a" like ? escape \'\\\' and "b" = 1';
    expect(evaluate({ sql })).toEqual({
      sql: `\n  select "a", ' from \`\${b}\`'\n  from "t"\n  where "a" like ? escape '\\'\n    and "b" = 1\n`.replaceAll(
        "\n",
        "\n  ",
      ),
    });
    expect(evaluate({ link: "1 +\n  1" })).toEqual({ link: 2 });
  });
});

describe("SQL laid out", () => {
  const columns = Array.from({ length: 30 }, (_, index) => `"t"."column ${index}, from"`).join(", ");

  it.each([
    'select "a" from "t"',
    `select ${columns} from "t" left join "u" on "u"."a" = "t"."a" and "u"."b" = 1 where "x" = ' and from where '`,
    `select 1 from (select ${columns} from "t" where "a" in (select 1 from "u") order by "b") as "t" limit 1 offset 2`,
    `select 1 from "t" where exists (select ${columns} from "u" inner join "v" on true) group by "a", "b" order by "c"`,
  ])("is the same with a space for each line break: %#", (sql) => {
    const lines = layOutSql(sql)!;
    expect(lines.join("\n").replaceAll(/\n */g, " ")).toBe(sql);
    expect(lines.length).toBeGreaterThan(1);
  });

  it("is not, where it has line breaks of its own", () => {
    expect(layOutSql("select 'a\nb' from t")).toBeUndefined();
  });
});
