import { ValueError, type Encode } from "@joinery/sql";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import type { ArgumentPath } from "../argument-path.js";
import { refuse, refuseUndefined } from "../refuse.js";

/** What reading data needs to know of the database: how a value of a field is checked. */
export interface ValueReader {
  encoderOf(field: FieldMetadata, use: "store" | "compare"): Encode;
}

/** @throws InvalidArgument for a value that is none of its field */
export function checkValue(value: unknown, encode: Encode, path: ArgumentPath): void {
  if (value === undefined) refuseUndefined(path);
  try {
    encode(value);
  } catch (error) {
    if (error instanceof ValueError) refuse([...path, ...error.at], error.message);
    throw error;
  }
}
