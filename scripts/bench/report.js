"use strict";

/** @typedef {import("./measure.js").Timing} Timing */

/**
 * A table in Markdown: the limit's median time of each workload, then each competitor's as a multiple of it, with the
 * multiples that the quartiles of its own rounds would give.
 *
 * @param {string} database @param {Record<string, Timing[]>} results
 */
function renderTable(database, results) {
  const names = Object.keys(results);
  const rows = new Map();
  for (const name of names) {
    const limit = findLimit(results[name]);
    for (const timing of results[name]) {
      const label = timing.isLimit ? "limit" : timing.name;
      if (!rows.has(label)) rows.set(label, new Map());
      if (timing.isLimit && timing !== limit) continue;
      rows.get(label).set(name, timing.isLimit ? renderTime(timing) : renderRatio(timing, limit));
    }
  }
  const lines = [
    [database, ...names],
    ["---", ...names.map(() => "---")],
    ...[...rows].map(([label, cells]) => [label, ...names.map((name) => cells.get(name) ?? "")]),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The fastest form of the hand-written code. @param {Timing[]} timings */
function findLimit(timings) {
  const forms = timings.filter(({ isLimit }) => isLimit);
  return forms.reduce((best, form) => (form.median < best.median ? form : best));
}

/** @param {Timing} timing */
function renderTime({ name, median }) {
  const form = name.split(" ").slice(1).join(" ");
  const time = median < 1000 ? `${toDigits(median)} µs` : `${toDigits(median / 1000)} ms`;
  return form === "" ? time : `${time} (${form})`;
}

/** @param {Timing} timing @param {Timing} limit */
function renderRatio({ median, low, high }, limit) {
  const ratio = (time) => toDigits(time / limit.median);
  return `${ratio(median)} (${ratio(low)}–${ratio(high)})`;
}

/** @param {number} value */
function toDigits(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

module.exports = { renderTable, findLimit };
