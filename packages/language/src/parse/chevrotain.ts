import type * as Chevrotain from "chevrotain";

/**
 * Chevrotain as the one file that its package has beside the entry: the entry loads the 640 modules of lodash one by one, which takes
 * as long as reading a schema of 500 models. From version 12 on it does without lodash, but also without Node 20.
 */
export const { createToken, createTokenInstance, EmbeddedActionsParser, EOF, Lexer } = load();

function load(): typeof Chevrotain {
  try {
    return require(require.resolve("chevrotain").replace(/src.api\.js$/, "chevrotain.mjs")) as typeof Chevrotain;
  } catch {
    // Of another make: a bundler, say, has put it with everything else.
    return require("chevrotain") as typeof Chevrotain;
  }
}
