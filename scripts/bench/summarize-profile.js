"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** The functions in which a V8 CPU profile spent most time of their own, as shares of the time that was not idle. @param {string} file */
function summarizeProfile(file) {
  const { nodes, samples, timeDeltas } = JSON.parse(fs.readFileSync(file, "utf8"));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map();
  let total = 0;
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    if (functionName === "(idle)" || functionName === "(program)") return;
    const name = `${functionName || "(anonymous)"} ${url === "" ? "" : `${path.basename(url)}:${lineNumber + 1}`}`;
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index]);
    total += timeDeltas[index];
  });
  return [...times]
    .sort(([, left], [, right]) => right - left)
    .slice(0, 40)
    .map(([name, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} % ${name}`)
    .join("\n");
}

module.exports = { summarizeProfile };
