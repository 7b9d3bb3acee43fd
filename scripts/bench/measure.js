"use strict";

const { isDeepStrictEqual, inspect } = require("node:util");

/**
 * @typedef {object} Competitor
 * @property {string} name
 * @property {Record<string, (argument: any) => unknown>} run One function per workload and form, synchronous where the driver is.
 * @property {(answer: any) => unknown} [toPlain] Its answers without what is its own alone, where that takes more than dropping classes.
 * @property {() => unknown} close
 *
 * @typedef {{ name: string, run: (argument: any) => unknown, isLimit: boolean, toPlain?: (answer: any) => unknown }} Entry
 * @typedef {{ name: string, isLimit: boolean, median: number, low: number, high: number }} Timing Microseconds an operation; low and high are quartiles.
 */

/**
 * Every entry's answer to every argument must be the same before any time is taken.
 *
 * @param {Entry[]} entries
 * @param {unknown[]} arguments_
 * @param {(answer: any) => unknown} [toComparable]
 * @param {() => unknown} [cleanUp]
 */
async function compareAnswers(entries, arguments_, toComparable = (answer) => answer, cleanUp = () => {}) {
  for (const argument of arguments_) {
    let expected;
    for (const [index, { name, run, toPlain = withoutClasses }] of entries.entries()) {
      const answer = toComparable(toPlain(await run(argument)));
      await cleanUp();
      if (index === 0) expected = answer;
      else if (!isDeepStrictEqual(answer, expected)) {
        throw new Error(
          `${name} answers otherwise than ${entries[0]?.name} to ${inspect(argument)}: ${firstDifference(answer, expected)}`,
        );
      }
    }
  }
}

/**
 * Rounds in which each entry runs the same arguments, in an order that changes from round to round, so that what else the
 * machine does falls on all alike.
 *
 * @param {Entry[]} entries
 * @param {{ rounds: number, argumentsOfRound: (round: number) => unknown[], callers?: number, isCpuTime?: boolean, cleanUp?: () => unknown }} options
 * @returns {Promise<Timing[]>}
 */
async function measure(entries, { rounds, argumentsOfRound, callers = 1, isCpuTime = false, cleanUp = () => {} }) {
  const samples = entries.map(() => /** @type {number[]} */ ([]));
  const now = isCpuTime ? cpuTime : wallTime;
  // What takes microseconds takes thousands of calls until it is compiled.
  const operations = argumentsOfRound(0).length;
  const warmUps = operations < 10 ? 3 : Math.min(20, Math.ceil(2000 / operations));
  for (let round = -warmUps; round < rounds; round++) {
    const list = argumentsOfRound(round + warmUps);
    for (let turn = 0; turn < entries.length; turn++) {
      const index = (turn + round + warmUps) % entries.length;
      const { run } = entries[index];
      const start = now();
      await runAll(run, list, callers);
      const time = (now() - start) / list.length;
      if (round >= 0) samples[index].push(time);
      await cleanUp();
    }
  }
  return entries.map(({ name, isLimit }, index) => ({ name, isLimit, ...summarize(samples[index]) }));
}

/**
 * One caller after the other, or several at once. A synchronous answer is not waited for: waiting would cost more than some of
 * the work.
 */
async function runAll(run, list, callers) {
  if (callers > 1) {
    let next = 0;
    const call = async () => {
      while (next < list.length) await run(list[next++]);
    };
    await Promise.all(Array.from({ length: callers }, call));
    return;
  }
  const first = run(list[0]);
  if (typeof first?.then === "function") {
    await first;
    for (let position = 1; position < list.length; position++) await run(list[position]);
  } else {
    for (let position = 1; position < list.length; position++) run(list[position]);
  }
}

/** Microseconds. */
function wallTime() {
  return performance.now() * 1000;
}

/** Microseconds that this process has worked, garbage collection included: on a busy machine, what can be compared. */
function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** @param {number[]} times */
function summarize(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** @returns {any} */
function withoutClasses(value) {
  if (Array.isArray(value)) return value.map(withoutClasses);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutClasses(item)]));
}

/** The path to the first place where two plain values differ. @returns {string | undefined} */
function firstDifference(left, right, path = "answer") {
  if (isDeepStrictEqual(left, right)) return undefined;
  const areObjects = [left, right].every(
    (value) => value !== null && typeof value === "object" && !(value instanceof Date),
  );
  if (!areObjects) return `${path} is ${inspect(left)}, not ${inspect(right)}`;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    const difference = firstDifference(left[key], right[key], `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

module.exports = { compareAnswers, cpuTime, measure, summarize, wallTime };
