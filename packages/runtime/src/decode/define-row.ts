import type { Row } from "@joinery/sql";

/**
 * The constructor of a statement's instances. `assign` sets all properties in one fixed order, as the body of a constructor: so the
 * engine knows from the first instance how all of them are laid out.
 */
export function defineRow(
  prototype: object,
  assign: (this: Record<string, unknown>, row: Row) => void,
): new (row: Row) => object {
  assign.prototype = prototype;
  return assign as unknown as new (row: Row) => object;
}
