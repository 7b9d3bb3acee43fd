"use strict";

const { createRandom } = require("./data/random.js");

/**
 * What is measured. `argument` makes the argument of one operation; `operations` is how many make one sample (so that a sample
 * takes the limit a few milliseconds); `toComparable` strips what may differ between right answers.
 *
 * @typedef {object} Workload
 * @property {string} title
 * @property {(random: ReturnType<typeof createRandom>, size: Record<string, number>) => unknown} argument
 * @property {{ sqlite: number, postgres: number }} operations
 * @property {boolean} [writes] What it leaves behind is removed after each sample: rows of `events`, and what is in the log.
 * @property {(answer: any) => unknown} [toComparable]
 */

/** @type {Record<string, Workload>} */
const workloads = {
  W1: {
    title: "find by key",
    argument: (random, size) => random.integer(1, size.movies),
    operations: { sqlite: 1000, postgres: 100 },
  },
  W2: {
    title: "movie + average rating + directors + cast + reviews with author",
    argument: (random, size) => random.integer(1, size.movies),
    operations: { sqlite: 100, postgres: 40 },
  },
  W3: {
    title: "user + last 10 reviews with movie",
    argument: (random, size) => random.integer(1, size.users),
    operations: { sqlite: 200, postgres: 50 },
  },
  W4: {
    title: "100 movies with cast, reviews, authors",
    argument: (random, size) => random.integer(1, Math.max(1, size.movies - 100)),
    operations: { sqlite: 3, postgres: 2 },
  },
  W5: {
    title: "10,000 flat rows of 8 columns",
    argument: () => undefined,
    operations: { sqlite: 1, postgres: 1 },
  },
  W6: {
    title: "insert one",
    argument: createEvent,
    operations: { sqlite: 200, postgres: 50 },
    writes: true,
    toComparable: withoutId,
  },
  W7: {
    title: "insert 1,000",
    argument: (random, size) => Array.from({ length: 1000 }, () => createEvent(random, size)),
    operations: { sqlite: 2, postgres: 2 },
    writes: true,
  },
  W8: {
    title: "update one returning it",
    argument: (random, size) => ({ id: random.integer(1, size.reviews), rating: random.integer(1, 10) }),
    operations: { sqlite: 300, postgres: 50 },
    writes: true,
  },
  W9: {
    title: "page of 20 filtered through a relation",
    argument: (random, size) => random.integer(1, size.users),
    operations: { sqlite: 100, postgres: 40 },
  },
};

function createEvent(random, size) {
  const number = random.integer(1, 1_000_000);
  return {
    kind: "play",
    path: `/movies/${random.integer(1, size.movies)}`,
    userId: random.integer(1, size.users),
    amount: number / 64,
    isBot: number % 2 === 0,
    note: number % 3 === 0 ? null : `number ${number}`,
    createdAt: new Date(1_700_000_000_000 + number * 1000),
  };
}

function withoutId({ id: _, ...rest }) {
  return rest;
}

/** The mean rating of loaded reviews: what all competitors do alike, in the client. @param {{ rating: number }[]} reviews */
function averageRating(reviews) {
  if (reviews.length === 0) return null;
  let sum = 0;
  for (const review of reviews) sum += review.rating;
  return sum / reviews.length;
}

module.exports = { workloads, averageRating };
