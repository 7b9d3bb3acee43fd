"use strict";

/**
 * Stands for fast-check in every test: with a fixed seed, so that the suite says the same of the same code. To look
 * further, `JOINERY_SEED=random npx jest …`, or with the number that a failure printed.
 */
const fastCheck = require("../node_modules/fast-check/lib/cjs/fast-check.js");

const seed = process.env["JOINERY_SEED"] ?? "20261124";
if (seed !== "random") fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed: Number(seed) });

module.exports = fastCheck;
