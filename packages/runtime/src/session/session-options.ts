import { readArguments, readFlag } from "../args/read-arguments.js";
import type { TransactionOptions } from "../transaction-options.js";

/** What a session is to be, and its transaction. */
export interface SessionOptions extends TransactionOptions {
  /** Whether what was changed is flushed before each call on the session, so that it sees it. Default false. */
  readonly autoflush?: boolean;
  /** Whether what is read after a commit goes over what the objects have. Default false. */
  readonly expireOnCommit?: boolean;
}

/** @throws InvalidArgument */
export function readSessionOptions(options: SessionOptions) {
  const { autoflush, expireOnCommit, ...transaction } = options;
  const flags = readArguments({ autoflush, expireOnCommit }, ["autoflush", "expireOnCommit"], [], "A session");
  const withDefaults = { autoflush: false, expireOnCommit: false, ...withoutUndefined(flags) };
  return {
    autoflush: readFlag(withDefaults, "autoflush", []),
    expireOnCommit: readFlag(withDefaults, "expireOnCommit", []),
    transaction,
  };
}

function withoutUndefined(flags: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}
