import { createPaint, hasColor } from "../../src/output/paint.js";

it.each([
  ["a terminal", { isTTY: true }, {}, true],
  ["a pipe", {}, {}, false],
  ["a terminal without colour", { isTTY: true }, { TERM: "dumb" }, false],
  ["NO_COLOR", { isTTY: true }, { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR, which says nothing", { isTTY: true }, { NO_COLOR: "" }, true],
  ["FORCE_COLOR on a pipe", {}, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=0", { isTTY: true }, { FORCE_COLOR: "0" }, false],
  ["FORCE_COLOR over NO_COLOR", {}, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("colour for %s", (_what, target, environment, expected) => {
  expect(hasColor(target, environment)).toBe(expected);
});

it("paints, or leaves the text as it is", () => {
  expect(createPaint(true)("red", "x")).toBe("\u001b[31mx\u001b[39m");
  expect(createPaint(false)("red", "x")).toBe("x");
});
