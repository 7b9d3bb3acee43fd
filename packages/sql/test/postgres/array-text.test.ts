import fc from "fast-check";
import { parseArrayText, writeArrayText } from "../../src/postgres/array-text.js";

it("reads back what it writes", () => {
  const text = fc.string({ unit: fc.constantFrom("a", " ", '"', "\\", "{", "}", ",", "NULL", "\n", "é") });
  fc.assert(
    fc.property(fc.array(text), (elements) => expect(parseArrayText(writeArrayText(elements))).toEqual(elements)),
  );
});

it.each(["", "{", "a", "{{1},{2}}", '{"a}', "{a\\}"])("takes %s for no list", (text) => {
  expect(parseArrayText(text)).toBeUndefined();
});
