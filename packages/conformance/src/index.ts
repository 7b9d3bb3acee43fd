/** What the tests of every package share: databases that are real, fresh and removed afterwards. */
export { onEveryDialect, type DialectFixture } from "./on-every-dialect.js";
export { createTestDatabase, dialectNames, type DialectName, type TestDatabase } from "./test-database.js";
