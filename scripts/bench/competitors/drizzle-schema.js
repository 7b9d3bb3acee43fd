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
  const { table, key, integer, text, number, boolean, time } = c;

  const movies = table("movies", {
    id: key("id"),
    title: text("title").notNull(),
    year: integer("year").notNull(),
    description: text("description").notNull(),
  });
  const persons = table("persons", {
    id: key("id"),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    bio: text("bio"),
  });
  const part = () => ({
    id: key("id"),
    movieId: integer("movie_id").notNull(),
    personId: integer("person_id").notNull(),
    position: integer("position").notNull(),
  });
  const castMembers = table("cast_members", part());
  const directors = table("directors", part());
  const users = table("users", {
    id: key("id"),
    name: text("name").notNull(),
    email: text("email").notNull(),
  });
  const reviews = table("reviews", {
    id: key("id"),
    body: text("body").notNull(),
    rating: integer("rating").notNull(),
    createdAt: time("created_at").notNull(),
    authorId: integer("author_id").notNull(),
    movieId: integer("movie_id").notNull(),
  });
  const events = table("events", {
    id: key("id"),
    kind: text("kind").notNull(),
    path: text("path").notNull(),
    userId: integer("user_id"),
    amount: number("amount").notNull(),
    isBot: boolean("is_bot").notNull(),
    note: text("note"),
    createdAt: time("created_at").notNull(),
  });

  const to = (field, target) => ({ fields: [field], references: [target.id] });
  return {
    movies,
    persons,
    castMembers,
    directors,
    users,
    reviews,
    events,
    moviesRelations: relations(movies, ({ many }) => ({
      cast: many(castMembers),
      directors: many(directors),
      reviews: many(reviews),
    })),
    castMembersRelations: relations(castMembers, ({ one }) => ({
      movie: one(movies, to(castMembers.movieId, movies)),
      person: one(persons, to(castMembers.personId, persons)),
    })),
    directorsRelations: relations(directors, ({ one }) => ({
      movie: one(movies, to(directors.movieId, movies)),
      person: one(persons, to(directors.personId, persons)),
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
  };
}

function postgresColumns({ pgTable, integer, varchar, doublePrecision, boolean, timestamp }) {
  return {
    table: pgTable,
    key: (name) => integer(name).primaryKey().generatedByDefaultAsIdentity(),
    integer,
    text: (name) => varchar(name, { length: 255 }),
    number: doublePrecision,
    boolean,
    time: (name) => timestamp(name, { precision: 3, withTimezone: true }),
  };
}

module.exports = { createDrizzleSchema };
