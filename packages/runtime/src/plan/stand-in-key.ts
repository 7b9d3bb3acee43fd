import type { Encoding } from "@joinery/sql";
import { sampleList, sampleValue } from "./sample-value.js";

/** As many as a server takes a list for of which it does not know the length: what it plans for them, it plans for any. */
const count = 10;

/**
 * What stands for the keys of parents that nobody has read, in a statement that is not run: ten of their type, or one where there is one
 * parent at most.
 */
export function standInKey(encoding: Encoding): unknown {
  switch (encoding.kind) {
    case "keys": {
      const columns = encoding.types.map((type) => sampleList(type, count));
      return columns[0]!.map((_, row) => columns.map((column) => column[row]));
    }
    case "value":
    case "single":
      return encoding.type.isList ? sampleList(encoding.type, count) : sampleValue(encoding.type);
    default:
      throw new Error(`A key is not sent as ${encoding.kind}`);
  }
}
