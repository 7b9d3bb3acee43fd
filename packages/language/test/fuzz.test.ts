import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Span } from "@joinery/schema";
import { compile, formatModelFile } from "../src/index.js";
import { options } from "./dialects.js";

/**
 * Random edits of valid files, always the same ones. `JOINERY_FUZZ_EDITS=20000` makes as many, and
 * `JOINERY_FUZZ_SEED` others.
 */
const edits = Number(process.env["JOINERY_FUZZ_EDITS"] ?? 300);
const seed = Number(process.env["JOINERY_FUZZ_SEED"] ?? 1);

const path = "a.model";
const examples = join(__dirname, "../../../schemas");
const texts = readdirSync(examples)
  .filter((file) => file.endsWith(".model"))
  .sort()
  .map((file) => readFileSync(join(examples, file), "utf8"));

/** Far more than a broken file of this size takes, and far less than what does not end. */
const longestMilliseconds = 5_000;

const pieces = [
  ..."{ } ( ) [ ] \" ' @ @@ $ : , . = ? | \\ / ; % < é 😀 // /// /* */ []? -1e5".split(" "),
  "model ",
  "enum X {",
  "query A.b(",
  " extends ",
  " with ",
  "\0",
  "\n",
  "\r",
  "\t",
  " ",
  "\ud800",
];

function* randomEdits(): Generator<string> {
  let state = seed;
  const pick = (count: number): number => (state = (state * 48_271) % 2_147_483_647) % count;
  for (let made = 0; made < edits;) {
    let text = texts[pick(texts.length)] as string;
    // Damage adds up for a few edits; each of the stages is a text of its own.
    for (let rest = 1 + pick(6); rest > 0 && made < edits; rest--, made++) {
      const start = pick(text.length + 1);
      const length = [0, 1, pick(10), pick(300)][pick(4)] as number;
      const from = pick(text.length + 1);
      const inserted = pick(3) === 0 ? text.slice(from, from + pick(80)) : (pieces[pick(pieces.length)] as string);
      text = text.slice(0, start) + inserted + text.slice(start + length);
      yield text;
    }
  }
}

test(
  "however valid files are edited, nothing throws, nothing hangs, and every place lies in the file",
  () => {
    let made = 0;
    let slowest = 0;
    for (const text of randomEdits()) {
      made++;
      const before = process.cpuUsage();
      const { diagnostics, schema } = compile([{ path, text }], options);
      const formatted = formatModelFile({ path, text });
      const { user, system } = process.cpuUsage(before);
      slowest = Math.max(slowest, (user + system) / 1000);

      const spans = diagnostics.flatMap(({ span, related, fixes }) => [
        span,
        ...related.map((place) => place.span),
        ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.span)),
      ]);
      const isOutside = ({ file, start, end }: Span): boolean =>
        file !== path || !(0 <= start && start <= end && end <= text.length);
      if (spans.some(isOutside)) throw new Error(`A place outside of the file, in: ${JSON.stringify(text)}`);
      expect(schema === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
      if (formatted.diagnostics.length > 0) expect(formatted.text).toBe(text);
    }
    expect(made).toBe(edits);
    expect(slowest).toBeLessThan(longestMilliseconds);
  },
  60_000 + edits * 50,
);
