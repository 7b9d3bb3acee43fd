"use strict";

const { averageRating } = require("../workloads.js");

/**
 * TypeORM as its documentation shows it, with repositories and `relations`, which it loads by joins.
 *
 * @param {{ requirePeer: (name: string) => any, database: "sqlite" | "postgres", file?: string, url?: string }} options
 * @returns {Promise<import("../measure.js").Competitor>}
 */
async function openTypeorm({ requirePeer, database, file, url }) {
  const typeorm = requirePeer("typeorm");
  const source = new typeorm.DataSource({
    ...(database === "sqlite"
      ? { type: "better-sqlite3", database: file, enableWAL: true, driver: require("better-sqlite3") }
      : { type: "postgres", url, extra: { max: 5 }, driver: require("pg") }),
    entities: createEntities(typeorm, database),
  });
  await source.initialize();
  if (database === "sqlite") await source.query("pragma synchronous = NORMAL");
  return { name: "typeorm", run: createQueries(typeorm, source), close: () => source.destroy() };
}

const byPosition = { position: "ASC" };
const withAll = {
  relations: { directors: { person: true }, cast: { person: true }, reviews: { author: true } },
  order: { directors: byPosition, cast: byPosition, reviews: { createdAt: "ASC" } },
};
const castAndReviews = {
  relations: { cast: { person: true }, reviews: { author: true } },
  order: { id: "ASC", cast: byPosition, reviews: { createdAt: "ASC" } },
};

function createQueries({ In, MoreThanOrEqual }, source) {
  const [movies, users, reviews, events] = ["Movie", "User", "Review", "Event"].map((name) =>
    source.getRepository(name),
  );
  return {
    W1: (id) => movies.findOneBy({ id }),
    W2: async (id) => {
      const movie = await movies.findOne({ where: { id }, ...withAll });
      return { movie, averageRating: averageRating(movie.reviews) };
    },
    // It has no limit for what belongs to a row: two queries, as its users write it.
    W3: async (id) => {
      const user = await users.findOneBy({ id });
      const last = { order: { createdAt: "DESC" }, take: 10, relations: { movie: true } };
      user.reviews = await reviews.find({ where: { authorId: id }, ...last });
      return user;
    },
    // `take` beside an order of what is joined takes too few: first which, then all of them.
    W4: async (id) => {
      const first = { select: { id: true }, where: { id: MoreThanOrEqual(id) }, order: { id: "ASC" }, take: 100 };
      const ids = (await movies.find(first)).map((movie) => movie.id);
      return movies.find({ where: { id: In(ids) }, ...castAndReviews });
    },
    W5: () => events.find({ order: { id: "ASC" } }),
    W6: (event) => events.save(events.create(event)),
    W7: async (list) => {
      await events.insert(list);
      return list.length;
    },
    W8: async ({ id, rating }) => {
      await reviews.update(id, { rating });
      return reviews.findOneBy({ id });
    },
    W9: (id) => movies.find({ where: { reviews: { authorId: id } }, order: { id: "ASC" }, take: 20 }),
  };
}

function createEntities({ EntitySchema }, database) {
  const key = { type: "int", primary: true, generated: database === "sqlite" ? "increment" : "identity" };
  const integer = (name) => ({ type: "int", name });
  const text = (name) => ({ type: "varchar", name });
  const time =
    database === "sqlite"
      ? { type: "text", transformer: { from: (value) => new Date(value), to: (value) => value?.toISOString() } }
      : { type: "timestamptz", precision: 3 };
  const toOne = (target, joined, inverseSide) => ({
    type: "many-to-one",
    target,
    joinColumn: { name: joined },
    ...(inverseSide === undefined ? {} : { inverseSide }),
  });
  const toMany = (target, inverseSide) => ({ type: "one-to-many", target, inverseSide });
  const part = (inverseSide) => ({
    columns: {
      id: key,
      movieId: integer("movie_id"),
      personId: integer("person_id"),
      position: integer("position"),
    },
    relations: { movie: toOne("Movie", "movie_id", inverseSide), person: toOne("Person", "person_id") },
  });
  return [
    {
      name: "Movie",
      tableName: "movies",
      columns: { id: key, title: text("title"), year: integer("year"), description: text("description") },
      relations: {
        cast: toMany("CastMember", "movie"),
        directors: toMany("Director", "movie"),
        reviews: toMany("Review", "movie"),
      },
    },
    {
      name: "Person",
      tableName: "persons",
      columns: {
        id: key,
        firstName: text("first_name"),
        lastName: text("last_name"),
        bio: { ...text("bio"), nullable: true },
      },
    },
    { name: "CastMember", tableName: "cast_members", ...part("cast") },
    { name: "Director", tableName: "directors", ...part("directors") },
    {
      name: "User",
      tableName: "users",
      columns: { id: key, name: text("name"), email: text("email") },
      relations: { reviews: toMany("Review", "author") },
    },
    {
      name: "Review",
      tableName: "reviews",
      columns: {
        id: key,
        body: text("body"),
        rating: integer("rating"),
        createdAt: { ...time, name: "created_at" },
        authorId: integer("author_id"),
        movieId: integer("movie_id"),
      },
      relations: { author: toOne("User", "author_id", "reviews"), movie: toOne("Movie", "movie_id", "reviews") },
    },
    {
      name: "Event",
      tableName: "events",
      columns: {
        id: key,
        kind: text("kind"),
        path: text("path"),
        userId: { ...integer("user_id"), nullable: true },
        amount: { type: "double precision", name: "amount" },
        isBot: { type: "boolean", name: "is_bot" },
        note: { ...text("note"), nullable: true },
        createdAt: { ...time, name: "created_at" },
      },
    },
  ].map((options) => new EntitySchema(options));
}

module.exports = { openTypeorm };
