import type { ViewObject } from "../catalog.js";
import type { Connection } from "../dialect.js";
import { quoteIdentifier } from "../quote-identifier.js";
import { canonicalQuery } from "./canonical-query.js";
import { spellIndexes } from "./spell-indexes.js";

/**
 * Gives what a view reads in the server's spelling, by having a temporary view hold it and reading it back, over the tables that are there. Where
 * those are still to be made, or to be changed so that it can be read, it stays as it is: then the view is made anew in any case.
 */
export async function spellView(connection: Connection, view: ViewObject): Promise<ViewObject> {
  await connection.begin();
  try {
    await connection.execute(`create temporary view ${draft} as ${view.definition}`);
    const [row] = await connection.queryRaw(`select pg_get_viewdef('pg_temp.${draft}'::regclass) as sql`);
    const spelled = { ...view, definition: canonicalQuery(String(row?.["sql"])), source: view.definition };
    if (view.indexes === undefined) return spelled;
    const rows = { name: "joinery canonical rows" };
    await connection.execute(`create temporary table ${quoteIdentifier(rows.name)} as table ${draft} with no data`);
    return { ...spelled, indexes: await spellIndexes(connection, rows, view.indexes) };
  } catch {
    return view;
  } finally {
    await connection.rollback();
  }
}

const draft = quoteIdentifier("joinery canonical");
