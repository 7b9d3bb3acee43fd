import type { Schema, SqlFragment, View } from "@joinery/schema";
import type { Dialect, ViewObject } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { lowerView } from "../lower/lower-view.js";
import { orderViews } from "../diff/order-views.js";
import { findReadNames } from "../diff/read-names.js";
import type { RefusedSql } from "./refused-sql.js";
import { tryStatements, type Execute } from "./try-statements.js";

/**
 * Makes each view behind those that it reads, on tables that are there already. What reads a refused view is not refused for
 * that. Nor is one that names a schema of the database: the tables on trial are in none, and those in it may be older.
 */
export async function findRefusedViews(
  execute: Execute,
  schema: Schema,
  dialect: Dialect,
): Promise<readonly RefusedSql[]> {
  const trials = new Map<ViewObject, Pick<RefusedSql, "model"> & { readonly query: SqlFragment }>();
  for (const model of schema.models) {
    const query = model.view && findQuery(model.view, dialect);
    const view = query && lowerView({ ...model, table: { name: model.table.name } }, schema, dialect);
    // Kept rows or not: a view of one connection alone has none, and reads the same.
    if (view) trials.set({ name: view.name, definition: view.definition, columns: view.columns }, { model, query });
  }

  const found: RefusedSql[] = [];
  const refused = new Set<string>();
  for (const view of orderViews([...trials.keys()])) {
    const { model, query } = trials.get(view)!;
    const statements = ddlOf(dialect)
      .render({ kind: "create-view", view })
      .map(({ sql }) => sql);
    const refusal = await tryStatements(execute, statements, query.sql, { isKept: true });
    if (refusal === undefined) continue;
    const reads = findReadNames(query.sql).all;
    const isExcused = [...refused].some((name) => reads.has(name)) || namesSchema(query.sql, schema);
    refused.add(view.name.toLowerCase());
    if (!isExcused) found.push({ address: { holder: query, part: "view" }, model, ...refusal });
  }
  return found;
}

/** The query for this database alone, else the one for all. */
function findQuery({ queries }: View, { name }: Dialect): SqlFragment | undefined {
  return queries.find((query) => query.dialect === name) ?? queries.find((query) => query.dialect === undefined);
}

function namesSchema(sql: string, { models }: Schema): boolean {
  const text = sql.toLowerCase();
  const names = models.flatMap(({ table }) => table.schema?.toLowerCase() ?? []);
  return names.some((name) => text.includes(`${name}.`) || text.includes(`"${name}".`));
}
