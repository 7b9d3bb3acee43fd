import { flatWidth, group, hardLine, indent, line, softLine, withBlank, type Doc } from "../../src/format/doc.js";
import { lineWidth, printDoc } from "../../src/format/print.js";

const list = (items: readonly Doc[]): Doc =>
  group(["[", indent([softLine, items.map((item, index) => [index === 0 ? "" : [",", line], item])]), softLine, "]"]);

test("a group is on one line exactly as long as it fits", () => {
  const fitting = "x".repeat(lineWidth - 2);
  expect(printDoc(list([fitting]), 0)).toBe(`[${fitting}]`);
  expect(printDoc(list([`${fitting}x`]), 0)).toBe(`[\n  ${fitting}x\n]`);
  expect(printDoc([list([fitting]), ";"], 0)).toBe(`[\n  ${fitting}\n];`);
  expect(printDoc(list([fitting]), 1)).toBe(`[\n    ${fitting}\n  ]`);
});

test("an outer group breaks before an inner one", () => {
  const half = "x".repeat(lineWidth / 2);
  expect(printDoc(list([list([half]), list([half])]), 0)).toBe(`[\n  [${half}],\n  [${half}]\n]`);
});

test("a hard line breaks the groups around it, and no other", () => {
  expect(printDoc(list(["a", list(["b", [hardLine, "c"]]), list(["d", "e"])]), 0)).toBe(
    "[\n  a,\n  [\n    b,\n    \n    c\n  ],\n  [d, e]\n]",
  );
});

test("an empty line is kept where its line is broken", () => {
  const doc = (isBroken: boolean): Doc => group(["a", withBlank(line, true), "b"], isBroken);
  expect(printDoc(doc(false), 0)).toBe("a b");
  expect(printDoc(doc(true), 0)).toBe("a\n\nb");
});

test("the width of a document is that of its one line, if it can be on one", () => {
  expect(flatWidth(list(["a", "bc"]))).toBe("[a, bc]".length);
  expect(flatWidth(["a", indent([hardLine, "b"])])).toBeUndefined();
  expect(flatWidth(group("a", true))).toBeUndefined();
});
