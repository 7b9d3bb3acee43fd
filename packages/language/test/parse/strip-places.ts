import type { ModelFile } from "../../src/ast.js";

/** A file as far as it means something: without spans, and without the text itself. */
export function stripPlaces({ declarations, comments }: ModelFile): unknown {
  return JSON.parse(
    JSON.stringify({ declarations, comments }, (key, value: unknown) => (key === "span" ? undefined : value)),
  );
}
