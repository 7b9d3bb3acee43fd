import { applyTextEdits, type TextEdit } from "../src/index.js";

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { file: "a", start, end }, newText });

test("edits are applied in order of their place, insertions before what they stand at", () => {
  expect(applyTextEdits("abcdef", [edit(4, 5, "E!"), edit(1, 2, ""), edit(6, 6, "."), edit(0, 0, ">")])).toBe(
    ">acdE!f.",
  );
  expect(applyTextEdits("abc", [edit(1, 2, "B"), edit(1, 1, "-")])).toBe("a-Bc");
  expect(applyTextEdits("abc", [])).toBe("abc");
});

test("edits that overlap are a bug of their author", () => {
  expect(() => applyTextEdits("abcdef", [edit(1, 4, ""), edit(3, 5, "")])).toThrow(RangeError);
});
