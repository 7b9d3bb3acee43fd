import type { CompiledStatement, Row } from "../dialect.js";
import type { Limits } from "../limits.js";
import type { Handle } from "./handle.js";

/** Rows that are read a few at a time. Synchronous, as a {@link Handle} is. */
export interface RowCursor {
  readonly read: (count: number) => Row[];
  readonly close: () => void;
}

/** @throws what the driver throws */
export type OpenRows = (
  handle: Handle,
  statement: CompiledStatement,
  parameters: readonly unknown[],
  limits: Limits | undefined,
) => RowCursor;

/** Rows as the statement finds them. As long as it is open, its connection can read, and not write. */
export const iterateRows: OpenRows = (handle, statement, parameters, limits) => {
  const rows = handle.within(limits, statement, (sql) => handle.iterate(sql, parameters));
  return {
    read: (count) =>
      handle.within(limits, statement, () => {
        const read: Row[] = [];
        while (read.length < count) {
          const next = rows.next();
          if (next.done) break;
          read.push(next.value);
        }
        return read;
      }),
    close: () => void rows.return?.(),
  };
};

let copies = 0;

/**
 * Rows of a copy that the statement is run into at once, in a table which this connection alone has and the database keeps on its disk: on the
 * connection that writes, for it can go on writing. What it writes meanwhile makes no difference to the rows, as with a server's cursor.
 */
export const copyRows: OpenRows = (handle, statement, parameters, limits) => {
  const table = `temp.joinery_rows_${++copies}`;
  // Columns without a type keep values as they come.
  const columns = statement.output.map((_, index) => `c${index}`).join(", ");
  handle.database.exec(`create table ${table} (position integer primary key, ${columns})`);
  const drop = () => handle.database.exec(`drop table if exists ${table}`);
  try {
    handle.within(limits, statement, (sql) => {
      handle.database.prepare(`insert into ${table} (${columns}) ${sql}`).run(...parameters);
    });
  } catch (error) {
    drop();
    throw error;
  }
  const next = handle.database.prepare(`select ${columns} from ${table} where position > ? order by position limit ?`);
  next.raw(true);
  let position = 0;
  return {
    read(count) {
      const rows = next.all(position, count) as Row[];
      position += rows.length;
      return rows;
    },
    close: drop,
  };
};
