import { defineModel, Entity } from "../src/entity.js";
import { RelationNotLoadedError } from "../src/errors/call-errors.js";
import { createMetadata } from "../src/metadata/metadata.js";
import { schema } from "./blog-schema.js";

class User extends Entity {
  declare id: number;
  declare posts: unknown;
}
class Post extends Entity {
  declare author: unknown;
}

const metadata = createMetadata(schema);
defineModel(User, metadata.model("User"));
defineModel(Post, metadata.model("Post"));

it("throws where a relation was not loaded, saying how to load it", () => {
  const user = new User({ id: 1 });
  expect(() => user.posts).toThrow(RelationNotLoadedError);
  expect(() => user.posts).toThrow("db.users.findUnique({ where: { … }, include: { posts: true } })");
  user.posts = [];
  expect(user.posts).toEqual([]);
  expect(Object.keys(user)).toEqual(["id", "posts"]);
  expect(() => new User().posts).toThrow(RelationNotLoadedError);
});

it("learns its model once", () => {
  expect(() => defineModel(User, metadata.model("User"))).not.toThrow();
});

it("takes the values of a new row, but no prototype among them", () => {
  const user = new User(JSON.parse('{ "id": 1, "__proto__": { "polluted": true } }') as object);
  expect(user).toBeInstanceOf(User);
  expect(user).not.toHaveProperty("polluted");
});

it("writes JSON without hidden fields, and with what was loaded", () => {
  const user = new User({
    id: 1,
    password: "secret",
    score: 2n ** 60n,
    picture: new Uint8Array([1, 2, 255]),
    createdAt: new Date(0),
    settings: { theme: "light", nothing: null },
    posts: [new Post({ id: 1 }), { id: 2n }],
  });
  expect(JSON.parse(JSON.stringify(user))).toEqual({
    id: 1,
    score: "1152921504606846976",
    picture: "AQL/",
    createdAt: "1970-01-01T00:00:00.000Z",
    settings: { theme: "light", nothing: null },
    posts: [{ id: 1 }, { id: "2" }],
  });
});
