import { findFreeName, toKebabCase, toLabel, toPropertyKey } from "../src/safe-name.js";

test.each([
  ["User", "user"],
  ["OrderItem", "order-item"],
  ["HTTPServer", "http-server"],
  ["Oauth2Token", "oauth2-token"],
  ["Order_Item", "order-item"],
  ["A", "a"],
])("%s is the file %s", (name, expected) => expect(toKebabCase(name)).toBe(expected));

test("a name that is taken gets underscores until it is free", () => {
  expect(findFreeName("User", (name) => ["User", "User_"].includes(name))).toBe("User__");
});

test("a key is quoted where it must be", () => {
  expect(["name", "$_1", "1a", "a-b"].map(toPropertyKey)).toEqual(["name", "$_1", '"1a"', '"a-b"']);
});

test("a label is no word of the language", () => {
  expect(["default", "name"].map(toLabel)).toEqual(["default_", "name"]);
});
