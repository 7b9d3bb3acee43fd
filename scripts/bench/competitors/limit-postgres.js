"use strict";

const { Client, Pool } = require("pg");
const { averageRating } = require("../workloads.js");
const { columns, createRowMapping, prepareLists, twoDigits } = require("./row-mapping.js");

/**
 * The limit on PostgreSQL: connections that pipeline, named prepared statements, rows as arrays, values parsed by position. Where
 * no form is always best there are several, and the fastest is the limit: `W2 json` is one statement, `W2 batch` several in one
 * trip, `W4 parallel` on two connections.
 *
 * @param {{ url: string }} options
 * @returns {Promise<import("../measure.js").Competitor>}
 */
async function openLimitPostgres({ url }) {
  const client = await connect(url);
  // A second connection, for two statements that are each long enough to keep a server process busy.
  const second = await connect(url);
  const query = prepareStatements(client);
  const aside = prepareStatements(second);
  return {
    name: "limit",
    run: writeOperations(query, aside),
    close: () => Promise.all([client.end(), second.end()]),
  };
}

/**
 * The same code over an ordinary pool of 16: what a careful user of `pg` has where many call at once.
 *
 * @param {{ url: string }} options
 * @returns {import("../measure.js").Competitor}
 */
function openRawPool({ url }) {
  const pool = new Pool({ connectionString: url, options: inUtc, max: 16 });
  const query = prepareStatements(pool);
  return { name: "raw pool", run: writeOperations(query, query), close: () => pool.end() };
}

const inUtc = "-c TimeZone=UTC";

/** @param {string} url */
async function connect(url) {
  const client = new Client({ connectionString: url, options: inUtc, pipeline: true });
  await client.connect();
  return client;
}

function writeOperations(query, aside) {
  const { toMovie, toUser, toPart, toReview, toReviewWithAuthor, toReviewWithMovie, toEvent } = createRowMapping({
    toTime: parseTime,
    toBoolean: (value) => value,
  });

  const loadMovies = async (id, reviewsOfMany) => {
    const movies = (await query.movies([id])).rows.map((row) => toMovie(row));
    const byId = prepareLists(movies);
    const list = `{${movies.map((movie) => movie.id).join(",")}}`;
    const [cast, reviews] = await Promise.all([query.castOfMany([list]), reviewsOfMany([list])]);
    for (const row of cast.rows) byId.get(row[1]).cast.push(toPart(row));
    for (const row of reviews.rows) byId.get(row[5]).reviews.push(toReviewWithAuthor(row));
    return movies;
  };

  return {
    W1: async (id) => toMovie((await query.movie([id])).rows[0]),
    "W2 json": async (id) => {
      const row = (await query.movieAsJson([id])).rows[0];
      const movie = toMovie(row);
      movie.directors = (row[4] ?? []).map(toPart);
      movie.cast = (row[5] ?? []).map(toPart);
      movie.reviews = (row[6] ?? []).map(toReviewWithAuthor);
      return { movie, averageRating: averageRating(movie.reviews) };
    },
    "W2 batch": async (id) => {
      const [root, directors, cast, reviews] = await Promise.all([
        query.movie([id]),
        query.directors([id]),
        query.cast([id]),
        query.reviews([id]),
      ]);
      const movie = toMovie(root.rows[0]);
      movie.directors = directors.rows.map(toPart);
      movie.cast = cast.rows.map(toPart);
      movie.reviews = reviews.rows.map(toReviewWithAuthor);
      return { movie, averageRating: averageRating(movie.reviews) };
    },
    "W3 json": async (id) => {
      const row = (await query.userAsJson([id])).rows[0];
      const user = toUser(row);
      user.reviews = (row[3] ?? []).map(toReviewWithMovie);
      return user;
    },
    "W3 batch": async (id) => {
      const [root, reviews] = await Promise.all([query.user([id]), query.lastReviews([id])]);
      const user = toUser(root.rows[0]);
      user.reviews = reviews.rows.map(toReviewWithMovie);
      return user;
    },
    "W4 batch": async (id) => loadMovies(id, query.reviewsOfMany),
    "W4 parallel": async (id) => loadMovies(id, aside.reviewsOfMany),
    W5: async () => (await query.events([])).rows.map(toEvent),
    W6: async ({ kind, path, userId, amount, isBot, note, createdAt }) => {
      const values = [kind, path, userId, amount, isBot, note, createdAt.toISOString()];
      return toEvent((await query.insertOne(values)).rows[0]);
    },
    W7: async (events) => {
      await query.insertMany(toArrays(events));
      return events.length;
    },
    W8: async ({ id, rating }) => toReview((await query.update([rating, id])).rows[0]),
    W9: async (id) => (await query.reviewed([id])).rows.map((row) => toMovie(row)),
  };
}

/** By the object identifier of the type: integer, double precision, boolean, JSON; the rest stays text. */
const parsers = { 23: Number, 701: Number, 16: (text) => text === "t", 114: JSON.parse };
const types = { getTypeParser: (oid) => parsers[oid] ?? ((text) => text) };

/** @param {import("pg").Client | import("pg").Pool} client */
function prepareStatements(client) {
  const prepare = (name, text) => (values) => client.query({ name, text, values, rowMode: "array", types });
  const { movie, person, part, user, review, event } = columns;
  const directorsFrom = "from directors c join persons p on p.id = c.person_id where c.movie_id";
  const castFrom = "from cast_members c join persons p on p.id = c.person_id where c.movie_id";
  const reviewsFrom = "from reviews r join users u on u.id = r.author_id where r.movie_id";
  const castOf = (condition) => `select ${part}, ${person} ${castFrom} ${condition} order by c.position`;
  const reviewsOf = (condition) => `select ${review}, ${user} ${reviewsFrom} ${condition} order by r.created_at`;
  const json = (list, sort, from) => `(select json_agg(json_build_array(${list}) order by ${sort}) ${from})`;
  const last = "where r.author_id = $1 order by r.created_at desc limit 10";
  const insert = `insert into events (kind, path, user_id, amount, is_bot, note, created_at)`;
  const arrays = ["text", "text", "int", "float8", "bool", "text", "timestamptz"];
  return {
    movie: prepare("movie", `select ${movie} from movies m where m.id = $1`),
    user: prepare("user", `select ${user} from users u where u.id = $1`),
    directors: prepare("directors", `select ${part}, ${person} ${directorsFrom} = $1 order by c.position`),
    cast: prepare("cast", castOf("= $1")),
    reviews: prepare("reviews", reviewsOf("= $1")),
    movieAsJson: prepare(
      "movie-json",
      `select ${movie},
        ${json(`${part}, ${person}`, "c.position", `${directorsFrom} = m.id`)},
        ${json(`${part}, ${person}`, "c.position", `${castFrom} = m.id`)},
        ${json(`${review}, ${user}`, "r.created_at", `${reviewsFrom} = m.id`)}
      from movies m where m.id = $1`,
    ),
    lastReviews: prepare(
      "last",
      `select ${review}, ${movie} from reviews r join movies m on m.id = r.movie_id ${last}`,
    ),
    userAsJson: prepare(
      "user-json",
      `select ${user}, ${json(
        `${review}, ${movie}`,
        "r.created_at desc",
        `from (select * from reviews r ${last}) r join movies m on m.id = r.movie_id`,
      )} from users u where u.id = $1`,
    ),
    movies: prepare("movies", `select ${movie} from movies m where m.id >= $1 order by m.id limit 100`),
    castOfMany: prepare("cast-of-many", castOf("= any($1::int[])")),
    reviewsOfMany: prepare("reviews-of-many", reviewsOf("= any($1::int[])")),
    events: prepare("events", `select ${event} from events e order by e.id`),
    insertOne: prepare(
      "insert-one",
      `${insert} values ($1, $2, $3, $4, $5, $6, $7) returning ${columns.event.replaceAll("e.", "")}`,
    ),
    insertMany: prepare(
      "insert-many",
      `${insert} select * from unnest(${arrays.map((type, index) => `$${index + 1}::${type}[]`).join(", ")})`,
    ),
    update: prepare(
      "update",
      `update reviews set rating = $1 where id = $2 returning ${columns.review.replaceAll("r.", "")}`,
    ),
    reviewed: prepare(
      "reviewed",
      `select ${movie} from movies m where m.id in (select r.movie_id from reviews r where r.author_id = $1) order by m.id limit 20`,
    ),
  };
}

/** One array of text a column. */
function toArrays(events) {
  const lists = [[], [], [], [], [], [], []];
  for (const { kind, path, userId, amount, isBot, note, createdAt } of events) {
    lists[0].push(quote(kind));
    lists[1].push(quote(path));
    lists[2].push(userId ?? "NULL");
    lists[3].push(amount);
    lists[4].push(isBot);
    lists[5].push(note === null ? "NULL" : quote(note));
    lists[6].push(createdAt.toISOString());
  }
  return lists.map((list) => `{${list.join(",")}}`);
}

function quote(text) {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** `2020-01-01 00:00:00.123+00`; in JSON with a T and the minutes of the zone. The session is in UTC. @param {string} text */
function parseTime(text) {
  let milliseconds = 0;
  if (text.charCodeAt(19) === 46) {
    for (let at = 20, unit = 100; unit >= 1; at++, unit /= 10) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      milliseconds += digit * unit;
    }
  }
  return new Date(
    Date.UTC(
      twoDigits(text, 0) * 100 + twoDigits(text, 2),
      twoDigits(text, 5) - 1,
      twoDigits(text, 8),
      twoDigits(text, 11),
      twoDigits(text, 14),
      twoDigits(text, 17),
      milliseconds,
    ),
  );
}

module.exports = { openLimitPostgres, openRawPool };
