const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Wraps a text in a terminal style, or returns it as it is where colour is not wanted. */
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Where a text goes: as much of a stream as decides on colour. */
interface Target {
  readonly isTTY?: boolean;
}

/** Whether colour is wanted there: FORCE_COLOR, then NO_COLOR (https://no-color.org), then whether it is a terminal. */
export function hasColor(target: Target, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if (environment["NO_COLOR"] !== undefined && environment["NO_COLOR"] !== "") return false;
  return target.isTTY === true && environment["TERM"] !== "dumb";
}

/** A painter for texts that go to `target`. */
export function createPaint(isColored: boolean): Paint {
  if (!isColored) return (_style, text) => text;
  return (style, text) => `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m`;
}
