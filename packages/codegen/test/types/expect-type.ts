/**
 * Compiles when the type of what it is given is `Expected` and no wider one. What it is given may know more.
 *
 * @example expectType<User | null>()(await db.users.getByEmail("ada@example.com"))
 */
export declare function expectType<Expected>(): (actual: Expected) => void;
