import { readData, requireFields } from "../../../src/args/writes/read-data.js";
import { createMetadata } from "../../../src/metadata/metadata.js";
import { schema } from "../../blog-schema.js";

const [user, ...others] = schema.models.filter(({ name }) => name === "User").concat(schema.models);
const computed = { ...user!.fields.find(({ name }) => name === "email")!, generated: { sql: "'x'", isStored: true } };
const fields = user!.fields.map((field) => (field.name === "email" ? computed : field));
const models = others.map((model) => (model.name === "User" ? { ...model, fields } : model));
const users = createMetadata({ ...schema, models }).model("User");

it("takes no value for what the database computes", () => {
  expect(() => readData({ email: "ada" }, users, ["data"])).toThrow(/email is computed by the database/);
});

it("asks for no value of what the database computes", () => {
  const given = users.fields.filter(({ name }) => name === "password");
  expect(() => requireFields(given, users, ["data"])).not.toThrow();
});
