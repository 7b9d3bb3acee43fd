/** See {@link given}. */
export class Given {
  /** By this it is, to the compiler, no value of a field. */
  declare readonly isGiven: true;

  /** Whether a value is it. */
  static isGiven(value: unknown): value is Given {
    return value instanceof Given;
  }
}

/**
 * Stands in the `update` of an `upsertMany` for the value that each row of its data gives: `{ views: { increment: given } }`. (What SQL calls
 * `excluded`.)
 */
export const given: Given = new Given();
