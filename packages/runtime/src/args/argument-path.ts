/** Where in the arguments of a call: property names, and positions in lists. */
export type ArgumentPath = readonly (string | number)[];

/**
 * How deep filters, and includes, may nest. Far beyond what a person writes, far below where a stack ends, and no less than the language
 * lets the arguments of a query be nested (100 brackets).
 */
export const maxDepth = 128;

/** The path as a person would write it: `where.AND[0].email`. */
export function formatPath(path: ArgumentPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
