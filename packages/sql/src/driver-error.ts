/** What is read of an error that a driver threw. */
export interface DriverError {
  readonly message: string;
  readonly code?: string;
}

/**
 * An error of a driver by its form. `instanceof Error` is false for those that come from another realm, as a native module's and
 * the runtime's own do inside of test runners.
 */
export function asDriverError(error: unknown): DriverError | undefined {
  if (typeof error !== "object" || error === null || !("message" in error) || typeof error.message !== "string") {
    return undefined;
  }
  return error as DriverError;
}
