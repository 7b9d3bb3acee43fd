import type { Row } from "@joinery/sql";
import { prepareInstancePrototype } from "./instance-prototype.js";
import type { Membership, RowKind, Siblings } from "./row-kind.js";

/** One kind of instances of a decoder, and while it runs, those that are there. */
export interface RowNode {
  readonly kind: RowKind;
  readonly prototype: object;
  readonly open: readonly string[];
  siblings: Siblings;
  /** Of which type a row is, for code whose context does not say it. */
  readonly row: Row;
  /** What instances keep that have nothing to keep. */
  readonly nothing: readonly unknown[];
}

export type DefineRow = typeof defineRow;

/**
 * The constructor of a statement's instances: a class of theirs alone, which sets all properties in one fixed order, so the engine knows
 * from the first instance how all of them are laid out. What an instance knows of its siblings is in its private fields, which
 * cost a word of memory each and no time that could be measured (where one class gives them to all, it is three times
 * the time of the rest).
 */
export function defineRow(
  { prototype, open }: RowNode,
  Instance: new (row: Row) => { read(): Membership },
): new (row: Row) => object {
  const target = Instance.prototype as { read?: () => Membership; constructor?: unknown };
  const read = target.read!;
  delete target.read;
  delete target.constructor;
  prepareInstancePrototype(target, prototype, open, (object) => {
    try {
      return read.call(object);
    } catch {
      // It inherits from an instance, without the private fields of one.
      return undefined;
    }
  });
  return Instance;
}
