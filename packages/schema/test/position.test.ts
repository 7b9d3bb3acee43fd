import { lineAt, positionAt } from "../src/index.js";

const file = (text: string) => ({ path: "a.model", text });

test("lines and columns count from 1, in UTF-16 units, with the line ends of all systems", () => {
  const source = file("a😀b\n\ncd\r\ne\rf");
  expect([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((offset) => positionAt(source, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 1, column: 4 },
    { line: 1, column: 5 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
    { line: 3, column: 3 },
    { line: 3, column: 4 },
    { line: 4, column: 1 },
    { line: 4, column: 2 },
    { line: 5, column: 1 },
    { line: 5, column: 2 },
  ]);
  expect([1, 2, 3, 4, 5, 6].map((line) => lineAt(source, line))).toEqual(["a😀b", "", "cd", "e", "f", ""]);
});

test("an offset outside the file is its start or end", () => {
  expect(positionAt(file("a\nb"), -1)).toEqual({ line: 1, column: 1 });
  expect(positionAt(file("a\nb"), 99)).toEqual({ line: 2, column: 2 });
  expect(positionAt(file(""), 0)).toEqual({ line: 1, column: 1 });
});

test("every offset of a large file is found", () => {
  const source = file("line\n".repeat(200_000));
  const wrong = [];
  for (let offset = 0; offset < source.text.length; offset += 7) {
    if (positionAt(source, offset).line !== Math.floor(offset / 5) + 1) wrong.push(offset);
  }
  expect(wrong).toEqual([]);
});
