"use strict";

const { averageRating } = require("../workloads.js");
const { openPool, openSqlite } = require("./open-client.js");

/**
 * Kysely as its documentation shows it: relations by the JSON helpers of its dialects, and what JSON and the driver leave as
 * text or numbers converted by hand.
 *
 * @param {{ requirePeer: (name: string) => any, database: "sqlite" | "postgres", file?: string, url?: string }} options
 * @returns {import("../measure.js").Competitor}
 */
function openKysely({ requirePeer, database, file, url }) {
  const { Kysely, SqliteDialect, PostgresDialect, ParseJSONResultsPlugin } = requirePeer("kysely");
  const helpers = requirePeer(`kysely/helpers/${database}`);
  const db =
    database === "sqlite"
      ? new Kysely({
          dialect: new SqliteDialect({ database: openSqlite(file) }),
          plugins: [new ParseJSONResultsPlugin()],
        })
      : new Kysely({ dialect: new PostgresDialect({ pool: openPool(url) }) });
  return { name: "kysely", run: createQueries(db, helpers, database), close: () => db.destroy() };
}

const columns = {
  movie: ["movies.id", "movies.title", "movies.year", "movies.description"],
  person: ["persons.id", "persons.first_name as firstName", "persons.last_name as lastName", "persons.bio"],
  user: ["users.id", "users.name", "users.email"],
  part: (table) => ["id", "movie_id as movieId", "person_id as personId", "position"].map((name) => `${table}.${name}`),
  review: ["id", "body", "rating", "created_at as createdAt", "author_id as authorId", "movie_id as movieId"].map(
    (name) => `reviews.${name}`,
  ),
  event: ["id", "kind", "path", "user_id as userId", "amount", "is_bot as isBot", "note", "created_at as createdAt"],
};

function createQueries(db, { jsonArrayFrom, jsonObjectFrom }, database) {
  const partsOf = (table, alias) => (movie) =>
    jsonArrayFrom(
      movie
        .selectFrom(table)
        .select(columns.part(table))
        .select((part) =>
          jsonObjectFrom(
            part.selectFrom("persons").select(columns.person).whereRef("persons.id", "=", `${table}.person_id`),
          ).as("person"),
        )
        .whereRef(`${table}.movie_id`, "=", "movies.id")
        .orderBy(`${table}.position`),
    ).as(alias);
  const reviewsOf = (movie) =>
    jsonArrayFrom(
      movie
        .selectFrom("reviews")
        .select(columns.review)
        .select((review) =>
          jsonObjectFrom(
            review.selectFrom("users").select(columns.user).whereRef("users.id", "=", "reviews.author_id"),
          ).as("author"),
        )
        .whereRef("reviews.movie_id", "=", "movies.id")
        .orderBy("reviews.created_at"),
    ).as("reviews");
  const lastReviewsOf = (user) =>
    jsonArrayFrom(
      user
        .selectFrom("reviews")
        .select(columns.review)
        .select((review) =>
          jsonObjectFrom(
            review.selectFrom("movies").select(columns.movie).whereRef("movies.id", "=", "reviews.movie_id"),
          ).as("movie"),
        )
        .whereRef("reviews.author_id", "=", "users.id")
        .orderBy("reviews.created_at", "desc")
        .limit(10),
    ).as("reviews");
  const movies = db.selectFrom("movies").select(columns.movie);
  const cast = partsOf("cast_members", "cast");
  const { toRow, toEvent, toReview } = conversions[database];
  return {
    W1: (id) => movies.where("id", "=", id).executeTakeFirst(),
    W2: async (id) => {
      const query = movies.select((movie) => [partsOf("directors", "directors")(movie), cast(movie), reviewsOf(movie)]);
      const movie = withTimes(await query.where("movies.id", "=", id).executeTakeFirstOrThrow());
      return { movie, averageRating: averageRating(movie.reviews) };
    },
    W3: async (id) =>
      withTimes(
        await db
          .selectFrom("users")
          .select(columns.user)
          .select(lastReviewsOf)
          .where("users.id", "=", id)
          .executeTakeFirstOrThrow(),
      ),
    W4: async (id) => {
      const query = movies.select((movie) => [cast(movie), reviewsOf(movie)]).where("movies.id", ">=", id);
      return (await query.orderBy("movies.id").limit(100).execute()).map(withTimes);
    },
    W5: async () => (await db.selectFrom("events").select(columns.event).orderBy("id").execute()).map(toEvent),
    W6: async (event) =>
      toEvent(await db.insertInto("events").values(toRow(event)).returning(columns.event).executeTakeFirstOrThrow()),
    W7: async (events) => {
      await db.insertInto("events").values(events.map(toRow)).execute();
      return events.length;
    },
    W8: async ({ id, rating }) =>
      toReview(
        await db
          .updateTable("reviews")
          .set({ rating })
          .where("id", "=", id)
          .returning(columns.review)
          .executeTakeFirstOrThrow(),
      ),
    W9: (id) =>
      movies
        .where("movies.id", "in", db.selectFrom("reviews").select("movie_id").where("author_id", "=", id))
        .orderBy("movies.id")
        .limit(20)
        .execute(),
  };
}

/** Times inside JSON are text. */
function withTimes(row) {
  for (const review of row.reviews) review.createdAt = new Date(review.createdAt);
  return row;
}

const asIs = (row) => row;

const conversions = {
  sqlite: {
    toRow: (event) => toRow({ ...event, isBot: event.isBot ? 1 : 0, createdAt: event.createdAt.toISOString() }),
    toEvent: (row) => ({ ...row, isBot: row.isBot === 1, createdAt: new Date(row.createdAt) }),
    toReview: (row) => ({ ...row, createdAt: new Date(row.createdAt) }),
  },
  postgres: { toRow, toEvent: asIs, toReview: asIs },
};

function toRow({ kind, path, userId, amount, isBot, note, createdAt }) {
  return { kind, path, user_id: userId, amount, is_bot: isBot, note, created_at: createdAt };
}

module.exports = { openKysely };
