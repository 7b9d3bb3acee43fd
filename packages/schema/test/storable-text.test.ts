import { isStorableText } from "../src/index.js";

test.each(["", "plain", "it's", "a\nb", "é", "👍", "\uFFFD"])("%j can be stored", (text) => {
  expect(isStorableText(text)).toBe(true);
});

test.each(["\0", "a\0b", "\uD83D", "\uDC4D", "\uDC4D\uD83D"])("%j cannot", (text) => {
  expect(isStorableText(text)).toBe(false);
});
