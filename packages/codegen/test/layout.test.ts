import {
  assigned,
  group,
  hardLine,
  ifBroken,
  indent,
  join,
  type Layout,
  line,
  printLayout,
  softLine,
} from "../src/layout.js";

const list = (...elements: Layout[]): Layout =>
  group("[", indent(softLine, join([",", line], elements)), ifBroken(","), softLine, "]");

describe("printLayout", () => {
  test("keeps a group on one line where it fits", () => {
    expect(printLayout(list("one", "two"), 10)).toBe("[one, two]");
  });

  test("breaks all of a group where it does not fit", () => {
    expect(printLayout(list("one", "two"), 9)).toBe("[\n  one,\n  two,\n]");
  });

  test("counts what follows a group up to the next possible break", () => {
    expect(printLayout([list("one", "two"), ";"], 10)).toBe("[\n  one,\n  two,\n];");
  });

  test("breaks an outer group and leaves an inner one whole", () => {
    expect(printLayout(list(list("one", "two"), "three"), 16)).toBe("[\n  [one, two],\n  three,\n]");
  });

  test("breaks every group around a hard line", () => {
    expect(printLayout(list(["one", hardLine, "two"]), 80)).toBe("[\n  one\n  two,\n]");
  });

  test("leaves no blank at the end of a line", () => {
    expect(printLayout(["name: ", hardLine, indent(hardLine, "value")], 80)).toBe("name:\n\n  value");
  });

  test("puts what is assigned on the same line if its start fits there", () => {
    expect(printLayout(["x =", assigned(list("one", "two"))], 11)).toBe("x = [\n  one,\n  two,\n]");
    expect(printLayout(["name =", assigned("a long value")], 14)).toBe("name =\n  a long value");
  });
});
