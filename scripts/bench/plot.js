"use strict";

/** @typedef {import("./measure.js").Timing} Timing */

const size = { label: 42, row: 92, gap: 26, width: 470, top: 96, bottom: 44 };

/** Distinguishable by the colour-blind (Okabe and Ito); Joinery first. */
const colours = ["#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#e69f00", "#7a7a7a", "#5d3a9b"];

/**
 * A picture of a run: for each database a panel, for each workload a row, in it each competitor's median as a multiple of the
 * limit's on a logarithmic axis, with a line from quartile to quartile.
 *
 * @param {{ date: string, machine: string, results: Record<string, Record<string, Timing[]>> }} report @param {(timings: Timing[]) => Timing} findLimit
 */
function renderPlot({ date, machine, results }, findLimit) {
  const panels = Object.entries(results).map(([database, workloads]) => ({
    database,
    rows: Object.entries(workloads).map(([name, timings]) => ({ name, ratios: toRatios(timings, findLimit(timings)) })),
  }));
  const ratios = panels.flatMap(({ rows }) => rows.flatMap((row) => row.ratios));
  const names = [...new Set(ratios.map(({ name }) => name))];
  const axis = createAxis(ratios);
  const rowCount = Math.max(...panels.map(({ rows }) => rows.length));
  const width = panels.length * (size.label + size.width + size.gap) + size.gap;
  const height = size.top + rowCount * size.row + size.bottom;
  const colourOf = (name) => colours[names.indexOf(name) % colours.length];
  const body = [
    text(size.gap, 28, "Time as a multiple of hand-written code over the same driver", "title"),
    text(size.gap, 48, `Median and quartiles; further left is faster. ${machine}, ${date.slice(0, 10)}`, "note"),
    ...renderLegend(names, colourOf, width),
    ...panels.flatMap((panel, place) =>
      renderPanel(panel, size.gap + place * (size.label + size.width + size.gap), axis, names, colourOf),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>Joinery and its peers against hand-written code</title>
<style>
  svg { background: #fff; font: 12px system-ui, sans-serif; fill: #222; }
  .title { font-size: 16px; font-weight: 600; } .note, .tick { fill: #666; } .name { font-weight: 600; }
  .grid { stroke: #ddd; } .limit { stroke: #222; } .bar { stroke: #222; stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    svg { background: #16181c; fill: #e8e8e8; } .note, .tick { fill: #9a9a9a; }
    .grid { stroke: #333; } .limit, .bar { stroke: #e8e8e8; }
  }
</style>
${body.join("\n")}
</svg>
`;
}

/** @param {Timing[]} timings @param {Timing} limit */
function toRatios(timings, limit) {
  return timings
    .filter(({ isLimit }) => !isLimit)
    .map(({ name, median, low, high }) => ({
      name,
      median: median / limit.median,
      low: low / limit.median,
      high: high / limit.median,
    }));
}

/** Logarithmic, from a round number below the least to one above the greatest. */
function createAxis(ratios) {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
  const least = Math.min(1, ...ratios.map(({ low }) => low));
  const most = Math.max(2, ...ratios.map(({ high }) => high));
  const from = steps.findLast((step) => step <= least) ?? steps[0];
  const to = steps.find((step) => step >= most) ?? steps.at(-1);
  const place = (ratio) => {
    const share = Math.log(ratio / from) / Math.log(to / from);
    return Math.min(1, Math.max(0, share)) * size.width;
  };
  return { ticks: steps.filter((step) => step >= from && step <= to), place };
}

function renderLegend(names, colourOf, width) {
  const step = Math.min(140, (width - 2 * size.gap) / names.length);
  return names.flatMap((name, place) => {
    const x = size.gap + 6 + place * step;
    return [`<circle cx="${round(x)}" cy="66" r="5" fill="${colourOf(name)}"/>`, text(x + 10, 70, name)];
  });
}

function renderPanel({ database, rows }, left, axis, names, colourOf) {
  const start = left + size.label;
  const bottom = size.top + rows.length * size.row;
  const line = (ratio, kind) => {
    const x = round(start + axis.place(ratio));
    return `<line class="${kind}" x1="${x}" x2="${x}" y1="${size.top}" y2="${bottom}"/>`;
  };
  return [
    text(start, size.top - 8, database, "name"),
    ...axis.ticks.flatMap((tick) => [
      line(tick, tick === 1 ? "limit" : "grid"),
      text(start + axis.place(tick), bottom + 16, `${tick}×`, "tick", "middle"),
    ]),
    line(1.15, "bar"),
    ...rows.flatMap(({ name, ratios }, index) => {
      const top = size.top + index * size.row;
      const step = (size.row - 12) / Math.max(1, names.length);
      return [
        text(left, top + size.row / 2 + 4, name, "name"),
        `<line class="grid" x1="${left}" x2="${start + size.width}" y1="${top + size.row}" y2="${top + size.row}"/>`,
        ...ratios.map((ratio) => {
          const y = round(top + 6 + (names.indexOf(ratio.name) + 0.5) * step);
          return renderRatio(ratio, start, y, axis, colourOf(ratio.name));
        }),
      ];
    }),
  ];
}

function renderRatio({ name, median, low, high }, start, y, { place }, colour) {
  const [x, from, to] = [median, low, high].map((ratio) => round(start + place(ratio)));
  const whisker = `<line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"/>`;
  return `<g><title>${name}: ${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})</title>${whisker}<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/></g>`;
}

function text(x, y, words, kind, anchor) {
  const attributes = `${kind ? ` class="${kind}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}`;
  const safe = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${round(x)}" y="${round(y)}"${attributes}>${safe}</text>`;
}

function round(number) {
  return Math.round(number * 10) / 10;
}

module.exports = { renderPlot };
