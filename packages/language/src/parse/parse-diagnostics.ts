import { didYouMean, error } from "../diagnostic-definition.js";

/** The codes of the parser, from characters up to blocks. */
export const parseDiagnostics = {
  "parse/not-text": error((p: { reason: string }) => `This is not a text file: ${p.reason}.`),
  "parse/unterminated-string": error(
    () =>
      'This string is not closed: expected `"` before the end of the line. A line break inside a string is written `\\n`.',
  ),
  "parse/single-quotes": error(() => "Strings are written in double quotes."),
  "parse/invalid-escape": error(
    (p: { escape: string }) =>
      `Unknown escape \`${p.escape}\`. Known are \\" \\\\ \\n \\r \\t \\uXXXX and \\u{X…}; a backslash itself is written \\\\.`,
  ),
  "parse/invalid-number": error((p: { text: string }) => `\`${p.text}\` is not a number.`),
  "parse/stray-character": error((p: { text: string }) => `${p.text} has no meaning here.`),
  "parse/block-comment": error(() => "Comments run from `//` to the end of the line; there are no `/* */` comments."),
  "parse/unclosed-bracket": error(
    (p: { opening: string; closing: string }) => `\`${p.opening}\` is never closed: expected \`${p.closing}\`.`,
  ),
  "parse/unmatched-bracket": error((p: { closing: string }) => `\`${p.closing}\` closes nothing.`),
  "parse/unclosed-block": error((p: { block: string }) => `The block of ${p.block} is never closed: expected \`}\`.`),
  "parse/missing-brace": error(
    (p: { block: string; found: string }) => `Expected \`{\` after ${p.block}, found ${p.found}.`,
  ),
  "parse/nested-block": error(
    (p: { inner: string; outer: string }) => `${p.inner} stands inside of ${p.outer}: blocks stand side by side.`,
  ),
  "parse/nesting-too-deep": error((p: { limit: number }) => `Brackets are nested more than ${p.limit} deep.`),
  "parse/expected-declaration": error(
    (p: { found: string }) =>
      `Expected \`model\`, \`mixin\`, \`type\`, \`enum\`, \`view\` or \`query\`, found ${p.found}.`,
  ),
  "parse/unknown-declaration": error(
    (p: { keyword: string; suggestion?: string | undefined }) =>
      `Unknown kind of block \`${p.keyword}\`.${
        didYouMean(p.suggestion) || " Expected `model`, `mixin`, `type`, `enum`, `view` or `query`."
      }`,
  ),
  "parse/unexpected-token": error(
    (p: { found: string; expected: string }) => `Expected ${p.expected}, found ${p.found}.`,
  ),
  "parse/detached-attribute": error(
    (p: { name: string }) =>
      `\`@${p.name}\` stands on a line of its own. A field's attributes follow its type on the same line; an attribute of the whole block is written \`@@${p.name}\`.`,
  ),
  "parse/misplaced-suffix": error(
    (p: { expected: string }) => `\`[]\` and \`?\` come once and last: expected \`${p.expected}\`.`,
  ),
  "parse/too-many-errors": error(
    (p: { limit: number }) => `More than ${p.limit} mistakes; the rest of the file was not read.`,
  ),
} as const;
