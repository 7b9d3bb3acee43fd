let held: (() => void) | undefined;

/** Has `send` called when this job of the event loop is done, or before the next change: none overtakes a read that was asked for first. */
export function holdReads(send: () => void): void {
  if (held === undefined) queueMicrotask(releaseReads);
  held = send;
}

/** Whether something waits for others of its kind. */
export function areReadsHeld(): boolean {
  return held !== undefined;
}

/** Sends what is held. */
export function releaseReads(): void {
  const send = held;
  held = undefined;
  send?.();
}
