"use strict";

const { averageRating } = require("../workloads.js");
const { openSqlite } = require("./open-client.js");
const { columns, createRowMapping, prepareLists, twoDigits } = require("./row-mapping.js");

/**
 * The limit on SQLite: hand-written statements, prepared once, rows as arrays, to-one relations joined, lists by one statement
 * for all parents, `+?` where statistics would have the statement prepared again for every value. A change gives its row by `all`: `get` is
 * a little faster, and silent about what fails when the change ends (a deferred check, a full disk), with a row that is not there.
 *
 * @param {{ file: string }} options
 * @returns {import("../measure.js").Competitor}
 */
function openLimitSqlite({ file }) {
  const database = openSqlite(file);
  const select = prepareQueries(database);
  const { insertOne, insertMany, update } = prepareWrites(database);
  const { toMovie, toUser, toPart, toReview, toReviewWithAuthor, toReviewWithMovie, toEvent } = createRowMapping({
    toTime: parseTime,
    toBoolean: (value) => value === 1,
  });

  return {
    name: "limit",
    run: {
      W1: (id) => toMovie(select.movie.get(id)),
      W2: (id) => {
        const movie = toMovie(select.movie.get(id));
        movie.directors = select.directors.all(id).map(toPart);
        movie.cast = select.cast.all(id).map(toPart);
        movie.reviews = select.reviews.all(id).map(toReviewWithAuthor);
        return { movie, averageRating: averageRating(movie.reviews) };
      },
      W3: (id) => {
        const user = toUser(select.user.get(id));
        user.reviews = select.lastReviews.all(id).map(toReviewWithMovie);
        return user;
      },
      W4: (id) => {
        const movies = select.movies.all(id).map((row) => toMovie(row));
        const byId = prepareLists(movies);
        const list = JSON.stringify(movies.map((movie) => movie.id));
        for (const row of select.castOfMany.all(list)) byId.get(row[1]).cast.push(toPart(row));
        for (const row of select.reviewsOfMany.all(list)) byId.get(row[5]).reviews.push(toReviewWithAuthor(row));
        return movies;
      },
      W5: () => select.events.all().map(toEvent),
      W6: (event) => toEvent(insertOne.all(pushEvent([], event))[0]),
      W7: (events) => insertMany.immediate(events),
      W8: ({ id, rating }) => toReview(update.all(rating, id)[0]),
      W9: (id) => select.reviewed.all(id).map((row) => toMovie(row)),
    },
    close: () => database.close(),
  };
}

/** @param {import("better-sqlite3").Database} database */
function prepareQueries(database) {
  const prepare = (sql) => database.prepare(sql).raw(true);
  const { movie, person, part, user, review, event } = columns;
  const castOf = (condition) =>
    `select ${part}, ${person} from cast_members c join persons p on p.id = c.person_id where c.movie_id ${condition} order by c.position`;
  const reviewsOf = (condition) =>
    `select ${review}, ${user} from reviews r join users u on u.id = r.author_id where r.movie_id ${condition} order by r.created_at`;
  const list = "in (select value from json_each(?))";
  return {
    movie: prepare(`select ${movie} from movies m where m.id = ?`),
    user: prepare(`select ${user} from users u where u.id = ?`),
    directors: prepare(
      `select ${part}, ${person} from directors c join persons p on p.id = c.person_id where c.movie_id = +? order by c.position`,
    ),
    cast: prepare(castOf("= +?")),
    reviews: prepare(reviewsOf("= +?")),
    lastReviews: prepare(
      `select ${review}, ${movie} from reviews r join movies m on m.id = r.movie_id where r.author_id = +? order by r.created_at desc limit 10`,
    ),
    movies: prepare(`select ${movie} from movies m where m.id >= ? order by m.id limit 100`),
    castOfMany: prepare(castOf(list)),
    reviewsOfMany: prepare(reviewsOf(list)),
    events: prepare(`select ${event} from events e order by e.id`),
    reviewed: prepare(
      `select ${movie} from movies m where m.id in (select r.movie_id from reviews r where r.author_id = +?) order by m.id limit 20`,
    ),
  };
}

/** @param {import("better-sqlite3").Database} database */
function prepareWrites(database) {
  const returned = columns.event.replaceAll("e.", "");
  const insert = `insert into events (kind, path, user_id, amount, is_bot, note, created_at) values `;
  const row = "(?, ?, ?, ?, ?, ?, ?)";
  const rowsOfChunk = 100;
  const insertChunk = database.prepare(insert + Array.from({ length: rowsOfChunk }, () => row).join(", "));
  return {
    insertOne: database.prepare(`${insert}${row} returning ${returned}`).raw(true),
    insertMany: database.transaction((events) => {
      for (let start = 0; start < events.length; start += rowsOfChunk) {
        const values = [];
        for (let index = start; index < start + rowsOfChunk; index++) pushEvent(values, events[index]);
        insertChunk.run(values);
      }
      return events.length;
    }),
    update: database
      .prepare(`update reviews set rating = ? where id = ? returning ${columns.review.replaceAll("r.", "")}`)
      .raw(true),
  };
}

function pushEvent(values, { kind, path, userId, amount, isBot, note, createdAt }) {
  values.push(kind, path, userId, amount, isBot ? 1 : 0, note, createdAt.toISOString());
  return values;
}

/** `2020-01-01T00:00:00.000Z`, by position. @param {string} text */
function parseTime(text) {
  return new Date(
    Date.UTC(
      twoDigits(text, 0) * 100 + twoDigits(text, 2),
      twoDigits(text, 5) - 1,
      twoDigits(text, 8),
      twoDigits(text, 11),
      twoDigits(text, 14),
      twoDigits(text, 17),
      twoDigits(text, 20) * 10 + text.charCodeAt(22) - 48,
    ),
  );
}

module.exports = { openLimitSqlite };
