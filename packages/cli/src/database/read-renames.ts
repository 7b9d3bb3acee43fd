import type { Renames } from "@joinery/migrate";
import { problem } from "../problem.js";

/**
 * What `--rename` says: `users=people` for a table, `people.name=full_name` for a column (of the table's new name),
 * separated by commas.
 *
 * @throws UserProblem for what is neither.
 */
export function readRenames(value: string | undefined): Renames {
  const tables: { from: Name; to: Name }[] = [];
  const columns: { table: Name; from: string; to: string }[] = [];
  for (const rename of value?.split(",") ?? []) {
    const [, table = "", column, to = ""] = /^\s*([^.=\s]+)(?:\.([^.=\s]+))?=([^.=\s]+)\s*$/.exec(rename) ?? [];
    if (table === "") {
      const issue = `--rename: must be table=new_table or table.column=new_column, not ${JSON.stringify(rename)}`;
      throw problem("cli/flag-invalid", { issues: [issue] });
    }
    if (column === undefined) tables.push({ from: { name: table }, to: { name: to } });
    else columns.push({ table: { name: table }, from: column, to });
  }
  return { tables, columns };
}

interface Name {
  readonly name: string;
}
