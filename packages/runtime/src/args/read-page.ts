import type { ModelMetadata } from "../metadata/metadata.js";
import type { ArgumentPath } from "./argument-path.js";
import { readCursor, refuseCursor, type Position } from "./cursor.js";
import { readFilter } from "./filters/read-filter.js";
import { readOrder } from "./read-order.js";
import { findSearch, readRowArguments, readVisibility, selectionNames, type Arguments } from "./read-arguments.js";
import { isPlain, refuse } from "./refuse.js";
import { isNullableTerm, nullsOf, type ListArguments, type FieldOrder, type Order } from "./selection.js";
import { breakTies, isTotalOrder } from "./total-order.js";

/** From where a page goes on, and so in which direction. */
export type PageSide = "after" | "before";

/** What `paginate` asks for, checked. */
export interface PageArguments extends Pick<ListArguments, "where" | "withDeleted"> {
  readonly args: Arguments;
  /** In which no two rows are alike. */
  readonly orderBy: readonly FieldOrder[];
  /** Its name, for cursors. */
  readonly order: string;
  readonly limit: ArgumentPath;
  /** A page `before` is read from its end. Without a position it is the first, or the last. */
  readonly side: PageSide;
  readonly position: Position | undefined;
}

/** The arguments of a call with the cursor, if there is one, taken apart: what it holds belongs to the shape, as far as it is null. */
export function openCursor(args: unknown): unknown {
  if (!isPlain(args)) return args;
  const open = (name: PageSide) => {
    const cursor = args[name];
    return cursor === undefined || cursor === null ? {} : { [name]: readCursor(cursor, name) };
  };
  return { ...args, ...open("after"), ...open("before") };
}

/** Checks the arguments of a `paginate`, after {@link openCursor}. */
export function readPage(value: unknown, model: ModelMetadata): PageArguments {
  const names = ["where", "orderBy", "limit", "after", "before", "snapshot", ...selectionNames];
  const args = readRowArguments(value, names, model, [], "A call for a page");
  const { after, before } = args;
  if (after !== undefined && before !== undefined) refuse(["before"], "Say either after or before.");
  if (args["limit"] === undefined) refuse(["limit"], "A page needs a limit: the most rows that it has.");
  const side = before === undefined ? "after" : "before";
  const position = (before ?? after ?? undefined) as Position | undefined;
  const orderBy =
    args["orderBy"] === undefined ? [] : readOrder(args["orderBy"], model, ["orderBy"], findSearch(args, model, []));
  const total = completeOrder(orderBy, model);
  const order = nameOrder(total, model);
  if (position !== undefined) {
    checkOrder(position, order, side);
    checkNulls(position, total, side);
  }
  return {
    args,
    ...readVisibility(args),
    ...(Object.hasOwn(args, "where") ? { where: readFilter(args["where"], model, ["where"]) } : {}),
    orderBy: total,
    order,
    limit: ["limit"],
    side,
    position,
  };
}

/** @throws InvalidArgument for a position in another order than that of the name */
export function checkOrder(position: Position, order: string, side: PageSide): void {
  if (position.order === order) return;
  refuse(
    [side],
    "This cursor is of another order of rows, or another model: it says nothing about where to go on here.",
  );
}

/** Values are checked when they are bound; which of them are null is a matter of the shape. */
function checkNulls({ values }: Position, orderBy: readonly FieldOrder[], side: PageSide): void {
  const fits = orderBy.every((term, index) => values[index] !== null || isNullableTerm(term));
  if (values.length !== orderBy.length || !fits) refuseCursor(side);
}

/**
 * An order in which no two rows are alike: ties are broken by the primary key, or where that is hidden by another. What comes
 * after a key makes no difference, and so goes.
 *
 * @throws InvalidArgument for a hidden field: cursors tell what rows are ordered by
 */
function completeOrder(orderBy: readonly Order[], model: ModelMetadata): readonly FieldOrder[] {
  const terms: FieldOrder[] = [];
  for (const term of orderBy) {
    if (isTotalOrder(terms, model)) return terms;
    const checked = checkTerm(term);
    if (!terms.some((known) => isSameTerm(known, checked))) terms.push(checked);
  }
  if (isTotalOrder(terms, model)) return terms;
  const key = [model.primaryKey, ...model.keys].find(
    (fields) => fields.length > 0 && fields.every((field) => !field.isHidden && !field.isNullable),
  );
  if (key === undefined) {
    refuse(
      [],
      `A page ends at a row that can be told from every other, and ${model.name} has no key that may be shown.`,
    );
  }
  return breakTies(terms, key);
}

function checkTerm(term: Order): FieldOrder {
  if (term.kind !== "field")
    refuse(["orderBy"], "A page is in the order of fields: of what else there is, a cursor cannot tell the place.");
  const { name, isHidden, steps } = term.field;
  if (steps !== undefined)
    refuse(
      ["orderBy"],
      `${name} is a part of a value object: a page begins at a place in an index, and parts are in none. Use findMany with offset.`,
    );
  if (isHidden) refuse(["orderBy"], `${name} is hidden, and the cursors of pages in its order would show it.`);
  return term;
}

function isSameTerm(left: FieldOrder, right: FieldOrder): boolean {
  return nameTerm(left) === nameTerm(right);
}

function nameTerm({ relations, field }: FieldOrder): string {
  return [...relations, field].map(({ name }) => name).join(".");
}

/** The name by which a cursor knows the order that it was made for. */
function nameOrder(orderBy: readonly FieldOrder[], model: ModelMetadata): string {
  const terms = orderBy.map((term) => `${nameTerm(term)} ${term.direction} ${nullsOf(term)}`);
  return hashText(`${model.name} ${terms.join()}`);
}

/** FNV-1a. It keeps cursors short, and nobody from making one: whatever a cursor says is but a place to go on from. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
