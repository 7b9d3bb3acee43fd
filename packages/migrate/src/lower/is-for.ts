import type { Dialect } from "@joinery/sql";

/** What a user wrote for one database is not there in another. */
export function isFor(
  { dialect: only }: { readonly name: string; readonly dialect?: string },
  dialect: Dialect,
): boolean {
  return only === undefined || only === dialect.name;
}
