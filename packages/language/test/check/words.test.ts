import { camelCase, pluralize, snakeCase, splitWords } from "../../src/check/words.js";

test.each([
  ["OrderItem", "order_item"],
  ["createdAt", "created_at"],
  ["created_at", "created_at"],
  ["userID", "user_id"],
  ["HTTPServer", "http_server"],
  ["ISBN13Code", "isbn13_code"],
  ["addressLine2", "address_line2"],
  ["address2Line", "address2_line"],
  ["x", "x"],
  ["X", "x"],
  ["_id", "_id"],
  ["__typeName", "__type_name"],
  ["_", "_"],
  ["a__b", "a_b"],
])("%s is %s in snake case", (name, expected) => {
  expect(snakeCase(splitWords(name))).toBe(expected);
});

test.each([
  ["User", "users"],
  ["OrderItem", "order_items"],
  ["Person", "people"],
  ["SalesPerson", "sales_people"],
  ["Category", "categories"],
  ["Key", "keys"],
  ["Address", "addresses"],
  ["Box", "boxes"],
  ["Batch", "batches"],
  ["Wish", "wishes"],
  ["Status", "statuses"],
  ["Alias", "aliases"],
  ["Analysis", "analyses"],
  ["Photo", "photos"],
  ["Hero", "heroes"],
  ["Child", "children"],
  ["Leaf", "leaves"],
  ["Quiz", "quizzes"],
  ["Series", "series"],
  ["Metadata", "metadata"],
  ["Users", "users"],
  ["Photos", "photos"],
  ["People", "people"],
])("the plural of %s is %s", (name, expected) => {
  expect(snakeCase(pluralize(splitWords(name)))).toBe(expected);
});

test("only the first word of a camel-cased name is small", () => {
  expect(camelCase(pluralize(splitWords("APIKeyRotation")))).toBe("apiKeyRotations");
});
