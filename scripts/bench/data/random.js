"use strict";

/**
 * Numbers that look random and are the same in every run and on every machine (mulberry32).
 *
 * @param {number} seed
 */
function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** A whole number, both ends included. @param {number} low @param {number} high */
  const integer = (low, high) => low + Math.floor(next() * (high - low + 1));
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[Math.floor(next() * list.length)]);
  return { next, integer, pick };
}

module.exports = { createRandom };
