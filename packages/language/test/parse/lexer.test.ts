import { lexSource } from "../../src/parse/lexer.js";

const lex = (text: string) => lexSource({ path: "a.model", text });
const kinds = (text: string) => lex(text).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);

test("names, attributes, variables and punctuation", () => {
  expect(kinds("email String? @unique @@index $since { } [ ] ( ) , : . = |")).toEqual([
    "Name email",
    "Name String",
    "Question ?",
    "FieldAttribute @unique",
    "BlockAttribute @@index",
    "Variable $since",
    "LeftBrace {",
    "RightBrace }",
    "LeftSquare [",
    "RightSquare ]",
    "LeftParenthesis (",
    "RightParenthesis )",
    "Comma ,",
    "Colon :",
    "Dot .",
    "Equals =",
    "Bar |",
  ]);
});

test.each(["0", "-1", "1.5", "-0.25", "1e3", "2.5E-10", "9223372036854775808", "0.000000000000000000001"])(
  "%s is a number",
  (text) => {
    expect(kinds(text)).toEqual([`NumberText ${text}`]);
    expect(lex(text).diagnostics).toEqual([]);
  },
);

test.each(["01", "1.", "1.2.3", "1e", "0x10", "12abc", "1_0", "-00"])("%s is one mistake", (text) => {
  expect(lex(text).diagnostics).toMatchObject([{ code: "parse/invalid-number", span: { start: 0, end: text.length } }]);
});

test("line ends of all systems are one token each, a byte order mark and other blanks none", () => {
  expect(kinds("\ufeffa\r\nb\rc\n\u00a0\u3000d").filter((kind) => kind.startsWith("Name"))).toHaveLength(4);
  expect(lex("\ufeffa\r\nb\rc\n\u00a0\u3000d").tokens).toHaveLength(7);
  expect(lex("\ufeffa\r\nb\rc\n\u00a0\u3000d").diagnostics).toEqual([]);
});

test("comments travel beside the tokens", () => {
  const { tokens, comments } = lex('a // one "\n/// two\n"//"');
  expect(tokens.map(({ image }) => image)).toEqual(["a", "\n", "\n", '"//"']);
  expect(comments.map(({ image }) => image)).toEqual(['// one "', "/// two"]);
});

test("every character is in a token, a comment, a blank or a diagnostic", () => {
  const { diagnostics, damages } = lex("a % ö \u0007 b;");
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "`%` has no meaning here.",
    "`ö` has no meaning here.",
    "U+0007 has no meaning here.",
    "`;` has no meaning here.",
  ]);
  expect(damages).toEqual([2, 4, 6, 9]);
});

test("a string of megabytes, with escapes or without an end, is read like any other", () => {
  const million = 1_000_000;
  expect(lex(`"${'\\"'.repeat(5 * million)}"`).tokens).toHaveLength(1);
  expect(lex(`"${"a".repeat(5 * million)}`).diagnostics).toMatchObject([{ code: "parse/unterminated-string" }]);
  expect(lex("/*\n".repeat(million)).diagnostics).toHaveLength(million);
});
