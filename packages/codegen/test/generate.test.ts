import fc from "fast-check";
import { generate } from "../src/index.js";
import { formatCode } from "./format-code.js";
import { randomSchema } from "./random-schema.js";

test("any schema gives code that Prettier would not change, and the same again", async () => {
  await fc.assert(
    fc.asyncProperty(randomSchema, fc.constantFrom(80, 100, 120), async (schema, printWidth) => {
      const files = await generate(schema, { printWidth });
      for (const { path, text } of files) {
        expect({ path, text: await formatCode(text, printWidth) }).toEqual({ path, text });
      }
      expect(await generate(schema, { printWidth })).toEqual(files);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 40_000 },
  );
});
