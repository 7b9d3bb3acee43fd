import type { BulkOptions } from "../../types/bulk.js";
import type { Arguments } from "../read-arguments.js";
import { kindOf, refuse } from "../refuse.js";

export const bulkNames = ["onProgress", "chunkSize"];

/** What is known of a bulk operation before it runs. */
export interface Bulk extends Pick<BulkOptions, "onProgress"> {
  readonly chunkSize: number;
}

/** Enough that the trips between chunks are few beside their rows; what holds the rows of this many in memory is small. */
const defaultChunkSize = 1_000;

/** Checks the options of a bulk operation. @throws InvalidArgument */
export function readBulkOptions({ onProgress, chunkSize = defaultChunkSize }: Arguments): Bulk {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    refuse(["onProgress"], `Expected a function, got ${kindOf(onProgress)}.`);
  }
  if (typeof chunkSize !== "number" || !Number.isSafeInteger(chunkSize) || chunkSize < 1) {
    refuse(["chunkSize"], "Expected a number of rows: a whole number above 0.");
  }
  return { onProgress: onProgress as Bulk["onProgress"], chunkSize };
}
