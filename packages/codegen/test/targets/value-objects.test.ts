import { UserCreateSchema, UserSchema, UserUpdateSchema } from "../golden/value-objects/expected/zod/user.js";

const settings = { tags: ["a"], big: 1n };
const user = { id: 1, settings, secret: { a: 1 } };

test("takes what is left out of a value object, and gives it back as it is", () => {
  expect(UserCreateSchema.parse(user)).toEqual(user);
  expect(UserUpdateSchema.parse({ home: null })).toEqual({ home: null });
});

test("judges parts by what is demanded of them, at any depth", () => {
  const address = { city: "Bern", tree: { children: [{ bird: { nest: { left: null } } }] } };
  const parsed = UserCreateSchema.parse({ ...user, settings: { ...settings, nickname: " Ada ", address } });
  expect(parsed.settings).toEqual({ ...settings, nickname: "Ada", address });
});

test.each<[string, unknown, readonly (string | number)[]]>([
  ["a part without default that is missing", { settings: { tags: [] } }, ["settings", "big"]],
  ["a part of another type", { settings: { ...settings, big: 1 } }, ["settings", "big"]],
  ["an unknown part", { settings: { ...settings, colour: 1 } }, ["settings"]],
  ["undefined", { settings: { ...settings, theme: undefined } }, ["settings", "theme"]],
  ["null where there is always something", { settings: null }, ["settings"]],
  ["a text that is too short", { home: { city: "" } }, ["home", "city"]],
  ["a text that is too long", { settings: { ...settings, nickname: "x".repeat(41) } }, ["settings", "nickname"]],
  ["one of a list", { places: [{ city: "a" }, { town: "b" }] }, ["places", 1, "city"]],
  [
    "what is deep in a circle",
    { home: { city: "a", tree: { bird: { nest: { left: 1 } } } } },
    ["home", "tree", "bird", "nest", "left"],
  ],
])("refuses %s", (_, given, path) => {
  expect(UserCreateSchema.safeParse({ ...user, ...(given as object) }).error?.issues[0]?.path).toEqual(path);
});

test("holds what is read to its types alone", () => {
  const address = { street: "", city: "", tree: null };
  const read = {
    theme: "DARK",
    emails: true,
    nickname: "",
    limit: "99.50",
    since: new Date(0),
    icon: new Uint8Array(),
    birthday: null,
    extra: { a: [null] },
    themes: null,
    address,
    former: [address],
    ...settings,
  };
  const row = { id: 1, settings: read, home: null, places: [], more: [read] };
  expect(UserSchema.parse(row)).toEqual(row);
});
