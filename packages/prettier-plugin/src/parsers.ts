import { formatModelFile } from "@joinery/language";
import { type Diagnostic, positionAt, type SourceFile } from "@joinery/schema";
import type { Parser } from "prettier";
import type { FormattedText } from "./formatted-text.js";

/** Throws a `SyntaxError` in Prettier's form, with `loc`, where the file cannot be read: Prettier then leaves it alone. */
export const parsers: { readonly joinery: Parser<FormattedText> } = {
  joinery: {
    astFormat: "joinery",
    parse: (text, options) => {
      const source = { path: options.filepath ?? "schema.model", text };
      const formatted = formatModelFile(source);
      const [first, ...others] = formatted.diagnostics;
      if (first !== undefined) throw syntaxError(source, first, others.length);
      return { kind: "formatted-text", text: formatted.text, sourceLength: text.length };
    },
    locStart: () => 0,
    locEnd: ({ sourceLength }) => sourceLength,
  },
};

/** Prettier shows one mistake, with a frame of the code around `loc`, whose lines and columns are from 1. */
function syntaxError(source: SourceFile, { code, message, span }: Diagnostic, others: number): SyntaxError {
  const more = others === 0 ? "" : ` (and ${others} more: see \`joinery check\`)`;
  const loc = { start: positionAt(source, span.start), end: positionAt(source, span.end) };
  const { line, column } = loc.start;
  return Object.assign(new SyntaxError(`${message} [${code}]${more} (${line}:${column})`), { loc });
}
