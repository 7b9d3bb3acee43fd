"use strict";

/**
 * What a session costs beside the same work without one. Each workload has forms that leave the same behind; the first is what the others are
 * compared with. `prepare` is not part of the time.
 *
 * @typedef {object} Form
 * @property {string} name
 * @property {(argument: any) => unknown} [prepare]
 * @property {(prepared: any) => unknown} run
 *
 * @typedef {object} SessionWorkload
 * @property {string} title
 * @property {(size: Record<string, number>, round: number) => unknown} argument
 * @property {number} repeat How often a sample runs it.
 * @property {Form[]} forms
 * @property {(answer: any) => number} [countObjects] Of an answer: what a session keeps to each of them is told by itself.
 */

const count = 10_000;

/** @param {any} db @param {{ Event: new (values: object) => any }} classes @returns {Record<string, SessionWorkload>} */
function createWorkloads(db, { Event }) {
  const byPosition = { orderBy: { position: "asc" }, include: { person: true } };
  const byTime = { orderBy: { createdAt: "asc" }, include: { author: true } };
  const movie = { include: { directors: byPosition, cast: byPosition, reviews: byTime } };
  const reviews = { orderBy: { createdAt: "desc" }, limit: 10, include: { movie: true } };
  const user = { include: { reviews } };

  const reading = (title, repeat, argument, read) => ({
    title,
    repeat,
    argument,
    countObjects: (answer) => listObjects(answer).size,
    forms: [
      { name: "transaction", run: (key) => db.transaction((transaction) => read(transaction, key)) },
      { name: "session", run: (key) => db.session((session) => read(session, key)) },
    ],
  });
  const insertInSession = {
    name: "session",
    run: (rows) => db.session(async (session) => session.addAll(rows.map((row) => new Event(row)))),
  };
  const changing = (title, change) => ({
    title,
    repeat: 1,
    argument: (_, round) => round,
    forms: [
      {
        name: "updateEach",
        prepare: async (round) => {
          const events = await db.events.findMany({ select: { id: true }, limit: count });
          return events.map(({ id }, place) => ({ where: { id }, data: change(place, round) }));
        },
        run: (changes) => db.events.updateEach({ changes }),
      },
      {
        name: "session",
        prepare: async (round) => {
          const session = db.openSession();
          const events = await session.events.findMany({ limit: count });
          events.forEach((event, place) => Object.assign(event, change(place, round)));
          return session;
        },
        run: async (session) => {
          await session.commit();
          await session.close();
        },
      },
    ],
  });
  return {
    R2: reading(
      "a movie with all that belongs to it",
      100,
      (size, round) => 1 + (round % size.movies),
      (on, key) => on.movies.getById(key, movie),
    ),
    R3: reading(
      "a user with 10 reviews and their movies",
      200,
      (size, round) => 1 + (round % size.users),
      (on, key) => on.users.getById(key, user),
    ),
    R5: reading(
      "10,000 rows",
      1,
      () => undefined,
      (on) => on.events.findMany(),
    ),
    I1: {
      title: "insert 10,000, all values given",
      repeat: 1,
      argument: (size) => createEvents().map((row, place) => ({ id: size.events + 1 + place, ...row, ...rest })),
      forms: [{ name: "createMany", run: (data) => db.events.createMany({ data }) }, insertInSession],
    },
    I2: {
      title: "insert 10,000, the database makes keys and times",
      repeat: 1,
      argument: () => createEvents(),
      forms: [
        { name: "createMany", run: (data) => db.events.createMany({ data }) },
        { name: "bulkCreate", run: (data) => db.events.bulkCreate({ data }) },
        insertInSession,
      ],
    },
    U1: changing("change 10,000, each in its own way", changeOf),
    U2: changing("change 10,000, of 15 sets of fields", changeSome),
  };
}

const rest = { isBot: false, createdAt: new Date(1_700_000_000_000) };

function createEvents() {
  return Array.from({ length: count }, (_, place) => ({
    kind: "play",
    path: `/movies/${place}`,
    userId: 1 + (place % 100),
    amount: place / 64,
    note: place % 3 === 0 ? null : `number ${place}`,
  }));
}

function changeOf(place, round) {
  return { amount: place / 3 + round, note: `changed ${place} ${round}` };
}

function changeSome(place, round) {
  const all = { ...changeOf(place, round), path: `/changed/${place}/${round}`, kind: `kind ${round % 7}` };
  const set = 1 + (place % 15);
  return Object.fromEntries(Object.entries(all).filter((_, number) => set & (1 << number)));
}

/** All objects that an answer holds, each once. @param {unknown} answer */
function listObjects(answer) {
  const found = new Set();
  const pending = [answer];
  for (const value of pending) {
    if (typeof value !== "object" || value === null || value instanceof Date || found.has(value)) continue;
    if (!Array.isArray(value)) found.add(value);
    pending.push(...Object.values(value));
  }
  return found;
}

module.exports = { createWorkloads };
