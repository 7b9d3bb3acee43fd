import type { CompiledStatement } from "../dialect.js";
import { isStaleStatement, toDatabaseError } from "./errors.js";
import { PreparedStatements } from "./prepared-statements.js";
import { WireQuery, type WireResult } from "./wire-query.js";

/** What is used of the driver's client. */
export interface Client {
  query(query: WireQuery): unknown;
  query(sql: string, parameters?: readonly unknown[]): Promise<{ readonly rows: Record<string, unknown>[] }>;
  /** "I" outside of a transaction. */
  getTransactionStatus(): string | null;
}

/**
 * Runs a compiled statement on a client that has nothing else to do, as a prepared one.
 *
 * @throws DatabaseError for whatever the server refuses.
 */
export async function runStatement(
  client: Client,
  { sql }: CompiledStatement,
  parameters: readonly unknown[],
): Promise<WireResult> {
  try {
    return await submit(client, sql, parameters);
  } catch (error) {
    // The statement was dropped, so it is prepared again; but a transaction has failed with it.
    if (!isStaleStatement(error) || client.getTransactionStatus() !== "I") throw toDatabaseError(error);
  }
  return submit(client, sql, parameters).catch((error: unknown) => {
    throw toDatabaseError(error);
  });
}

/** Each client has prepared statements of its own. */
const prepared = new WeakMap<Client, PreparedStatements>();

function submit(client: Client, sql: string, parameters: readonly unknown[]): Promise<WireResult> {
  let statements = prepared.get(client);
  if (statements === undefined) prepared.set(client, (statements = new PreparedStatements()));
  return new Promise((resolve, reject) => {
    client.query(
      new WireQuery(statements, sql, parameters, (error, result) => {
        if (result === undefined) reject(error);
        else resolve(result);
      }),
    );
  });
}
