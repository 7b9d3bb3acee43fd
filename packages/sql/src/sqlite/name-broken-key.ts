import { createConstraintError } from "../constraint-error.js";
import { asDriverError } from "../driver-error.js";
import type { Handle } from "./handle.js";
import { parseCreateTable } from "./parse-create-table.js";

/**
 * What a commit failed with, with the key that is broken, which the database does not tell. Its rows are there until the transaction is rolled back, so
 * that it can be asked for them; that takes as long as reading every table that refers to another. Where other rows were without what
 * they refer to before, nobody could say which key it was.
 */
export function nameBrokenKey(error: unknown, { database }: Handle): unknown {
  if (asDriverError(error)?.code !== "SQLITE_CONSTRAINT_FOREIGNKEY" || !database.inTransaction) return error;
  const broken = 'select distinct "table", fkid from pragma_foreign_key_check limit 2';
  const [key, other] = database.prepare(broken).all() as { readonly table: string; readonly fkid: number }[];
  if (key === undefined || other !== undefined) return error;
  const { table, fkid } = key;
  const parts = database.prepare('select "from" from pragma_foreign_key_list(?) where id = ? order by seq');
  const columns = (parts.all(table, fkid) as { readonly from: string }[]).map(({ from }) => from);
  const [text] = database.prepare("select sql from sqlite_schema where type = 'table' and name = ?").all(table);
  const { foreignKeys } = parseCreateTable((text as { readonly sql: string }).sql);
  const constraint = foreignKeys.find((written) => written.columns.join() === columns.join())?.name;
  return createConstraintError("foreign-key-violation", { table, columns, constraint }, error);
}
