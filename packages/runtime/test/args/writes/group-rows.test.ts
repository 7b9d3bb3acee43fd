import { groupRows } from "../../../src/args/writes/group-rows.js";
import { createMetadata } from "../../../src/metadata/metadata.js";
import { schema } from "../../blog-schema.js";

const users = createMetadata(schema).model("User");
const group = (...data: Record<string, unknown>[]) =>
  groupRows(data, users).map(({ fields, readers, positions }) => ({
    names: fields.map((field) => field.name),
    rows: positions.map((position) => readers.map((read) => read(data[position]!))),
    positions,
  }));
const ada = { email: "ada", password: "x" };

it("puts rows with the same fields together, whatever their order", () => {
  expect(group(ada, { password: "y", email: "bob" })).toEqual([
    {
      names: ["email", "password"],
      rows: [
        ["ada", "x"],
        ["bob", "y"],
      ],
      positions: [0, 1],
    },
  ]);
});

it("fills in what can be known here, and parts rows by what cannot", () => {
  const createdAt = new Date(0);
  expect(group(ada, { ...ada, name: "Ada", score: 1n, labels: ["a"], settings: {} }, { ...ada, createdAt })).toEqual([
    {
      names: ["email", "password", "name", "score", "settings", "labels"],
      rows: [
        ["ada", "x", null, 12n, { theme: "light" }, []],
        ["ada", "x", "Ada", 1n, {}, ["a"]],
      ],
      positions: [0, 1],
    },
    {
      names: ["email", "password", "name", "score", "settings", "createdAt", "labels"],
      rows: [["ada", "x", null, 12n, { theme: "light" }, createdAt, []]],
      positions: [2],
    },
  ]);
});

it("makes no more groups of more rows", () => {
  const rows = Array.from({ length: 64 }, (_, bits) => ({
    ...ada,
    ...(bits & 1 ? { name: "n" } : {}),
    ...(bits & 2 ? { score: 1n } : {}),
    ...(bits & 4 ? { settings: {} } : {}),
    ...(bits & 8 ? { labels: [] } : {}),
    ...(bits & 16 ? { picture: null } : {}),
    ...(bits & 32 ? { id: bits } : {}),
  }));
  expect(group(...rows)).toHaveLength(2);
});
