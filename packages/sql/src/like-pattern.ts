import { isStorableText } from "@joinery/schema";
import { ValueError, type Encode } from "./dialect.js";
import type { Pattern } from "./statement.js";

/** A piece of a pattern: text that matches itself, any one character, or any run of characters. */
export type PatternPiece = { readonly text: string } | "one" | "any";

/**
 * From the user's search text to a pattern as the dialect spells it. All matches but "like" take the text literally; that one
 * reads `%`, `_` and the escape `\`, as SQL does.
 */
export function patternEncoder(match: Pattern["match"], print: (piece: PatternPiece) => string): Encode {
  return (value) => {
    if (value === null) return null;
    if (typeof value !== "string" || !isStorableText(value)) {
      throw new ValueError("expected a string without NUL characters and without halves of surrogate pairs");
    }
    return readPattern(match, value).map(print).join("");
  };
}

function readPattern(match: Pattern["match"], text: string): PatternPiece[] {
  switch (match) {
    case "contains":
      return ["any", { text }, "any"];
    case "starts-with":
      return [{ text }, "any"];
    case "ends-with":
      return ["any", { text }];
    case "like":
      return readLike(text);
  }
}

function readLike(pattern: string): PatternPiece[] {
  const tokens = pattern.match(/\\[^]?|[%_]|[^\\%_]+/g) ?? [];
  return tokens.map((token): PatternPiece => {
    if (token === "%") return "any";
    if (token === "_") return "one";
    if (token === "\\")
      throw new ValueError("expected a pattern that does not end in its escape character, a backslash");
    return { text: token.startsWith("\\") ? token.slice(1) : token };
  });
}

/** A piece as LIKE spells it, with `\` as the escape. */
export function printLike(piece: PatternPiece): string {
  if (piece === "any") return "%";
  if (piece === "one") return "_";
  return piece.text.replaceAll(/[\\%_]/g, "\\$&");
}
