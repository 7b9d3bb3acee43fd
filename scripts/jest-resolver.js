"use strict";

/**
 * Chevrotain's own packages are ESM and export only the `import` condition, which Jest does not ask for when it loads
 * CommonJS. Everything else resolves as usual.
 *
 * @param {string} request
 * @param {{ conditions?: string[], defaultResolver: (request: string, options: object) => string }} options
 */
module.exports = (request, options) =>
  options.defaultResolver(
    request,
    request.startsWith("@chevrotain/")
      ? { ...options, conditions: [...(options.conditions ?? []), "import"] }
      : options,
  );
