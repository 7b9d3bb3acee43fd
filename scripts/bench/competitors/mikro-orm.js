"use strict";

const { averageRating } = require("../workloads.js");

/**
 * MikroORM as its documentation shows it: an entity manager of its own for each operation, relations by `populate`.
 *
 * @param {{ requirePeer: (name: string) => any, database: "sqlite" | "postgres", file?: string, url?: string }} options
 * @returns {Promise<import("../measure.js").Competitor>}
 */
async function openMikroOrm({ requirePeer, database, file, url }) {
  const core = requirePeer("@mikro-orm/core");
  const { MikroORM } = requirePeer(database === "sqlite" ? "@mikro-orm/sqlite" : "@mikro-orm/postgresql");
  const entities = createEntities(core, database);
  const orm = new MikroORM({
    ...(database === "sqlite" ? { dbName: file } : { clientUrl: url, pool: { min: 0, max: 5 } }),
    entities: Object.values(entities),
  });
  if (database === "sqlite") {
    for (const pragma of ["journal_mode = WAL", "synchronous = NORMAL"]) await orm.em.execute(`pragma ${pragma}`);
  }
  return {
    name: "mikro-orm",
    run: createQueries(orm, entities),
    toPlain: (answer) => toPlain(joinUser(answer, core), core),
    close: () => orm.close(),
  };
}

const byPosition = { position: "asc" };
const reviewsInOrder = { reviews: { createdAt: "asc" } };

function createQueries(orm, { Movie, User, Review, Event }) {
  return {
    W1: (id) => orm.em.fork().findOne(Movie, id),
    W2: async (id) => {
      const movie = await orm.em.fork().findOneOrFail(Movie, id, {
        populate: ["directors.person", "cast.person", "reviews.author"],
        populateOrderBy: { directors: byPosition, cast: byPosition, ...reviewsInOrder },
      });
      return { movie, averageRating: averageRating(movie.reviews.getItems()) };
    },
    // Its limit is for the whole query: two queries, as its users write it.
    W3: async (id) => {
      const em = orm.em.fork();
      const user = await em.findOneOrFail(User, id);
      const last = { orderBy: { createdAt: "desc" }, limit: 10, populate: ["movie"] };
      return { user, reviews: await em.find(Review, { author: id }, last) };
    },
    W4: (id) =>
      orm.em.fork().find(
        Movie,
        { id: { $gte: id } },
        {
          orderBy: { id: "asc" },
          limit: 100,
          populate: ["cast.person", "reviews.author"],
          populateOrderBy: { cast: byPosition, ...reviewsInOrder },
        },
      ),
    W5: () => orm.em.fork().find(Event, {}, { orderBy: { id: "asc" } }),
    W6: async (event) => {
      const em = orm.em.fork();
      const made = em.create(Event, event);
      await em.persist(made).flush();
      return made;
    },
    W7: async (list) => {
      await orm.em.fork().insertMany(Event, list);
      return list.length;
    },
    W8: async ({ id, rating }) => {
      const em = orm.em.fork();
      const review = await em.findOneOrFail(Review, id);
      review.rating = rating;
      await em.flush();
      return review;
    },
    W9: (id) => orm.em.fork().find(Movie, { reviews: { author: id } }, { orderBy: { id: "asc" }, limit: 20 }),
  };
}

function createEntities(core, database) {
  const { defineEntity, p } = core;
  const time = () => (database === "sqlite" ? p.type(createTextTime(core)) : p.datetime(3));
  const part = (name, tableName) =>
    defineEntity({
      name,
      tableName,
      properties: {
        id: p.integer().primary(),
        movie: () => p.manyToOne(Movie),
        person: () => p.manyToOne(Person),
        position: p.integer(),
      },
    });
  const Movie = defineEntity({
    name: "Movie",
    tableName: "movies",
    properties: {
      id: p.integer().primary(),
      title: p.string(),
      year: p.integer(),
      description: p.string(),
      cast: () => p.oneToMany(CastMember).mappedBy("movie"),
      directors: () => p.oneToMany(Director).mappedBy("movie"),
      reviews: () => p.oneToMany(Review).mappedBy("movie"),
    },
  });
  const Person = defineEntity({
    name: "Person",
    tableName: "persons",
    properties: {
      id: p.integer().primary(),
      firstName: p.string(),
      lastName: p.string(),
      bio: p.string().nullable(),
    },
  });
  const CastMember = part("CastMember", "cast_members");
  const Director = part("Director", "directors");
  const User = defineEntity({
    name: "User",
    tableName: "users",
    properties: { id: p.integer().primary(), name: p.string(), email: p.string() },
  });
  const Review = defineEntity({
    name: "Review",
    tableName: "reviews",
    properties: {
      id: p.integer().primary(),
      body: p.string(),
      rating: p.integer(),
      createdAt: time(),
      author: () => p.manyToOne(User),
      movie: () => p.manyToOne(Movie),
    },
  });
  const Event = defineEntity({
    name: "Event",
    tableName: "events",
    properties: {
      id: p.integer().primary(),
      kind: p.string(),
      path: p.string(),
      userId: p.integer().nullable(),
      amount: p.double(),
      isBot: p.boolean(),
      note: p.string().nullable(),
      createdAt: time(),
    },
  });
  return { Movie, Person, CastMember, Director, User, Review, Event };
}

/** It stores times as numbers; here they are ISO text. */
function createTextTime({ Type }) {
  return class extends Type {
    convertToDatabaseValue(value) {
      return value instanceof Date ? value.toISOString() : value;
    }
    convertToJSValue(value) {
      return typeof value === "string" ? new Date(value) : value;
    }
    getColumnType() {
      return "text";
    }
    compareAsType() {
      return "Date";
    }
  };
}

/** The answer of W3 in one piece. */
function joinUser(answer, { wrap }) {
  if (answer?.user === undefined) return answer;
  const { user, reviews } = answer;
  return { ...wrap(user).toObject(), reviews };
}

/** Its entities hold the row at the other end of a key, or that row's key, where the others hold both. */
function toPlain(value, core, isInside = false) {
  if (Array.isArray(value)) return value.map((each) => toPlain(each, core, isInside));
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  const isEntity = isInside || core.Utils.isEntity(value);
  const entries = Object.entries(core.Utils.isEntity(value) ? core.wrap(value).toObject() : value);
  return Object.fromEntries(
    entries.flatMap(([name, item]) => toEntries(name, toPlain(item, core, isEntity), isEntity)),
  );
}

function toEntries(name, value, isEntity) {
  if (!isEntity || !["movie", "person", "author"].includes(name)) return [[name, value]];
  return typeof value === "number"
    ? [[`${name}Id`, value]]
    : [
        [`${name}Id`, value.id],
        [name, value],
      ];
}

module.exports = { openMikroOrm };
