/** Transactions, and the databases that they are run on. Checked under every compiler; never run. */
import { connect, type Database } from "@joinery/generated/blog/client.js";
import type { IsolationLevel, TransactionOptions } from "@joinery/runtime";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function transactions(signal: AbortSignal, isolation: IsolationLevel): Promise<void> {
  const options: TransactionOptions = { isolation: "serializable", readOnly: true, deferrable: true, retries: 3 };
  const count = await db.transaction(async (transaction) => {
    expectType<Database>()(transaction);
    expectType<Database>()(transaction.detached);
    return transaction.transaction(() => db.users.count(), { timeout: 1000, signal });
  }, options);
  expectType<number>()(count);
  await db.detached.transaction(() => db.users.count(), { isolation });
}

export async function noTransactions(): Promise<void> {
  // @ts-expect-error there is no such level
  await db.transaction(() => db.users.count(), { isolation: "snapshot" });
  // @ts-expect-error nor such an option
  await db.transaction(() => db.users.count(), { isolationLevel: "serializable" });
  // @ts-expect-error attempts are counted
  await db.transaction(() => db.users.count(), { retries: true });
  // @ts-expect-error what ends at once has nothing to wait for
  await db.transaction(() => 1);
  // @ts-expect-error it is the database's, and nobody else's
  touch((db.detached = db));
}
