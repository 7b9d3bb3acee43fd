import type { Schema } from "@joinery/schema";
import fc from "fast-check";
import { createGenerationMemory, generate } from "../src/index.js";
import { randomSchema } from "./random-schema.js";

const edit = fc.record({ model: fc.nat(), index: fc.nat(), kind: fc.constantFrom("field", "relation", "key", "name") });

/** A schema in which one small thing is other than before. */
function applyEdit(schema: Schema, { model, index, kind }: { model: number; index: number; kind: string }): Schema {
  const edited = schema.models[model % schema.models.length]!;
  if (kind === "name") {
    return JSON.parse(JSON.stringify(schema).replaceAll(`"${edited.name}"`, `"${edited.name}X"`)) as Schema;
  }
  const without = <Item>(items: readonly Item[]) => items.filter((_, position) => position !== index % items.length);
  const changed = {
    ...edited,
    ...(kind === "relation" && { relations: without(edited.relations) }),
    ...(kind === "key" && { uniques: without(edited.uniques) }),
    ...(kind === "field" && {
      fields: edited.fields.map((field, position) =>
        position === index % edited.fields.length ? { ...field, documentation: `Edit ${index}` } : field,
      ),
    }),
  };
  return { ...schema, models: schema.models.map((each) => (each === edited ? changed : each)) };
}

test("what is remembered of earlier runs changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(randomSchema, fc.array(edit, { minLength: 1, maxLength: 6 }), async (first, edits) => {
      const memory = createGenerationMemory();
      await generate(first, { memory });
      let schema = first;
      for (const each of edits) {
        schema = applyEdit(schema, each);
        expect(await generate(schema, { memory })).toEqual(await generate(schema));
      }
    }),
    { numRuns: 40, interruptAfterTimeLimit: 40_000 },
  );
});

test("only what changed is made again", async () => {
  const [schema] = fc.sample(
    randomSchema.filter(({ models }) => models.length > 2),
    { numRuns: 1, seed: 7 },
  );
  const memory = createGenerationMemory();
  const before = await generate(schema!, { memory });
  const after = await generate(structuredClone(schema!), { memory });
  expect(after.every((file, index) => file === before[index])).toBe(true);
});
