"use strict";

/**
 * The hand-written half that both limits share: lists of columns, and what turns a row (an array, in that order) into the
 * objects that every competitor answers with.
 */
const columns = {
  movie: "m.id, m.title, m.year, m.description, m.runtime, m.created_at",
  person: "p.id, p.first_name, p.last_name, p.born_on",
  cast: "c.movie_id, c.position, c.person_id, c.character",
  direction: "d.movie_id, d.position, d.person_id",
  user: "u.id, u.email, u.name, u.created_at",
  review: "r.id, r.movie_id, r.author_id, r.rating, r.body, r.created_at",
  event: "e.id, e.kind, e.subject, e.amount, e.is_handled, e.note, e.occurred_at, e.created_at",
};

const order = {
  insertEvent: "kind, subject, amount, is_handled, note, occurred_at, created_at",
};

/** @param {{ toTime: (value: string) => Date, toBoolean: (value: any) => boolean }} decode */
function createRowMapping({ toTime, toBoolean }) {
  const toMovie = (row, at = 0) => ({
    id: row[at],
    title: row[at + 1],
    year: row[at + 2],
    description: row[at + 3],
    runtime: row[at + 4],
    createdAt: toTime(row[at + 5]),
  });
  const toPerson = (row, at) => ({
    id: row[at],
    firstName: row[at + 1],
    lastName: row[at + 2],
    bornOn: row[at + 3],
  });
  const toUser = (row, at = 0) => ({
    id: row[at],
    email: row[at + 1],
    name: row[at + 2],
    createdAt: toTime(row[at + 3]),
  });
  /** A line of the cast, then its person. */
  const toCastMember = (row) => ({
    movieId: row[0],
    position: row[1],
    personId: row[2],
    character: row[3],
    person: toPerson(row, 4),
  });
  const toDirection = (row) => ({ movieId: row[0], position: row[1], personId: row[2], person: toPerson(row, 3) });
  const toReviewWithAuthor = (row) => ({
    id: row[0],
    movieId: row[1],
    authorId: row[2],
    rating: row[3],
    body: row[4],
    createdAt: toTime(row[5]),
    author: toUser(row, 6),
  });
  const toReviewWithMovie = (row) => ({
    id: row[0],
    movieId: row[1],
    authorId: row[2],
    rating: row[3],
    body: row[4],
    createdAt: toTime(row[5]),
    movie: toMovie(row, 6),
  });
  const toEvent = (row) => ({
    id: row[0],
    kind: row[1],
    subject: row[2],
    amount: row[3],
    isHandled: toBoolean(row[4]),
    note: row[5],
    occurredAt: toTime(row[6]),
    createdAt: toTime(row[7]),
  });
  return { toMovie, toUser, toCastMember, toDirection, toReviewWithAuthor, toReviewWithMovie, toEvent };
}

/** 100 movies with empty lists, and where to put what belongs to each. */
function prepareLists(movies) {
  const byId = new Map();
  for (const movie of movies) {
    movie.cast = [];
    movie.reviews = [];
    byId.set(movie.id, movie);
  }
  return byId;
}

/** The number of two digits at a place of a text. @param {string} text @param {number} at */
function twoDigits(text, at) {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

module.exports = { columns, order, createRowMapping, prepareLists, twoDigits };
