"use strict";

/** Stops what `jest-global-setup` started. */
module.exports = async function stopTestPostgres() {
  await /** @type {any} */ (globalThis).joineryTestPostgres?.stop();
};
