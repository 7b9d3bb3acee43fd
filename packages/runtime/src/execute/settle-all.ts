/**
 * Waits for all of what was started, even when one fails: none is left running behind the caller's back. Nothing, where nothing is to be
 * waited for.
 *
 * @throws (as a rejection) what the first of them failed with
 */
export function settleAll(pending: readonly Promise<unknown>[]): Promise<unknown> | undefined {
  if (pending.length < 2) return pending[0];
  return Promise.allSettled(pending).then((results) => {
    for (const result of results) if (result.status === "rejected") throw result.reason;
  });
}
