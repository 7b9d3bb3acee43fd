import type { Connection } from "../dialect.js";

/** A statement that may fail without ending the transaction. */
export async function attempt(connection: Connection, sql: string): Promise<void> {
  await connection.execute("savepoint joinery_attempt");
  try {
    await connection.execute(sql);
  } catch {
    await connection.execute("rollback to savepoint joinery_attempt");
  }
}
