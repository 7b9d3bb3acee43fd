import type { Connection } from "../dialect.js";

/** Each query gives one text column of JSON: what a driver makes of arrays and big numbers is its own affair. Absent is absent. */
export async function readJson<Result>(connection: Connection, sql: string): Promise<Result[]> {
  const rows = await connection.queryRaw(sql);
  return rows.map((row) => dropNulls(JSON.parse(String(row["json"]))) as Result);
}

/** A catalog is compared by its properties. */
function dropNulls(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
