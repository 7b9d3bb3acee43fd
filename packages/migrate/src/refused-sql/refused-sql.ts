import type { FragmentAddress, Model } from "@joinery/schema";
import type { Refusal } from "./try-statements.js";

/** A part of a schema that a database does not take. */
export interface RefusedSql extends Refusal {
  readonly address: FragmentAddress;
  /** Its model. */
  readonly model: Model;
}
