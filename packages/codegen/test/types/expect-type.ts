/**
 * Compiles when the type of what it is given is `Expected` or a narrower one.
 *
 * @example expectType<User | null>()(await db.users.getByEmail("ada@example.com"))
 */
export declare function expectType<Expected>(): (actual: Expected) => void;

/** Reads a property that must not be there. */
export declare function touch(value: unknown): void;
