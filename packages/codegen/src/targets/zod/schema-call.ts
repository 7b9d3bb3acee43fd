import type { Layout } from "../../layout.js";
import { printParameters } from "../../typescript-code.js";

/** A call of a chain such as `z.string().max(255)`. */
export interface SchemaCall {
  readonly text: Layout;
  /**
   * How deep what it is given nests, by which Prettier tells a simple call: 0 of `trim()`, 1 of `max(255)`, 2 of
   * `min(BigInt("5"))`.
   */
  readonly depth: number;
}

/** `name(…)` of constants as they are written and of other calls. */
export function buildCall(name: string, ...parameters: readonly (string | SchemaCall)[]): SchemaCall {
  const texts = parameters.map((each) => (typeof each === "string" ? each : each.text));
  const depths = parameters.map((each) => (typeof each === "string" ? 1 : each.depth + 1));
  return { text: texts.length === 0 ? `${name}()` : [name, printParameters(texts)], depth: Math.max(0, ...depths) };
}
