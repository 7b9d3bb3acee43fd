import type { Row } from "@joinery/sql";
import { writeCursor, type Position } from "../args/cursor.js";
import { checkOrder } from "../args/read-page.js";
import type { PagePlan } from "../plan/query-plan.js";
import type { Page } from "../types/page.js";

/** A page with the values of one call. */
export interface BoundPage {
  readonly plan: PagePlan;
  readonly limit: number;
  /** Where it begins; without it, at the beginning or the end of all. */
  readonly position: Position | undefined;
}

/** @throws InvalidArgument for a cursor of another order */
export function bindPage(plan: PagePlan, args: unknown): BoundPage {
  const { limit, [plan.side]: given } = args as { limit: number } & Partial<Record<PagePlan["side"], Position | null>>;
  const position = given ?? undefined;
  if (position !== undefined) checkOrder(position, plan.order, plan.side);
  return { plan, limit, position };
}

/** Of the rows that came the page, in its own order. */
export function cutPage({ plan, limit }: BoundPage, rows: readonly Row[]): readonly Row[] {
  const kept = rows.slice(0, limit);
  return plan.side === "before" ? kept.reverse() : kept;
}

/**
 * What is known of a page beside its items.
 *
 * @param rows all that came
 * @param kept those that make the page
 */
export function describePage(
  { plan, position }: BoundPage,
  rows: readonly Row[],
  kept: readonly Row[],
): Omit<Page<never>, "items"> {
  const { side, order, keys } = plan;
  const isMore = rows.length > kept.length;
  const isPast = position !== undefined;
  const cursorOf = (row: Row | undefined) => {
    const place = row === undefined ? position : { order, values: keys.map((key) => readKey(key, row)) };
    return place === undefined ? null : writeCursor(place);
  };
  return {
    hasNextPage: side === "after" ? isMore : isPast,
    hasPreviousPage: side === "after" ? isPast : isMore,
    startCursor: cursorOf(kept[0]),
    endCursor: cursorOf(kept.at(-1)),
  };
}

function readKey({ position, print }: PagePlan["keys"][number], row: Row): string | null {
  const value = row[position];
  return value === null ? null : print(value);
}
