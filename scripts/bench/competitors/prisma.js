"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { generatePrismaClient } = require("../generate-prisma-client.js");
const { averageRating } = require("../workloads.js");
const { createPrismaSchema } = require("./prisma-schema.js");

/**
 * Prisma over the same drivers; on PostgreSQL with `relationJoins`, its fastest way to load relations.
 *
 * @param {{ requirePeer: (name: string) => any, folder: string, database: "sqlite" | "postgres", file?: string, url?: string }} options
 * @returns {import("../measure.js").Competitor}
 */
function openPrisma({ requirePeer, folder, database, file, url }) {
  const { PrismaClient } = require(generateClient(folder, database));
  const adapter =
    database === "sqlite"
      ? new (requirePeer("@prisma/adapter-better-sqlite3").PrismaBetterSqlite3)({ url: `file:${file}` })
      : new (requirePeer("@prisma/adapter-pg").PrismaPg)({ connectionString: url, max: 5 });
  const prisma = new PrismaClient({ adapter });

  const byPosition = { orderBy: { position: "asc" }, include: { person: true } };
  const byTime = { orderBy: { createdAt: "asc" }, include: { author: true } };
  const withAll = { directors: byPosition, cast: byPosition, reviews: byTime };
  const lastReviews = { orderBy: { createdAt: "desc" }, take: 10, include: { movie: true } };
  return {
    name: "prisma",
    run: {
      W1: (id) => prisma.movie.findUnique({ where: { id } }),
      W2: async (id) => {
        const movie = await prisma.movie.findUnique({ where: { id }, include: withAll });
        return { movie, averageRating: averageRating(movie.reviews) };
      },
      W3: (id) => prisma.user.findUnique({ where: { id }, include: { reviews: lastReviews } }),
      W4: (id) =>
        prisma.movie.findMany({
          where: { id: { gte: id } },
          orderBy: { id: "asc" },
          take: 100,
          include: { cast: byPosition, reviews: byTime },
        }),
      W5: () => prisma.event.findMany({ orderBy: { id: "asc" } }),
      W6: (event) => prisma.event.create({ data: event }),
      W7: async (events) => (await prisma.event.createMany({ data: events })).count,
      W8: ({ id, rating }) => prisma.review.update({ where: { id }, data: { rating } }),
      W9: (id) =>
        prisma.movie.findMany({ where: { reviews: { some: { authorId: id } } }, orderBy: { id: "asc" }, take: 20 }),
    },
    close: () => prisma.$disconnect(),
  };
}

/** Prisma's client for a database, made anew. */
function generateClient(folder, database) {
  const output = path.join(folder, `prisma-${database}`);
  const schema = path.join(folder, `${database}.prisma`);
  fs.writeFileSync(schema, createPrismaSchema(database, output));
  generatePrismaClient(folder, schema);
  return output;
}

module.exports = { openPrisma };
