"use strict";

/**
 * The tables and relations of `schemas/movies.model` as a user of drizzle writes them, in the column types of one database.
 *
 * @param {(name: string) => any} requirePeer @param {"sqlite" | "postgres"} database
 */
function createDrizzleSchema(requirePeer, database) {
  const { relations } = requirePeer("drizzle-orm");
  const core = requirePeer(database === "sqlite" ? "drizzle-orm/sqlite-core" : "drizzle-orm/pg-core");
  const c = database === "sqlite" ? sqliteColumns(core) : postgresColumns(core);
  const { table, key, integer, text, number, boolean, time, day, kind } = c;

  const movies = table("movies", {
    id: key("id"),
    title: text("title").notNull(),
    year: integer("year").notNull(),
    description: text("description"),
    runtime: integer("runtime"),
    createdAt: time("created_at").notNull(),
  });
  const persons = table("persons", {
    id: key("id"),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    bornOn: day("born_on"),
  });
  const castMembers = table("cast_members", {
    movieId: integer("movie_id").notNull(),
    position: integer("position").notNull(),
    personId: integer("person_id").notNull(),
    character: text("character"),
  });
  const directions = table("directions", {
    movieId: integer("movie_id").notNull(),
    position: integer("position").notNull(),
    personId: integer("person_id").notNull(),
  });
  const users = table("users", {
    id: key("id"),
    email: text("email").notNull(),
    name: text("name").notNull(),
    createdAt: time("created_at").notNull(),
  });
  const reviews = table("reviews", {
    id: key("id"),
    movieId: integer("movie_id").notNull(),
    authorId: integer("author_id").notNull(),
    rating: integer("rating").notNull(),
    body: text("body").notNull(),
    createdAt: time("created_at").notNull(),
  });
  const events = table("events", {
    id: key("id"),
    kind: kind("kind").notNull(),
    subject: text("subject").notNull(),
    amount: number("amount").notNull(),
    isHandled: boolean("is_handled").notNull(),
    note: text("note"),
    occurredAt: time("occurred_at").notNull(),
    createdAt: time("created_at").notNull(),
  });

  const to = (field, target) => ({ fields: [field], references: [target.id] });
  return {
    movies,
    persons,
    castMembers,
    directions,
    users,
    reviews,
    events,
    moviesRelations: relations(movies, ({ many }) => ({
      cast: many(castMembers),
      directors: many(directions),
      reviews: many(reviews),
    })),
    castMembersRelations: relations(castMembers, ({ one }) => ({
      movie: one(movies, to(castMembers.movieId, movies)),
      person: one(persons, to(castMembers.personId, persons)),
    })),
    directionsRelations: relations(directions, ({ one }) => ({
      movie: one(movies, to(directions.movieId, movies)),
      person: one(persons, to(directions.personId, persons)),
    })),
    usersRelations: relations(users, ({ many }) => ({ reviews: many(reviews) })),
    reviewsRelations: relations(reviews, ({ one }) => ({
      movie: one(movies, to(reviews.movieId, movies)),
      author: one(users, to(reviews.authorId, users)),
    })),
  };
}

function sqliteColumns({ sqliteTable, integer, text, real, customType }) {
  return {
    table: sqliteTable,
    key: (name) => integer(name).primaryKey(),
    integer,
    text,
    number: real,
    boolean: (name) => integer(name, { mode: "boolean" }),
    // Drizzle has no time stored as ISO text; this is what its documentation advises.
    time: customType({
      dataType: () => "text",
      fromDriver: (value) => new Date(value),
      toDriver: (value) => value.toISOString(),
    }),
    day: text,
    kind: text,
  };
}

function postgresColumns({ pgTable, integer, varchar, doublePrecision, boolean, timestamp, date, pgEnum }) {
  return {
    table: pgTable,
    key: (name) => integer(name).primaryKey().generatedByDefaultAsIdentity(),
    integer,
    text: (name) => varchar(name, { length: 255 }),
    number: doublePrecision,
    boolean,
    time: (name) => timestamp(name, { precision: 3, withTimezone: true }),
    day: date,
    kind: pgEnum("event_kind", ["VIEW", "SEARCH", "RATE", "SHARE"]),
  };
}

module.exports = { createDrizzleSchema };
