import type { ModelTypes } from "./model-types.js";
import type { SnapshotReading } from "./snapshot.js";

/** Some of the rows of an order, one next to the other. */
export interface Page<Row> {
  items: Row[];
  /** Whether there are rows after these. Of a page that was asked for by `before`: that there was one, the cursor's own. */
  hasNextPage: boolean;
  /** Whether there are rows before these. Of a page that was asked for by `after`: that there was one, the cursor's own. */
  hasPreviousPage: boolean;
  /** For `before`. Of a page without rows the cursor that was given: the place stays where it was. Null where there was none. */
  startCursor: string | null;
  /** For `after`; otherwise as `startCursor`. */
  endCursor: string | null;
}

/** Which page of which rows, in which order; without an order in that of the key. */
export type PageArgs<Where, OrderBy> = PageRows<Where, OrderBy> &
  (
    | {
        /** The `endCursor` of the page before; null for the first page. */
        after?: string | null;
        before?: never;
      }
    | {
        /** The `startCursor` of the page after; null for the last page. */
        before?: string | null;
        after?: never;
      }
  );

interface PageRows<Where, OrderBy> extends SnapshotReading {
  where?: Where;
  orderBy?: OrderBy;
  /** The most rows of a page. */
  limit: number;
}

/** What `paginate` takes. */
export type PageArgsOf<T extends ModelTypes> = T["args"] & PageArgs<T["where"], OrderOf<T["findMany"]>>;

type OrderOf<FindMany> = FindMany extends { orderBy?: infer OrderBy } ? OrderBy : never;
