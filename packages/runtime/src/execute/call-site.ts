/** Frames of this package that stand above those of whoever called it, at most, and one more. */
const depth = 16;

/**
 * The line of the program that called: the first on the stack outside of this package. Taken only while somebody wants to
 * know, for it costs as much as a query. Undefined where this package and the program are one file.
 */
export function findCallSite(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const [own = "", ...others] = stack.split("\n").slice(1).map(readPlace);
  const folder = /^(.*[\\/])execute[\\/]call-site\.[a-z]+:/.exec(own)?.[1];
  if (folder === undefined) return undefined;
  return others.find((place) => !place.startsWith(folder) && !/^(node:|<anonymous>)/.test(place));
}

/** Of a line of a stack the file, line and column. */
function readPlace(line: string): string {
  return line.replace(/^\s*at (?:.*\((.*)\)|(?:async )?(.*))$/, "$1$2");
}
