"use strict";

/** @import { Schema, Model } from "../../../../packages/schema/src/index.js" */

/**
 * The synthetic schema and the fifty queries as a user of Drizzle writes them.
 *
 * @param {Schema} schema
 * @returns {Record<string, string>}
 */
function writeDrizzleProject(schema) {
  return { "schema.ts": writeSchema(schema), "queries.ts": writeQueries() };
}

/** @param {Schema} schema */
function writeSchema({ models, enums }) {
  const imports = `import { relations } from "drizzle-orm";
import { boolean, integer, pgEnum, pgTable, serial, text, timestamp, type AnyPgColumn } from "drizzle-orm/pg-core";
`;
  const enumLines = enums.map(
    ({ name, databaseName, members }) =>
      `export const ${lower(name)} = pgEnum("${databaseName}", [${members.map((each) => `"${each.name}"`).join(", ")}]);`,
  );
  return [imports, ...enumLines, ...models.map(writeModel)].join("\n");
}

/** @param {Model} model */
function writeModel({ accessor, table, fields, relations }) {
  const role = lower(fields.find(({ type }) => type.kind === "enum")?.type.name ?? "");
  const [parent = "", owner = "", children = "", owned = ""] = relations.map(({ target }) => accessorOf(target));
  return `
export const ${accessor} = pgTable("${table.name}", {
  id: serial("id").primaryKey(),
  email: text("email").notNull().unique(),
  secret: text("secret").notNull(),
  name: text("name"),
  isActive: boolean("is_active").notNull().default(true),
  role: ${role}("role").notNull().default("READER"),
  createdAt: timestamp("created_at").notNull().defaultNow(),
  score: integer("score").notNull(),
  title: text("title").notNull(),
  parentId: integer("parent_id").notNull().references((): AnyPgColumn => ${parent}.id),
  ownerId: integer("owner_id").references((): AnyPgColumn => ${owner}.id),
});
export const ${accessor}Relations = relations(${accessor}, ({ one, many }) => ({
  parent: one(${parent}, { fields: [${accessor}.parentId], references: [${parent}.id], relationName: "${accessor}_parent" }),
  owner: one(${owner}, { fields: [${accessor}.ownerId], references: [${owner}.id], relationName: "${accessor}_owner" }),
  children: many(${children}, { relationName: "${children}_parent" }),
  owned: many(${owned}, { relationName: "${owned}_owner" }),
}));`;
}

/** @param {string} model */
function accessorOf(model) {
  return `items${model.slice("Item".length)}`;
}

/** @param {string} name */
function lower(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * The kinds of `fifty-queries.js` in their order. Drizzle's relational queries have no filters through relations and do not order by them:
 * its users write the subquery or the join.
 *
 * @type {((table: string, number: number, child: string, parent: string, owner: string) => string)[]}
 */
const kinds = [
  (table, number, child) => `
  const page${number} = await db.query.${table}.findMany({
    where: (row, { and, eq, exists }) =>
      and(
        eq(row.isActive, true),
        exists(db.select({ id: ${child}.id }).from(${child}).where(and(eq(${child}.parentId, row.id), ilike(${child}.title, "%sql%")))),
      ),
    with: { children: { orderBy: (row, { desc }) => [desc(row.createdAt)], limit: 5, with: { parent: true } } },
    orderBy: (row, { desc }) => [desc(row.createdAt)],
    limit: 20,
  });
  page${number}[0]!.children[0]!.parent.email satisfies string;`,
  (table, number) => `
  const selected${number} = await db.query.${table}.findMany({
    columns: { id: true, email: true },
    with: { children: { columns: { title: true }, where: (row, { gt }) => gt(row.score, ${number}) } },
  });
  selected${number}[0]!.children[0]!.title satisfies string;`,
  (table, number) => `
  const first${number} = await db.query.${table}.findFirst({
    where: (row, { and, or, eq, inArray, ne }) =>
      and(or(eq(row.email, "a"), inArray(row.score, [1, 2])), ne(row.role, "ADMIN")),
  });
  first${number}?.email satisfies string | undefined;`,
  (table, number) => `
  const unique${number} = await db.query.${table}.findFirst({
    where: (row, { and, eq }) => and(eq(row.id, ${number}), eq(row.isActive, true)),
    with: { owner: { with: { owned: true } } },
  });
  unique${number}?.owner?.owned[0]!.id satisfies number | undefined;`,
  (table, number) => `
  const found${number} = await db.query.${table}.findFirst({
    where: (row, { eq }) => eq(row.email, "ada@example.com"),
    with: { children: true },
  });
  found${number}?.children[0]!.id satisfies number | undefined;`,
  (table, number) => `
  const deep${number} = await db.query.${table}.findMany({
    with: { children: { with: { children: { with: { children: { where: (row, { lt }) => lt(row.id, 3) } } } } } },
  });
  deep${number}[0]!.children[0]!.children[0]!.children[0]!.id satisfies number;`,
  (table, number) => `
  const [created${number}] = await db
    .insert(${table})
    .values({ email: "a", score: 1, title: "t", parentId: 3, secret: "s" })
    .returning({ id: ${table}.id });
  created${number}!.id satisfies number;`,
  (table, number) => `
  const [updated${number}] = await db.update(${table}).set({ name: null, score: ${number} }).where(eq(${table}.email, "x")).returning();
  updated${number}!.id satisfies number;`,
  (table, number) => `
  const ordered${number} = await db.query.${table}.findMany({
    columns: { id: true, secret: true },
    with: { owner: { columns: { id: true }, with: { owned: { with: { parent: true } } } } },
    orderBy: (row, { asc }) => [asc(row.id)],
    offset: 10,
    limit: 10,
  });
  ordered${number}[0]!.owner?.owned[0]!.parent.id satisfies number | undefined;`,
  (table, number, _child, parent) => `
  const [count${number}] = await db
    .select({ count: count() })
    .from(${table})
    .innerJoin(${parent}, eq(${parent}.id, ${table}.parentId))
    .where(and(ilike(${parent}.email, "a%"), gte(${table}.createdAt, new Date())));
  count${number}!.count satisfies number;`,
];

function writeQueries() {
  const table = (/** @type {number} */ number) => `items${number % 10}`;
  const calls = Array.from({ length: 50 }, (_, number) =>
    kinds[Math.floor(number / 5)]?.(table(number), number, table(number + 9), table(number + 1), table(number + 3)),
  );
  const tables = Array.from({ length: 10 }, (_, number) => table(number)).join(", ");
  return `import { and, count, eq, gte, ilike } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import * as schema from "./schema.js";
import { ${tables} } from "./schema.js";

const db = drizzle("", { schema });

export async function run(): Promise<void> {${calls.join("\n")}
}
`;
}

module.exports = { writeDrizzleProject };
