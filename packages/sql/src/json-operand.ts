import { canonicalJson } from "./canonical-json.js";
import { ValueError } from "./dialect.js";

/**
 * A path through JSON in the form that databases share: `$."a"[0]`. A name leads into an object and a number into a list, and into
 * nothing else.
 *
 * @throws ValueError with the place of what is no step
 */
export function writeJsonPath(value: unknown): string {
  if (!Array.isArray(value)) throw new ValueError("expected a list of names, and of places in lists");
  const steps = Array.from(value as readonly unknown[], (step, index) => {
    if (typeof step === "string") return `.${canonicalJson(step)}`;
    if (typeof step === "number" && Number.isInteger(step) && step >= 0 && step < 2 ** 31) return `[${step}]`;
    throw new ValueError("expected a name, or a place in a list: a whole number from 0", [index]);
  });
  return `$${steps.join("")}`;
}

/** @throws ValueError for what has no order in JSON */
export function readJsonScalar(value: unknown): string | number {
  if (typeof value !== "string" && typeof value !== "number") throw new ValueError("expected a number or a string");
  canonicalJson(value);
  return value;
}
