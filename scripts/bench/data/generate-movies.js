"use strict";

const { createRandom } = require("./random.js");

/**
 * The rows of `schemas/movies.model`, like the Internet Movie Database in shape: a few stars play in much, most people in
 * little; users review without order. The same seed gives the same rows. Tables are in an order in which they can be filled.
 *
 * @typedef {{ name: string, columns: string[], rows: unknown[][] }} TableData
 */

const fullSize = { movies: 5_000, persons: 10_000, cast: 50_638, users: 1_000, reviews: 50_000, events: 10_000 };

/** Enough for every workload to have something to find. */
const smallSize = { movies: 150, persons: 300, cast: 1_519, users: 30, reviews: 1_500, events: 300 };

const words =
  `about again alone always another autumn battle before beyond blood bridge brother castle child city cold crown dark daughter dawn day
death desert dream early earth echo empire end eternal evening fallen far father fire first flight forest forgotten garden ghost gold good
great green hand heart heaven hero hidden high hour house hunter iron island journey king last lady letter life light little lonely long lost
love man memory midnight mirror moon morning mother mountain music night north ocean old open other paper paradise people perfect place
promise quiet rain red return river road rose sea secret shadow silence silver sister sky small snow soldier song sound south star stone storm
story stranger street summer sun sweet thing thunder time town train tree true under valley voice war water way white wild wind winter without
woman wonder word world year young`.split(/\s+/);

const firstNames =
  "Ada Alan Barbara Claude Dorothy Edgar Frances Grace Hedy Ivan Jean Katherine Linus Margaret Niklaus Radia".split(
    " ",
  );
const lastNames =
  "Allen Bartik Codd Dijkstra Engelbart Floyd Goldberg Hopper Iverson Johnson Knuth Lovelace Milner Naur Perlman Ritchie".split(
    " ",
  );
const kinds = ["view", "search", "play", "pause", "rate", "share", "sign-in", "sign-out"];

/** @param {{ size?: typeof fullSize, seed?: number }} [options] @returns {TableData[]} */
function generateMovies({ size = fullSize, seed = 20261124 } = {}) {
  const random = createRandom(seed);
  /** @param {number} low @param {number} high */
  const text = (low, high) => {
    const sentence = Array.from({ length: random.integer(low, high) }, () => random.pick(words)).join(" ");
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  };
  /** Later rows are later, and no two at the same time: orders by time are total. @param {number} id @param {number} minutes */
  const time = (id, minutes) => new Date(Date.UTC(2020, 0, 1) + id * minutes * 60_000 + random.integer(0, 59_999));
  /** @template T @param {number} count @param {(id: number) => T} make */
  const list = (count, make) => Array.from({ length: count }, (_, index) => make(index + 1));

  const movies = list(size.movies, (id) => [id, text(1, 5), random.integer(1920, 2026), text(20, 60)]);
  const persons = list(size.persons, (id) => [
    id,
    random.pick(firstNames),
    random.pick(lastNames),
    random.next() < 0.3 ? null : text(10, 40),
  ]);
  const counts = spread(random, size.movies, size.cast);
  const cast = counts.flatMap((count, index) => castOf(random, index + 1, count, size.persons));
  const directors = list(size.movies, (id) => castOf(random, id, random.next() < 0.2 ? 2 : 1, size.persons)).flat();
  const users = list(size.users, (id) => [
    id,
    `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    `user${id}@example.com`,
  ]);
  const reviews = list(size.reviews, (id) => [
    id,
    text(10, 30),
    random.integer(1, 10),
    time(id, 60),
    random.integer(1, size.users),
    random.integer(1, size.movies),
  ]);
  const events = list(size.events, (id) => [
    id,
    random.pick(kinds),
    `/movies/${random.integer(1, size.movies)}`,
    random.next() < 0.2 ? null : random.integer(1, size.users),
    random.integer(0, 1_000_000) / 64,
    random.next() < 0.1,
    random.next() < 0.5 ? null : text(3, 8),
    time(id, 5),
  ]);

  return [
    { name: "movies", columns: ["id", "title", "year", "description"], rows: movies },
    { name: "persons", columns: ["id", "first_name", "last_name", "bio"], rows: persons },
    { name: "cast_members", columns: ["id", "movie_id", "person_id", "position"], rows: withIds(cast) },
    { name: "directors", columns: ["id", "movie_id", "person_id", "position"], rows: withIds(directors) },
    { name: "users", columns: ["id", "name", "email"], rows: users },
    { name: "reviews", columns: ["id", "body", "rating", "created_at", "author_id", "movie_id"], rows: reviews },
    {
      name: "events",
      columns: ["id", "kind", "path", "user_id", "amount", "is_bot", "note", "created_at"],
      rows: events,
    },
  ];
}

/** `count` different people of a movie, in order; the low numbers are the stars. */
function castOf(random, movie, count, persons) {
  const people = new Set();
  while (people.size < count) people.add(1 + Math.floor(random.next() ** 2 * persons));
  return [...people].map((person, index) => [movie, person, index + 1]);
}

/** `total` shared out among `count`, from 2 to about twice the average each. */
function spread(random, count, total) {
  const average = total / count;
  const shares = Array.from({ length: count }, () => random.integer(2, Math.round(2 * average) - 2));
  let rest = total - shares.reduce((sum, share) => sum + share, 0);
  for (let index = 0; rest !== 0; index = (index + 1) % count) {
    if (rest < 0 && shares[index] <= 2) continue;
    shares[index] += Math.sign(rest);
    rest -= Math.sign(rest);
  }
  return shares;
}

function withIds(rows) {
  return rows.map((row, index) => [index + 1, ...row]);
}

module.exports = { generateMovies, fullSize, smallSize };
