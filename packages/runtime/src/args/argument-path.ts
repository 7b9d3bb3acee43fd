/** Where in the arguments of a call: property names, and positions in lists. */
export type ArgumentPath = readonly (string | number)[];

/** How deep filters, and includes, may nest. Far beyond what a person writes, and far below where a stack ends. */
export const maxDepth = 100;

/** The path as a person would write it: `where.AND[0].email`. */
export function formatPath(path: ArgumentPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
