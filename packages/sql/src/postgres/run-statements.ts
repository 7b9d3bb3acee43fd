import type { BoundStatement } from "../dialect.js";
import type { Client } from "./client.js";
import { isStaleStatement, toDatabaseError } from "./errors.js";
import { preparedOn } from "./prepared-statements.js";
import { WireQuery, type WireResult } from "./wire-query.js";

/**
 * Runs compiled statements on a client that has nothing else to do, as prepared ones, in one round trip: one result each.
 *
 * @throws DatabaseError for whatever the server refuses; what comes after it was not run.
 */
export async function runStatements(client: Client, statements: readonly BoundStatement[]): Promise<WireResult[]> {
  try {
    return await submit(client, statements);
  } catch (error) {
    // The statement was dropped, so it is prepared again; but a transaction has failed with it.
    if (!isStaleStatement(error) || client.getTransactionStatus() !== "I") throw toDatabaseError(error);
  }
  return submit(client, statements).catch((error: unknown) => {
    throw toDatabaseError(error);
  });
}

function submit(client: Client, statements: readonly BoundStatement[]): Promise<WireResult[]> {
  return new Promise((resolve, reject) => {
    client.query(
      new WireQuery(preparedOn(client), statements, (error, results) => {
        if (results === undefined) reject(error);
        else resolve(results);
      }),
    );
  });
}
