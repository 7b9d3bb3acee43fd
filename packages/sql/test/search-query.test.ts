import fc from "fast-check";
import { parseSearchQuery } from "../src/index.js";

/** What was read, in the words of the documentation. */
function print(text: string, language?: "english"): string {
  return parseSearchQuery(text, language)
    .map(({ all, none }) =>
      [...all.map((term) => ["", term] as const), ...none.map((term) => ["-", term] as const)]
        .map(([sign, { words, isPrefix }]) => `${sign}[${words.join(" ")}]${isPrefix ? "*" : ""}`)
        .join(" "),
    )
    .join(" or ");
}

it.each([
  ["a b", "[a] [b]"],
  ['"a b" c', "[a b] [c]"],
  ['a"b c"d', "[a] [b c] [d]"],
  ['"a b', "[a b]"],
  ["a -b", "[a] -[b]"],
  ['a -"b c"*', "[a] -[b c]*"],
  ["a - b", "[a] [b]"],
  ["a --b", "[a] [b]"],
  ["a-b", "[a b]"],
  ["a-b*", "[a b]*"],
  ["a*b", "[a b]"],
  ["a**", "[a]"],
  ["*", ""],
  ["a OR b or", "[a] or [b]"],
  ["a or -b", "[a]"],
  ['"or" or "a or b"', "[or] or [a or b]"],
  ["-a", ""],
  ["", ""],
  ["\u00e9t\u00e9 e\u0301 日本 x² 3.14", "[\u00e9t\u00e9] [e\u0301] [日本] [x] [3 14]"],
])("reads %j", (text, expected) => {
  expect(print(text)).toBe(expected);
});

it("passes over words that are too common at the ends of a term, in a language that has such", () => {
  expect(print('the cat -the "the cat in the hat" the* "cat the"*', "english")).toBe("[cat] [cat in the hat] [cat]");
  expect(print("the")).toBe("[the]");
  expect(print("the or -cat", "english")).toBe("");
});

it("finds nothing by a word that no index keeps whole, and excludes nothing by it", () => {
  const endless = "x".repeat(256);
  expect(print(`a ${endless} or b -${endless}`)).toBe("[b]");
});

it("refuses more words than anybody types, and takes any other text", () => {
  expect(() => parseSearchQuery("a ".repeat(1001))).toThrow("expected 1000 words at most");
  const texts = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(texts, (text) => {
      for (const { all, none } of parseSearchQuery(text)) {
        expect(all.length).toBeGreaterThan(0);
        // Nothing that a database could take for a sign.
        for (const { words } of [...all, ...none]) expect(words.join("")).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
      }
    }),
  );
});
