import type { IsolationLevel, TransactionMode } from "@joinery/sql";
import { readArguments, readFlag } from "./args/read-arguments.js";
import { refuse } from "./args/refuse.js";
import { checkCallLimits } from "./execute/limits/call-limits.js";
import type { CallLimits } from "./types/call-limits.js";

/** What a transaction is to be. Its `timeout` and `signal` are for the whole of it: waiting for a connection, and all attempts. */
export interface TransactionOptions extends CallLimits {
  /**
   * How much it may see of those beside it, at the most: a database that knows but "serializable" gives that, whatever is asked for. What is not said is
   * the database's to choose, mostly "read committed".
   */
  readonly isolation?: IsolationLevel;
  /** It writes nothing, and may be faster for it. A write is refused, with ReadOnlyDatabase. Default false. */
  readonly readOnly?: boolean;
  /** One that is "serializable" and `readOnly` waits at its start until nothing can make it fail. Default false. */
  readonly deferrable?: boolean;
  /**
   * How many times more the whole callback may run when the database gave up on it for the sake of others (SerializationFailure, Deadlock), each time
   * after a longer pause. Default 0. What the callback does beside the database, it does again.
   */
  readonly retries?: number;
}

/** The same, checked. */
export interface CheckedOptions {
  readonly mode: TransactionMode;
  readonly retries: number;
  readonly limits: CallLimits;
}

/** From the weakest. */
const levels: readonly string[] = ["read committed", "repeatable read", "serializable"] satisfies IsolationLevel[];

const known = ["isolation", "readOnly", "deferrable", "retries", "timeout", "signal"];

/** @throws InvalidArgument */
export function checkTransactionOptions(options: TransactionOptions): CheckedOptions {
  const args = readArguments(options, known, [], "A transaction");
  const { isolation, retries = 0, timeout, signal } = args;
  if (isolation !== undefined && !levels.includes(isolation as string)) {
    refuse(["isolation"], `Expected one of ${levels.map((level) => `"${level}"`).join(", ")}.`);
  }
  const isReadOnly = readFlag(args, "readOnly", []);
  const isDeferrable = readFlag(args, "deferrable", []);
  if (isDeferrable && !(isReadOnly && isolation === "serializable")) {
    refuse(
      ["deferrable"],
      'This is for a transaction that only reads: say isolation: "serializable" and readOnly: true.',
    );
  }
  if (typeof retries !== "number" || !Number.isSafeInteger(retries) || retries < 0) {
    refuse(["retries"], "Expected a number of attempts more than the first: whole, and not negative.");
  }
  const limits = { timeout, signal } as CallLimits;
  checkCallLimits(limits);
  return {
    mode: {
      ...(isolation !== undefined && { isolation: isolation as IsolationLevel }),
      ...(isReadOnly && { isReadOnly }),
      ...(isDeferrable && { isDeferrable }),
    },
    retries,
    limits,
  };
}

/** A transaction within another is a part of it, and cannot be more than that one is. @throws InvalidArgument */
export function checkPartOf(outer: TransactionMode, inner: TransactionMode): void {
  const ways =
    "Ask for it where the transaction around it is begun, or begin one of its own with db.detached.transaction.";
  if (inner.isolation !== undefined && levels.indexOf(inner.isolation) > levels.indexOf(outer.isolation ?? "")) {
    const has = outer.isolation === undefined ? "the database's own" : `"${outer.isolation}"`;
    refuse(["isolation"], `A transaction within another has its isolation, which is ${has}. ${ways}`);
  }
  if (inner.isReadOnly && !outer.isReadOnly) {
    refuse(["readOnly"], `A transaction within one that writes may write too. ${ways}`);
  }
  if (inner.isDeferrable && !outer.isDeferrable) {
    refuse(["deferrable"], `The transaction around this one has begun already, and did not wait. ${ways}`);
  }
}
