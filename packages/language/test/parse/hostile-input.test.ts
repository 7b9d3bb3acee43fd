import { compile, formatModelFile, parseModelFile } from "../../src/index.js";
import { kitchenSink } from "../kitchen-sink.js";

const path = "a.model";
const parse = (text: string) => parseModelFile({ path, text });
const codes = (text: string) => parse(text).diagnostics.map(({ code }) => code);

/** Text of about this many million characters. What took more than linear time would be seen at a quarter of one. */
const megabytes = (count: number, text: string): string => text.repeat(Math.ceil((count * 1_000_000) / text.length));

const open = "model A {\n  id Int @id\n  a Json @default(";

test.each(["[", "{ a: ", "f(", "[{ a: f("])(
  "ten thousand nested %s are refused, and what follows is read",
  (bracket) => {
    expect(codes(`${open}${bracket.repeat(10_000)}\n  b Int\n  c\n}`)).toContain("parse/nesting-too-deep");
    expect(codes(`${open}${"[".repeat(10_000)}${"]".repeat(10_000)})\n  c\n}`)).toEqual([
      "parse/nesting-too-deep",
      "parse/unexpected-token",
    ]);
  },
);

test("a hundred nested brackets are read", () => {
  expect(codes(`${open}${"[".repeat(99)}${"]".repeat(99)})\n}`)).toEqual([]);
});

test.each([
  ["openers", megabytes(0.25, "[")],
  ["openers in a block", open + megabytes(0.25, "(")],
  ["closers", megabytes(0.25, ")]}")],
  ["openers, then closers", `${open}${"(".repeat(100_000)}${"]".repeat(100_000)}${")".repeat(100_000)}`],
  ["quotes", megabytes(0.25, '"a\n')],
  ["stray characters", megabytes(0.25, "%\n")],
  ["stray characters of one line", megabytes(0.25, "% ")],
  ["comments that never end", megabytes(0.25, "/*\n")],
  ["comments", megabytes(0.25, "/// a\n")],
  ["blank lines", megabytes(0.25, " \n")],
  ["headers", megabytes(0.25, "model A\n")],
  ["headers of unknown kind", megabytes(0.25, "table A {\n")],
  ["headers that go on", `model A\n${megabytes(0.25, "with B\n")}`],
  ["blocks without an end", megabytes(0.25, "model A {\n  id Int\n")],
  ["broken lines", `model A {\n${megabytes(0.25, "  a = 5\n")}}`],
  ["broken lines in brackets", `model A {\n  a Int @x(\n${megabytes(0.25, "  5 5\n")}}`],
  ["words", megabytes(0.25, "word ")],
  ["one word", "a".repeat(250_000)],
  ["one number", "1".repeat(250_000)],
  ["one line of attributes", `model A {\n  a Int ${megabytes(0.25, "@x(1) ")}\n}`],
  ["one list", `model A {\n  a Int @x([${megabytes(0.25, "1, ")}])\n}`],
])("a quarter of a megabyte of %s", (_, text) => {
  const { file, diagnostics } = parse(text);
  expect(diagnostics.length).toBeLessThanOrEqual(101);
  for (const { span } of diagnostics) expect(span.end).toBeLessThanOrEqual(file.text.length);
  if (diagnostics.length === 0) expect(parse(formatModelFile({ path, text }).text).diagnostics).toEqual([]);
});

test("five megabytes of schema are read", () => {
  const { file, diagnostics } = parse(megabytes(5, kitchenSink.text));
  expect(diagnostics).toEqual([]);
  expect(file.declarations.length).toBeGreaterThan(5000);
});

test("binary files are named as such, in one diagnostic", () => {
  let state = 1;
  const bytes = Buffer.from(Array.from({ length: 100_000 }, () => (state = (state * 48_271) % 2_147_483_647) & 0xff));
  for (const encoding of ["utf8", "latin1"] as const) {
    expect(codes(bytes.toString(encoding))).toEqual(["parse/not-text"]);
  }
  expect(codes(Buffer.from(kitchenSink.text, "utf16le").toString("utf8"))).toEqual(["parse/not-text"]);
  expect(compile([{ path, text: bytes.toString("utf8") }]).schema).toBeUndefined();
});

test("a truncated file says where it ends early, wherever it is cut", () => {
  const { text } = kitchenSink;
  for (let end = 1; end < text.length; end += 37) {
    const { diagnostics } = parse(text.slice(0, end));
    expect(diagnostics.length).toBeLessThanOrEqual(2);
  }
});
