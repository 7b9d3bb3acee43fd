import type { Field } from "@joinery/schema";

/** Whether a caller may give the field a value: not what the database computes, nor what counts the changes of a row. */
export function isWritable({ generated, isVersion }: Field): boolean {
  return generated === undefined && !isVersion;
}
