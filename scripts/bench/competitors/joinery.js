"use strict";

const { averageRating } = require("../workloads.js");

/**
 * Joinery as a user writes it: the generated client, nothing prepared by hand.
 *
 * @param {{ client: string, database: "sqlite" | "postgres", file?: string, url?: string }} options
 * @returns {import("../measure.js").Competitor}
 */
function openJoinery({ client, database, file, url }) {
  const { connect } = require(client);
  const db = connect(database === "sqlite" ? `sqlite:${file}` : url);

  const byPosition = { orderBy: { position: "asc" }, include: { person: true } };
  const byTime = { orderBy: { createdAt: "asc" }, include: { author: true } };
  const withAll = { directors: byPosition, cast: byPosition, reviews: byTime };
  const lastReviews = { orderBy: { createdAt: "desc" }, limit: 10, include: { movie: true } };
  return {
    name: "joinery",
    run: {
      W1: (id) => db.movies.getById(id),
      W2: async (id) => {
        const movie = await db.movies.getById(id, { include: withAll });
        return { movie, averageRating: averageRating(movie.reviews) };
      },
      W3: (id) => db.users.getById(id, { include: { reviews: lastReviews } }),
      W4: (id) =>
        db.movies.findMany({
          where: { id: { gte: id } },
          orderBy: { id: "asc" },
          limit: 100,
          include: { cast: byPosition, reviews: byTime },
        }),
      W5: () => db.events.findMany({ orderBy: { id: "asc" } }),
      W6: (event) => db.events.create({ data: event }),
      W7: (events) => db.events.createMany({ data: events }),
      W8: ({ id, rating }) => db.reviews.update({ where: { id }, data: { rating } }),
      W9: (id) =>
        db.movies.findMany({ where: { reviews: { some: { authorId: id } } }, orderBy: { id: "asc" }, limit: 20 }),
    },
    close: () => db.dispose(),
  };
}

module.exports = { openJoinery };
