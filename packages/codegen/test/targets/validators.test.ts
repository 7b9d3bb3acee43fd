import { AccountCreateSchema, AccountSchema, AccountUpdateSchema } from "../golden/validators/expected/zod/account.js";

const account = {
  email: "ada@example.com",
  name: "Ada",
  handle: "ada",
  code: "x",
  pin: "1234",
  path: "/home",
  tags: ["a"],
  views: 1n,
  score: 0,
  price: "1",
  born: "1950-01-01",
  rooms: 1,
  founded: new Date("1950-01-01"),
};

test("trims before it judges, and gives what is trimmed", () => {
  const { email, name } = AccountCreateSchema.parse({ ...account, email: " ada@example.com ", name: " Ada " });
  expect({ email, name }).toEqual({ email: "ada@example.com", name: "Ada" });
});

test.each<[string, unknown, unknown]>([
  ["email", "a@example.com", "nobody"],
  ["site", "https://example.com/a", "not a url"],
  ["site", "http://localhost:8080/?q=1", "javascript:alert(1)"],
  ["site", "HTTPS://example.com", "ftp://example.com"],
  ["price", "9007199254740993.25", "9007199254740993.26"],
  ["price", "-0.5", "-0.51"],
  ["price", "-0.50", "-1"],
  ["price", "10", "1e3"],
  ["born", "1900-01-01", "1899-12-31"],
  ["opens", "21:30:00.000", "21:30:00.001"],
  ["rooms", 1, 0],
  ["name", "x", "  "],
  ["handle", 'ab/é"', "AB"],
  ["handle", "ab", "a"],
  ["code", "12345678", "123456789"],
  ["pin", "1234", "123"],
  ["path", "/srv/a-b/../IT_2026/", "/srv//a"],
  ["tags", ["a", "12345"], ["a", ""]],
  ["age", 0, -1],
  ["age", 150, 151],
  ["views", 9007199254740993n, 9007199254740994n],
  ["ranks", [-12n, 9007199254740993n], [0n, -13n]],
  ["score", -0.5, -0.51],
  ["founded", new Date("1899-12-31T22:00:00Z"), new Date("1899-12-31T21:59:59.999Z")],
])("takes %s of %p, and not of %p", (field, right, wrong) => {
  for (const schema of [AccountCreateSchema, AccountUpdateSchema]) {
    const base = schema === AccountCreateSchema ? account : {};
    expect(schema.safeParse({ ...base, [field]: right }).success).toBe(true);
    const refused = schema.safeParse({ ...base, [field]: wrong });
    expect(refused.error?.issues[0]?.path[0]).toBe(field);
  }
});

test("holds what is read to its type alone: it may be older than the demand", () => {
  expect(
    AccountSchema.parse({ ...account, id: 1, site: null, opens: null, ranks: null, age: -1, name: "" }),
  ).toMatchObject({
    age: -1,
    name: "",
  });
});
