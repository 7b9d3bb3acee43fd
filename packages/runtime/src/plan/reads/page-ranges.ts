import type { Capabilities } from "@joinery/sql";
import { isNullableTerm, nullsOf, type FieldOrder } from "../../args/selection.js";

/** Some of the rows that come after a position: those that are as it is in some terms and beyond it in the next. */
export interface PageRange {
  /** Terms in which the rows are as the position is. */
  readonly same: readonly number[];
  /** The terms in which they are beyond it: several, where they are compared as one row of values. */
  readonly beyond: readonly number[];
  /** What is said of that term where there is no value to compare it with: that it is null, or that it is not. */
  readonly nulls?: "only" | "none";
  /** In what the rows differ, and so are ordered by. */
  readonly orderBy: readonly FieldOrder[];
  /** Whether the first of those terms is null in none of the rows, though it may be in others. */
  readonly isValued: boolean;
}

/**
 * The rows that come after a position, as ranges: each begins somewhere in an index over the order and is read on from there, so
 * that it makes no difference how many rows came before. One condition for all of them would be a filter over the rows from the first on.
 * Where all terms have one direction it is one range, if the database looks for rows of values; and where null comes last, one more for it.
 *
 * @param isNull whether the value of the position in a term is null
 */
export function listRanges(
  orderBy: readonly FieldOrder[],
  isNull: readonly boolean[],
  { seeksRowValues }: Pick<Capabilities, "seeksRowValues">,
): readonly PageRange[] {
  const groups = seeksRowValues ? groupTerms(orderBy, isNull) : orderBy.map((_, index) => [index]);
  return groups.flatMap((group) => goBeyond(group, orderBy, isNull));
}

/** Terms that can be compared as one row of values. */
function groupTerms(orderBy: readonly FieldOrder[], isNull: readonly boolean[]): number[][] {
  const groups: number[][] = [];
  orderBy.forEach(({ direction }, index) => {
    const isAlike = direction === orderBy[index - 1]?.direction && !isNull[index - 1] && !isNull[index];
    if (isAlike) groups.at(-1)!.push(index);
    else groups.push([index]);
  });
  return groups;
}

/** What is beyond a position in the terms of a group, and as it is in those before: values, and null after them. */
function goBeyond(
  group: readonly number[],
  orderBy: readonly FieldOrder[],
  isNull: readonly boolean[],
): readonly PageRange[] {
  const [first] = group as [number];
  const values: PageRange = { same: termsBefore(first), beyond: group, orderBy: orderBy.slice(first), isValued: true };
  if (isNull[first]) return nullsOf(orderBy[first]!) === "first" ? [{ ...values, nulls: "none" }] : [];
  const nullsLast = group.filter((index) => isNullableTerm(orderBy[index]!) && nullsOf(orderBy[index]!) === "last");
  return [
    values,
    ...nullsLast.map((index): PageRange => {
      const rest = orderBy.slice(index + 1);
      return { same: termsBefore(index), beyond: [index], nulls: "only", orderBy: rest, isValued: false };
    }),
  ];
}

function termsBefore(index: number): readonly number[] {
  return Array.from({ length: index }, (_, term) => term);
}

/** The same order from its end. */
export function reverseOrder(orderBy: readonly FieldOrder[]): readonly FieldOrder[] {
  return orderBy.map((term) => ({
    ...term,
    direction: term.direction === "asc" ? "desc" : "asc",
    nulls: nullsOf(term) === "first" ? "last" : "first",
  }));
}
