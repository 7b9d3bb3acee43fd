import type { UniqueKey } from "./keys.js";

/** What every repository has: no query of a model can be called so. A test of the runtime holds it to its class. */
export const repositoryMembers: ReadonlySet<string> = new Set([
  "aggregate",
  "bulkCreate",
  "bulkUpdate",
  "constructor",
  "context",
  "count",
  "create",
  "createMany",
  "delete",
  "deleteMany",
  "exists",
  "fields",
  "findFirst",
  "findFirstOrThrow",
  "findMany",
  "findUnique",
  "findUniqueOrThrow",
  "getAll",
  "getById",
  "groupBy",
  "paginate",
  "query",
  "repository",
  "session",
  "stream",
  "update",
  "updateEach",
  "updateMany",
  "upsert",
  "upsertMany",
]);

/** The method behind a unique key. */
export interface Finder {
  readonly name: string;
  readonly fields: readonly string[];
}

/** The finders of a model, in the order of its unique keys: `getByEmail`, `getByTenantIdAndSlug`. */
export function listFinders(uniques: readonly UniqueKey[]): readonly Finder[] {
  const taken = new Set(["getById"]);
  return uniques.map(({ fields }) => {
    let name = `getBy${fields.map((field) => field.charAt(0).toUpperCase() + field.slice(1)).join("And")}`;
    while (taken.has(name)) name += "_";
    taken.add(name);
    return { name, fields };
  });
}
