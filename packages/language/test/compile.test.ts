import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { compile, type CompileStage, type ParseMemory } from "../src/index.js";
import { makeSchema } from "./make-schema.js";

const examples = join(__dirname, "../../../schemas");
const readExample = (file: string) => ({ path: file, text: readFileSync(join(examples, file), "utf8") });

const compileText = (text: string) => compile([{ path: "schema.model", text }]);

test.each(["blog.model", "shop.model", "movies.model"])("%s has no mistake", (file) => {
  const { schema, diagnostics } = compile([readExample(file)]);
  expect(diagnostics).toEqual([]);
  expect(schema?.models.length).toBeGreaterThan(4);
});

test("with what an earlier run read, a change gives what it gives without", () => {
  const parts = makeSchema(30).split(/(?=^model )/m);
  const sources = parts.map((text, index) => ({ path: `${index}.model`, text }));
  const memory: ParseMemory = new Map();
  compile(sources, { memory });
  const kept = memory.get("1.model");
  const changed = sources.map((source) =>
    source.path === "2.model" ? { ...source, text: source.text.replace("Int", "Itn") } : source,
  );
  expect(compile(changed, { memory })).toEqual(compile(changed));
  expect(compile(changed, { memory }).diagnostics.length).toBeGreaterThan(0);
  expect(memory.get("1.model")).toBe(kept);
});

test("tells of each file parsed, each model built and each rule checked, in this order", () => {
  const sources = makeSchema(3)
    .split(/(?=^model )/m)
    .map((text, index) => ({ path: `${index}.model`, text }));
  const told: (readonly [CompileStage, number, number])[] = [];
  const { schema } = compile(sources, { onProgress: (...progress) => told.push(progress) });
  const rules = told.filter(([stage]) => stage === "check").length;
  expect(rules).toBeGreaterThan(10);
  const countUp = (stage: CompileStage, total: number) =>
    Array.from({ length: total }, (_, index) => [stage, index + 1, total]);
  expect(told).toEqual([
    ...countUp("parse", sources.length),
    ...countUp("build", schema?.models.length ?? 0),
    ...countUp("check", rules),
  ]);
});

test("nothing is an empty schema", () => {
  expect(compile([])).toEqual({
    schema: { enums: [], models: [], joinTables: [] },
    places: expect.anything(),
    files: [],
    diagnostics: [],
  });
});

test("fifty mistakes are fifty diagnostics", () => {
  const { schema, diagnostics } = compileText(readFileSync(join(__dirname, "fifty-mistakes.model"), "utf8"));
  expect(schema).toBeUndefined();
  const lines = diagnostics.map(({ code, span }) => `${code} ${span.start}`);
  expect(new Set(lines).size).toBe(lines.length);
  expect(diagnostics).toHaveLength(50);
});

test("the naming is the user's choice", () => {
  const text =
    "enum UserRole {\n  A\n}\nmodel OrderItem {\n  id Int @id\n  unitPrice Int @unique\n  of OrderItem?\n}\n";
  const { schema } = compile([{ path: "a.model", text }], { naming: { tables: "preserve", columns: "preserve" } });
  const [model] = schema?.models ?? [];
  expect(schema?.enums[0]?.databaseName).toBe("UserRole");
  expect(model?.table.name).toBe("OrderItem");
  expect(model?.accessor).toBe("orderItems");
  expect(model?.fields.map((field) => field.column)).toEqual(["id", "unitPrice", "ofId"]);
  expect(model?.uniques).toEqual([{ name: "OrderItem_unitPrice_key", fields: ["unitPrice"] }]);
  const singular = compile([{ path: "a.model", text }], { naming: { tables: "snake" } });
  expect(singular.schema?.models[0]?.table.name).toBe("order_item");
});

test("the same sources give the same bytes", () => {
  const sources = [readExample("shop.model")];
  expect(JSON.stringify(compile(sources).schema)).toBe(JSON.stringify(compile(sources).schema));
});

describe("whatever the order of the declarations", () => {
  const blocks = readExample("shop.model").text.split(/\n\n(?=(?:\/\/\/|model|mixin|enum))/);
  const sorted = ({ schema }: ReturnType<typeof compile>) => {
    const byText = (items: readonly unknown[] | undefined) => items?.map((item) => JSON.stringify(item)).sort();
    return [byText(schema?.enums), byText(schema?.models), byText(schema?.joinTables)];
  };
  const expected = sorted(compileText(blocks.join("\n\n")));

  test("the meaning is the same", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(blocks, { minLength: blocks.length }), (shuffled) => {
        expect(sorted(compileText(shuffled.join("\n\n")))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe("nothing makes it throw", () => {
  const texts = readdirSync(examples)
    .filter((file) => file.endsWith(".model"))
    .map((file) => readExample(file).text);
  const tokens = [...new Set(texts.join("\n").match(/\w+|[^\s\w]|\n/g))];

  test("random edits of the examples", () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(12),
      insert: fc.array(fc.constantFrom(...tokens), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 8 }), (text, edits) => {
        const parts = text.split(/(\s+|\b)/);
        for (const { at, remove, insert } of edits) parts.splice(at % parts.length, remove, ...insert);
        const { schema, diagnostics } = compileText(parts.join(""));
        expect(schema === undefined).toBe(diagnostics.some((diagnostic) => diagnostic.severity === "error"));
        JSON.stringify(schema);
      }),
      { numRuns: 150 },
    );
  });

  test("lines of one example in another's blocks", () => {
    const lines = texts.flatMap((text) => text.split("\n"));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), (chosen) => {
        expect(compileText(chosen.join("\n")).diagnostics).toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["mixins", (i: number) => `mixin M${i}${i === 0 ? "" : ` with M${i - 1}`} {\n  f${i} Int\n}`],
    ["keys", (i: number) => `model M${i} {\n  ${i === 0 ? "id Int @id" : `m M${i - 1} @id`}\n}`],
    [
      "keys that double",
      (i: number) => `model M${i} {\n  ${i === 0 ? "id Int @id" : `a M${i - 1}\n  b M${i - 1}\n  @@id([a, b])`}\n}`,
    ],
  ])("%s of their like, far too deep", (_, declare) => {
    const blocks = Array.from({ length: 1000 }, (__, i) => declare(i));
    expect(compileText(blocks.join("\n")).schema).toBeUndefined();
    expect(compileText(blocks.reverse().join("\n")).schema).toBeUndefined();
  });
});

describe("a file of nonsense costs no more than its size", () => {
  const repeat = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("\n");
  const model = (name: string, body: string) => `model ${name} {\n  id Int @id\n${body}\n}\n`;

  test.each([
    ["types that do not exist", repeat(5_000, (i) => model(`M${i}`, `  x Nope${i}x`))],
    [
      "lists without another side",
      model(
        "Hub",
        repeat(5_000, (i) => `  f${i} M${i}[]`),
      ) + repeat(5_000, (i) => model(`M${i}`, "  a Q")),
    ],
    [
      "one tangle of relations",
      model(
        "A",
        repeat(5_000, (i) => `  f${i} B[]`),
      ) +
        model(
          "B",
          repeat(5_000, (i) => `  g${i} A`),
        ),
    ],
    [
      "a model's relations to itself",
      model(
        "A",
        repeat(5_000, (i) => `  f${i} A[]\n  g${i} A?`),
      ),
    ],
    [
      "endless keys",
      model(
        "A",
        `  a A @relation(fields: [${repeat(150_000, () => "id,")}])\n  @@index([${repeat(150_000, () => "id,")}])`,
      ),
    ],
    ["endless arguments", model("A", `  @@index([id(${repeat(150_000, () => "sort: asc,")})])`)],
    ["long names", model("A".repeat(100_000), `  ${"b".repeat(100_000)} ${"A".repeat(99_999)}`)],
    [
      "names that begin alike",
      model("A", `${repeat(2000, (i) => `  a${"b".repeat(i)} A?`)}\n  @@index([a${"b".repeat(2000)}Id])`),
    ],
  ])("%s", (_, text) => {
    const before = process.cpuUsage();
    expect(compileText(text).diagnostics.length).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});

test("time is linear in the number of models", () => {
  const best = (count: number) => {
    const source = { path: "a.model", text: makeSchema(count) };
    const times = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      expect(compile([source]).diagnostics).toEqual([]);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    });
    return Math.min(...times);
  };
  best(200); // Warms up.
  expect(best(1000)).toBeLessThan(best(200) * 5 * 2.5);
});
