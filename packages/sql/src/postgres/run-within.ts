import { checkLimits, limitReached, watchLimits, type Limits } from "../limits.js";
import { sendCancelRequest } from "./cancel-request.js";
import type { Client, Courier } from "./client.js";
import { isCancelled, isConnectionLost } from "./errors.js";
import { runStatements } from "./run-statements.js";

/** Milliseconds for the server to stop a statement. A client that has heard nothing by then is given up, so that no call waits for ever. */
const patience = 5000;

/**
 * Runs statements on a client that the caller alone has. When a limit is reached the server is asked to stop, and its answer awaited; a client that
 * comes back from here has nothing under way that could stop what runs on it next.
 *
 * @throws what `limitReached` gives where the server, or giving up on it, has stopped them; nothing is sent after the limit
 */
export async function runWithin<Result>(
  limits: Limits,
  client: Client,
  createCourier: () => Courier,
  work: () => Promise<Result>,
): Promise<Result> {
  checkLimits(limits);
  let request: ReturnType<typeof sendCancelRequest> | undefined;
  let giveUp: NodeJS.Timeout | undefined;
  const stopWatching = watchLimits(limits, () => {
    request = sendCancelRequest(client, createCourier);
    // In the midst of a statement this breaks the connection off, and the statement fails with it.
    giveUp = setTimeout(() => {
      request!.drop();
      void client.end();
    }, patience);
  });
  try {
    return await work();
  } catch (error) {
    if (request !== undefined && (isCancelled(error) || isConnectionLost(error))) throw limitReached(limits);
    throw error;
  } finally {
    stopWatching();
    if (request !== undefined) {
      await request.done;
      // Came the request too late for the statement, the server may yet find it when it next looks: it is made to look.
      await runStatements(client, []).catch(() => {});
      clearTimeout(giveUp);
    }
  }
}
