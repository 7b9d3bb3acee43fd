import { checkConfig } from "../../src/config/config-schema.js";

it.each([
  ["an unknown key", { shema: "x" }, "shema: there is no such key (did you mean schema?)"],
  ["an unknown inner key", { naming: { table: "snake" } }, "naming.table: there is no such key (did you mean tables?)"],
  ["a key like no other", { colour: 1 }, "colour: there is no such key"],
  ["a wrong type", { schema: 5 }, "schema: must be a string, not a number"],
  ["a wrong inner type", { database: "sqlite:./a.db" }, 'database: must be an object, not "sqlite:./a.db"'],
  ["an unknown dialect", { dialects: ["mysql"] }, 'dialects.0: must be postgresql or sqlite, not "mysql"'],
  ["no dialect", { dialects: [] }, "dialects: must name at least one"],
  ["an empty text", { output: "" }, "output: must not be empty"],
  ["no object", [], "the default export: must be an object, not an array"],
  ["nothing", null, "the default export: must be an object, not null"],
  [
    "what may be a secret",
    { database: "postgresql://ada:s3cret@a-long-host-name/db" },
    "database: must be an object, not a string",
  ],
])("names the key: %s", (_what, value, issue) => {
  expect(checkConfig(value)).toEqual({ issues: [issue] });
});

it("takes a key that is undefined as absent", () => {
  const value = { schema: "models", output: undefined, database: { url: undefined } };
  expect(checkConfig(value)).toEqual({ config: { schema: "models", database: {} } });
});
