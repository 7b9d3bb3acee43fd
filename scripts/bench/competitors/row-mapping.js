"use strict";

/**
 * The hand-written half that both limits share: lists of columns, and what turns a row (an array, in that order) into the
 * objects that every competitor answers with.
 */
const columns = {
  movie: "m.id, m.title, m.year, m.description",
  person: "p.id, p.first_name, p.last_name, p.bio",
  part: "c.id, c.movie_id, c.person_id, c.position",
  user: "u.id, u.name, u.email",
  review: "r.id, r.body, r.rating, r.created_at, r.author_id, r.movie_id",
  event: "e.id, e.kind, e.path, e.user_id, e.amount, e.is_bot, e.note, e.created_at",
};

/** @param {{ toTime: (value: string) => Date, toBoolean: (value: any) => boolean }} decode */
function createRowMapping({ toTime, toBoolean }) {
  const toMovie = (row, at = 0) => ({
    id: row[at],
    title: row[at + 1],
    year: row[at + 2],
    description: row[at + 3],
  });
  const toUser = (row, at = 0) => ({ id: row[at], name: row[at + 1], email: row[at + 2] });
  /** Of the cast or of the directors, with its person. */
  const toPart = (row) => ({
    id: row[0],
    movieId: row[1],
    personId: row[2],
    position: row[3],
    person: { id: row[4], firstName: row[5], lastName: row[6], bio: row[7] },
  });
  const toReview = (row) => ({
    id: row[0],
    body: row[1],
    rating: row[2],
    createdAt: toTime(row[3]),
    authorId: row[4],
    movieId: row[5],
  });
  const toReviewWithAuthor = (row) => ({
    id: row[0],
    body: row[1],
    rating: row[2],
    createdAt: toTime(row[3]),
    authorId: row[4],
    movieId: row[5],
    author: toUser(row, 6),
  });
  const toReviewWithMovie = (row) => ({
    id: row[0],
    body: row[1],
    rating: row[2],
    createdAt: toTime(row[3]),
    authorId: row[4],
    movieId: row[5],
    movie: toMovie(row, 6),
  });
  const toEvent = (row) => ({
    id: row[0],
    kind: row[1],
    path: row[2],
    userId: row[3],
    amount: row[4],
    isBot: toBoolean(row[5]),
    note: row[6],
    createdAt: toTime(row[7]),
  });
  return { toMovie, toUser, toPart, toReview, toReviewWithAuthor, toReviewWithMovie, toEvent };
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

module.exports = { columns, createRowMapping, prepareLists, twoDigits };
