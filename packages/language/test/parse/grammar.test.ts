import { LineGrammar } from "../../src/parse/grammar.js";

test("the grammar has no ambiguity, no left recursion and no alternative out of reach", () => {
  expect(() => new LineGrammar({ isValidated: true })).not.toThrow();
});
