import type { Field, Schema } from "@joinery/schema";

const field = (
  name: string,
  scalar: "Int" | "String" | "Json" | "BigInt" | "Bytes" | "DateTime",
  rest: Partial<Field> = {},
): Field => ({
  name,
  column: name,
  type: { kind: "scalar", name: scalar },
  ...rest,
});

/** Users with posts, and all that the units need to tell apart; written by hand, so that these tests stand on nothing else. */
export const schema: Schema = {
  enums: [],
  joinTables: [],
  models: [
    {
      name: "User",
      accessor: "users",
      table: { name: "users" },
      fields: [
        field("id", "Int", { default: { kind: "autoincrement" } }),
        field("email", "String"),
        field("password", "String", { isHidden: true }),
        field("name", "String", { isNullable: true }),
        field("score", "BigInt", { default: { kind: "literal", value: "12" } }),
        field("picture", "Bytes", { isNullable: true }),
        field("settings", "Json", { default: { kind: "literal", value: { theme: "light" } } }),
        field("createdAt", "DateTime", { default: { kind: "now" } }),
        field("labels", "String", { isList: true, default: { kind: "literal", value: [] } }),
      ],
      relations: [
        {
          kind: "inverse",
          name: "posts",
          cardinality: "many",
          target: "Post",
          fields: ["id"],
          references: ["authorId"],
          inverse: "author",
        },
      ],
      primaryKey: { name: "users_pkey", fields: ["id"] },
      uniques: [{ name: "users_email_key", fields: ["email"] }],
      indexes: [],
    },
    {
      name: "Post",
      accessor: "posts",
      table: { name: "posts" },
      fields: [field("id", "Int"), field("title", "String"), field("authorId", "Int")],
      relations: [
        {
          kind: "owning",
          name: "author",
          cardinality: "one",
          target: "User",
          fields: ["authorId"],
          references: ["id"],
          inverse: "posts",
          foreignKey: { name: "posts_author_fkey", onDelete: "Cascade", onUpdate: "NoAction" },
        },
      ],
      primaryKey: { name: "posts_pkey", fields: ["id"] },
      uniques: [],
      indexes: [],
    },
  ],
};
