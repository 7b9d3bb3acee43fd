"use strict";

const { averageRating } = require("../workloads.js");
const { createDrizzleSchema } = require("./drizzle-schema.js");
const { openPool, openSqlite } = require("./open-client.js");

/**
 * Drizzle as its documentation shows it, and once more with every query prepared by hand.
 *
 * @param {{ requirePeer: (name: string) => any, database: "sqlite" | "postgres", file?: string, url?: string, isPrepared: boolean }} options
 * @returns {import("../measure.js").Competitor}
 */
function openDrizzle({ requirePeer, database, file, url, isPrepared }) {
  const schema = createDrizzleSchema(requirePeer, database);
  const { drizzle } = requirePeer(database === "sqlite" ? "drizzle-orm/better-sqlite3" : "drizzle-orm/node-postgres");
  const { client, close } = openClient(database, file, url);
  const db = drizzle(client, { schema });
  return isPrepared
    ? { name: "drizzle prepared", run: preparedQueries(requirePeer("drizzle-orm"), db, schema), close }
    : { name: "drizzle", run: plainQueries(requirePeer("drizzle-orm"), db, schema), close };
}

function openClient(database, file, url) {
  if (database === "sqlite") {
    const client = openSqlite(file);
    return { client, close: () => client.close() };
  }
  const client = openPool(url);
  return { client, close: () => client.end() };
}

const person = { person: true };
const byPosition = (line, { asc }) => asc(line.position);
const byTime = (review, { asc }) => asc(review.createdAt);
const cast = { orderBy: byPosition, with: person };
const reviews = { orderBy: byTime, with: { author: true } };
const movieWithAll = { directors: { orderBy: byPosition, with: person }, cast, reviews };
const lastReviews = { orderBy: (review, { desc }) => desc(review.createdAt), limit: 10, with: { movie: true } };

function withAverage(movie) {
  return { movie, averageRating: averageRating(movie.reviews) };
}

function plainQueries({ eq, gte, asc, inArray }, db, { movies, users, reviews: reviewTable, events }) {
  return {
    W1: (id) => db.query.movies.findFirst({ where: eq(movies.id, id) }),
    W2: async (id) => withAverage(await db.query.movies.findFirst({ where: eq(movies.id, id), with: movieWithAll })),
    W3: (id) => db.query.users.findFirst({ where: eq(users.id, id), with: { reviews: lastReviews } }),
    W4: (id) =>
      db.query.movies.findMany({
        where: gte(movies.id, id),
        orderBy: asc(movies.id),
        limit: 100,
        with: { cast, reviews },
      }),
    W5: () => db.select().from(events).orderBy(asc(events.id)),
    W6: async (event) => (await db.insert(events).values(event).returning())[0],
    W7: async (list) => {
      await db.insert(events).values(list);
      return list.length;
    },
    W8: async ({ id, rating }) =>
      (await db.update(reviewTable).set({ rating }).where(eq(reviewTable.id, id)).returning())[0],
    W9: (id) =>
      db
        .select()
        .from(movies)
        .where(
          inArray(
            movies.id,
            db.select({ id: reviewTable.movieId }).from(reviewTable).where(eq(reviewTable.authorId, id)),
          ),
        )
        .orderBy(asc(movies.id))
        .limit(20),
  };
}

function preparedQueries({ eq, gte, asc, inArray, sql }, db, { movies, users, reviews: reviewTable, events }) {
  const id = sql.placeholder("id");
  const fields = ["kind", "path", "userId", "amount", "isBot", "note", "createdAt"];
  const event = Object.fromEntries(fields.map((name) => [name, sql.placeholder(name)]));
  const query = {
    movie: db.query.movies.findFirst({ where: eq(movies.id, id) }).prepare("d_movie"),
    movieWithAll: db.query.movies.findFirst({ where: eq(movies.id, id), with: movieWithAll }).prepare("d_movie_all"),
    user: db.query.users.findFirst({ where: eq(users.id, id), with: { reviews: lastReviews } }).prepare("d_user"),
    movies: db.query.movies
      .findMany({ where: gte(movies.id, id), orderBy: asc(movies.id), limit: 100, with: { cast, reviews } })
      .prepare("d_movies"),
    events: db.select().from(events).orderBy(asc(events.id)).prepare("d_events"),
    insert: db.insert(events).values(event).returning().prepare("d_insert"),
    update: db
      .update(reviewTable)
      .set({ rating: sql`${sql.placeholder("rating")}` })
      .where(eq(reviewTable.id, id))
      .returning()
      .prepare("d_update"),
    reviewed: db
      .select()
      .from(movies)
      .where(
        inArray(
          movies.id,
          db.select({ id: reviewTable.movieId }).from(reviewTable).where(eq(reviewTable.authorId, id)),
        ),
      )
      .orderBy(asc(movies.id))
      .limit(20)
      .prepare("d_reviewed"),
  };
  return {
    W1: (value) => query.movie.execute({ id: value }),
    W2: async (value) => withAverage(await query.movieWithAll.execute({ id: value })),
    W3: (value) => query.user.execute({ id: value }),
    W4: (value) => query.movies.execute({ id: value }),
    W5: () => query.events.execute(),
    W6: async (value) => (await query.insert.execute(value))[0],
    W8: async (values) => (await query.update.execute(values))[0],
    W9: (value) => query.reviewed.execute({ id: value }),
  };
}

module.exports = { openDrizzle };
