import type { ModelTypes } from "./model-types.js";
import type { Result } from "./result.js";

/** What a write of many rows gives: their number; or the rows, where the call says how they look. */
export type Written<T extends ModelTypes, A> = [keyof A & Shaping] extends [never]
  ? number
  : {} extends Pick<A, keyof A & Shaping>
    ? number | Result<T, A>[]
    : Result<T, A>[];

type Shaping = "select" | "include" | "omit" | "counts";
