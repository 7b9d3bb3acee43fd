import { dialectNames } from "@joinery/conformance";
import { findDialect, listDialects, resolveDialect } from "../src/index.js";

it("lists every database that contracts run on", () => {
  expect(listDialects().map(({ name }) => name)).toEqual(dialectNames);
  for (const dialect of listDialects()) expect(findDialect(dialect.name)).toBe(dialect);
  expect(findDialect("oracle")).toBeUndefined();
});

it("knows a database by its URL", () => {
  const resolved = (url: string) => resolveDialect(url).name;
  expect(resolved("postgresql://ada:secret@host/db")).toBe("postgresql");
  expect(resolved("postgres://host/db")).toBe("postgresql");
  expect(resolved("sqlite:./blog.db")).toBe("sqlite");
  expect(resolved("SQLite::memory:")).toBe("sqlite");
});

it.each([
  ["mysql://ada:secret@host/db", /^No database is known for the scheme "mysql:"\. Write postgresql:/],
  ["secret@host/db", /^A database URL starts with a scheme, and this one has none\. Write postgresql:/],
  ["", /has none/],
])("says what is wrong with %j, and shows no password", (url, message) => {
  expect(() => resolveDialect(url)).toThrow(message);
  expect(() => resolveDialect(url)).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining("secret") as unknown }),
  );
  expect(() => resolveDialect(url)).toThrow(expect.objectContaining({ kind: "connection-failed" }));
});
