import type { Span } from "@joinery/schema";
import fc from "fast-check";
import { compile, formatModelFile, parseModelFile } from "../../src/index.js";
import { kitchenSink } from "../kitchen-sink.js";
import { arbitrarySource } from "./arbitrary-source.js";
import { nodesOf } from "./nodes-of.js";
import { stripPlaces } from "./strip-places.js";

const path = "a.model";

test("what the grammar allows is read without a complaint", () => {
  fc.assert(fc.property(arbitrarySource(), (text) => expect(parseModelFile({ path, text }).diagnostics).toEqual([])));
});

test("every node is frozen, lies inside its parent, and names spell their span", () => {
  fc.assert(
    fc.property(arbitrarySource(), (text) => {
      const { file } = parseModelFile({ path, text });
      for (const { node, parent } of nodesOf(file)) {
        expect(Object.isFrozen(node) && Object.isFrozen(node.span)).toBe(true);
        const around = parent?.span ?? { start: 0, end: text.length };
        expect(node.span.start).toBeGreaterThanOrEqual(around.start);
        expect(node.span.end).toBeLessThanOrEqual(around.end);
        const spelled = text.slice(node.span.start, node.span.end);
        if (node.kind === "name" && !spelled.startsWith('"')) expect(node).toMatchObject({ text: spelled });
      }
    }),
  );
});

test("formatting keeps the meaning and every comment, and a second time changes nothing", () => {
  fc.assert(
    fc.property(arbitrarySource(), (text) => {
      const formatted = formatModelFile({ path, text });
      expect(formatted.diagnostics).toEqual([]);
      const again = parseModelFile({ path, text: formatted.text });
      expect(again.diagnostics).toEqual([]);
      expect(stripPlaces(again.file)).toEqual(stripPlaces(parseModelFile({ path, text }).file));
      expect(formatModelFile({ path, text: formatted.text }).text).toBe(formatted.text);
    }),
    { numRuns: 500 },
  );
});

/** Cuts a piece out of a text and puts another in its place: characters that mean something, or a piece of the text. */
function edit(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const piece = fc.oneof(
    fc.constant(""),
    fc.constantFrom(
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      '"',
      "'",
      "@",
      "@@",
      "\n",
      "//",
      "/*",
      ":",
      ",",
      "$",
      "model ",
      "\\",
      "\0",
      "é",
    ),
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.tuple(place, fc.nat({ max: 40 })).map(([start, length]) => text.slice(start, start + length)),
  );
  return fc
    .tuple(place, fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 200 })), piece)
    .map(([start, length, inserted]) => text.slice(0, start) + inserted + text.slice(start + length));
}

test("however a file is broken, nothing throws and every place named lies in it", () => {
  const source = fc.oneof(fc.constant(kitchenSink.text), arbitrarySource());
  const broken = source.chain(edit).chain(edit).chain(edit);
  fc.assert(
    fc.property(broken, (text) => {
      const { diagnostics } = compile([{ path, text }]);
      const isInside = ({ start, end, file }: Span): boolean =>
        file === path && 0 <= start && start <= end && end <= text.length;
      for (const { span, related, fixes } of diagnostics) {
        const spans = [
          span,
          ...related.map((place) => place.span),
          ...fixes.flatMap((fix) => fix.edits.map((one) => one.span)),
        ];
        expect(spans.filter((one) => !isInside(one))).toEqual([]);
      }
      const formatted = formatModelFile({ path, text });
      if (formatted.diagnostics.length > 0) expect(formatted.text).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test("a broken line is one mistake and hides nothing of the others", () => {
  const fields = [...kitchenSink.text.matchAll(/^  [a-z]\w* +[A-Z]\w*$/gm)];
  expect(fields.length).toBeGreaterThan(10);
  const broken = [
    "%",
    "name",
    "name = 5",
    "name: String",
    "name String,",
    "name String(255",
    "name String @map(",
    "name [String]",
    "@id",
    "name Int?[]",
    'name String @map("',
    "name String)",
  ];
  const countFields = (text: string): number =>
    nodesOf(parseModelFile({ path, text }).file).filter(({ node }) => node.kind === "field").length;
  const whole = countFields(kitchenSink.text);
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...broken), ({ index }, line) => {
      const text = `${kitchenSink.text.slice(0, index)}  ${line}\n${kitchenSink.text.slice(index)}`;
      expect(parseModelFile({ path, text }).diagnostics).toHaveLength(1);
      expect(countFields(text)).toBeGreaterThanOrEqual(whole);
    }),
  );
});
