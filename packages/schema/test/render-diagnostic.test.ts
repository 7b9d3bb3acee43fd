import fc from "fast-check";
import { renderDiagnostic, type Diagnostic, type SourceFile } from "../src/index.js";

const source: SourceFile = { path: "schema/blog.model", text: "model Post {\n\tid Int\n  tags 日本 😀 Tag  \n}\n" };

function at(start: number, end: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const span = { file: source.path, start, end };
  return { code: "check/x", severity: "error", message: "No.", span, related: [], fixes: [], ...more };
}

test("a code, a message, a place, a frame, related places and help", () => {
  const start = source.text.indexOf("Tag");
  const diagnostic = at(start, start + 3, {
    message: "Unknown type `Tag`.",
    related: [{ span: { file: source.path, start: 6, end: 10 }, message: "In this model." }],
    fixes: [{ title: "Change to `Tags`", edits: [] }],
  });
  expect(renderDiagnostic(diagnostic, [source])).toBe(
    [
      "error[check/x] Unknown type `Tag`.",
      "  --> schema/blog.model:3:14",
      "  |",
      "3 |   tags 日本 😀 Tag",
      "  |                ^^^",
      "note In this model.",
      "  --> schema/blog.model:1:7",
      "  |",
      "1 | model Post {",
      "  |       ^^^^",
      "help: Change to `Tags`",
    ].join("\n"),
  );
});

const frame = (diagnostic: Diagnostic, file = source): string[] =>
  renderDiagnostic(diagnostic, [file]).split("\n").slice(3);

test("the marker stands under what it marks, behind tabs and at the end of a line too", () => {
  expect(frame(at(14, 16))).toEqual(["2 |     id Int", "  |     ^^"]);
  expect(frame(at(20, 20))).toEqual(["2 |     id Int", "  |           ^"]);
  expect(frame(at(source.text.length, source.text.length))).toEqual(["5 |", "  | ^"]);
});

test("of several lines the first is marked", () => {
  expect(frame(at(6, source.text.length))).toEqual(["1 | model Post {", "  |       ^^^^^^"]);
});

test("of a long line the part that matters is shown", () => {
  const long = { path: source.path, text: `${"a".repeat(5_000_000)}!${"b".repeat(5_000_000)}` };
  const [text = "", marker = ""] = frame(at(5_000_000, 5_000_001), long);
  expect(text).toMatch(/^1 \| …a{40}!b+…$/);
  expect(text.length).toBeLessThan(130);
  expect(marker.indexOf("^")).toBe(text.indexOf("!"));
});

test("a place in a file that is not at hand is named by its path", () => {
  expect(renderDiagnostic(at(0, 1), [])).toBe("error[check/x] No.\n  --> schema/blog.model");
  expect(renderDiagnostic(at(0, 1), new Map([[source.path, source]]))).toContain("schema/blog.model:1:1");
});

test("colours change nothing but colour", () => {
  const diagnostic = at(6, 10, { severity: "warning", fixes: [{ title: "Help", edits: [] }] });
  const coloured = renderDiagnostic(diagnostic, [source], { isColoured: true });
  const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
  expect(coloured.replaceAll(codes, "")).toBe(renderDiagnostic(diagnostic, [source]));
  expect(coloured).toContain("\u001b[1;33mwarning[check/x]");
});

test("nothing in a source or message reaches the terminal as control", () => {
  const unit = fc.oneof(
    fc.constantFrom("\u001b[31m", "\0", "\r", "\n", "\u202e", "\u009b", "😀", "\ud83d", "a"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), fc.nat(), fc.nat(), (parts, start, length) => {
      const text = parts.join("");
      const from = start % (text.length + 1);
      const file = { path: source.path, text };
      const shown = renderDiagnostic(at(from, Math.min(text.length, from + (length % 50)), { message: text }), [file]);
      expect(shown).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
      expect(shown.split("\n")).toHaveLength(5);
    }),
  );
});
