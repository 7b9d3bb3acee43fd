import fc from "fast-check";
import { splitStatements, UnclosedSqlError } from "../../src/files/split-statements.js";

const sqlOf = (text: string) => splitStatements(text).map(({ sql }) => sql);

it.each([
  ["nothing", "", []],
  ["only comments and semicolons", "-- a\n;; /* b */ ;", []],
  ["the last one without a semicolon", "select 1; select 2", ["select 1", "select 2"]],
  [
    "semicolons in texts and names",
    `select ';', 'it''s;' as ";"";"; select 2`,
    [`select ';', 'it''s;' as ";"";"`, "select 2"],
  ],
  ["backslashes in E'' only", String.raw`select e'\';', '\'; select 2`, [String.raw`select e'\';', '\'`, "select 2"]],
  [
    "dollar quotes",
    "do $$ begin; end $$; do $a$ $$;$b$; $a$; select 1",
    ["do $$ begin; end $$", "do $a$ $$;$b$; $a$", "select 1"],
  ],
  ["dollars that quote nothing", "select $1; select a$b$c; select 1", ["select $1", "select a$b$c", "select 1"]],
  ["comments inside", "select 1 -- ;\n + 2 /* ; /* ; */ ; */; select 3", ["select 1 -- ;\n + 2", "select 3"]],
  ["a comment that does not nest", "/* a /* b */ select 1; select 2", ["select 1", "select 2"]],
  [
    "the body of a trigger",
    "create trigger t after insert on a begin update a set b = case when 1 then 2 end; delete from c; end; select 1",
    [
      "create trigger t after insert on a begin update a set b = case when 1 then 2 end; delete from c; end",
      "select 1",
    ],
  ],
  [
    "the body of a routine",
    "create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 1",
    ["create function f() returns int begin atomic select 1; select case when true then 2 end; end", "select 1"],
  ],
  ["begin outside of a body", "begin; select 1; end", ["begin", "select 1", "end"]],
  ["a column called begin", "create table a (begin int); select 1", ["create table a (begin int)", "select 1"]],
  ["Windows line ends", "select 1;\r\nselect 2;\r\n", ["select 1", "select 2"]],
])("splits %s", (_, text, expected) => {
  expect(sqlOf(text)).toEqual(expected);
});

it("keeps the comments before a statement, and where it begins", () => {
  const text = "-- one\n--two\nselect 1; -- behind\n/* three\n four */\nselect 2;";
  expect(splitStatements(text)).toEqual([
    { sql: "select 1", start: text.indexOf("select 1"), comments: ["one", "two"] },
    { sql: "select 2", start: text.indexOf("select 2"), comments: ["behind", "three", "four"] },
  ]);
});

it.each([
  ["a text", "select 1; select 'a;", 17],
  ["a name", 'select "a', 7],
  ["a dollar quote", "do $x$ a $y$", 3],
  ["a comment", "/* a", 0],
  ["a body", "create trigger t after insert on a begin select 1;", 35],
])("says where %s begins that does not end", (_, text, offset) => {
  expect(() => splitStatements(text)).toThrow(UnclosedSqlError);
  expect(() => splitStatements(text)).toThrow(expect.objectContaining({ offset }) as Error);
});

it("splits what was joined, and takes any text without another error", () => {
  const part = fc.constantFrom(
    "select 1",
    "insert into a values (';')",
    `update "a;" set b = 1`,
    "do $$;$$",
    "a -- ;\n",
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(sqlOf(parts.join(";\n"))).toEqual(parts.map((each) => each.replace(/ -- ;\n$/, "")));
    }),
  );
  const piece = fc.constantFrom(
    "'",
    '"',
    "$",
    "$a$",
    "--",
    "/*",
    "*/",
    "\n",
    ";",
    "begin",
    "end",
    "create",
    "case",
    "e'",
    "\\",
    " x ",
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        splitStatements(pieces.join(""));
      } catch (error) {
        expect(error).toBeInstanceOf(UnclosedSqlError);
      }
    }),
  );
});
