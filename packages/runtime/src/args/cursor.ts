import { refuse } from "./refuse.js";

/** A place in an order of rows: that of a row which was there, by its values in the terms of the order. */
export interface Position {
  /** Of which model and order: see `nameOrder`. */
  readonly order: string;
  /** In the order of its terms; null for a value that is. */
  readonly values: readonly (string | null)[];
}

const version = 1;

/** A position as text that callers keep and pass on, and do not look into. It may stand in a URL as it is. */
export function writeCursor({ order, values }: Position): string {
  return Buffer.from(JSON.stringify([version, order, ...values])).toString("base64url");
}

/** @throws InvalidArgument at `name` for what no page gave */
export function readCursor(cursor: unknown, name: string): Position {
  const [made, order, ...values] = typeof cursor === "string" ? parseList(cursor) : [];
  if (made !== version || typeof order !== "string" || !values.every(isKeyText)) refuseCursor(name);
  return { order, values };
}

/** @throws InvalidArgument */
export function refuseCursor(name: string): never {
  refuse([name], "This is no cursor of a page. Pass on the startCursor or endCursor of one as it is.");
}

function parseList(cursor: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function isKeyText(value: unknown): value is string | null {
  return typeof value === "string" || value === null;
}
