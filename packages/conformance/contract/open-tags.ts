import type { DialectFixture } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { createTables } from "./create-tables.js";

/**
 * A blog with a pool of three, for tests of transactions, which write tags: after each of them every connection is where it belongs.
 *
 * @param use gets the database before the first test
 */
export function openTags(fixture: DialectFixture, use: (db: Database) => void) {
  let db: Database;
  let serial = 0;
  const tag = () => ({ name: `tag ${++serial}` });
  const create = (on: Database = db) => on.tags.create({ data: tag() });
  const failed = new Error("no");
  const fail = () => Promise.reject(failed);

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    use((db = connect(fixture.url, { pool: { size: 3, timeout: 5 } })));
  });
  afterEach(async () => {
    await Promise.all([1, 2, 3].map(() => db.transaction(() => db.tags.count())));
  });
  afterAll(() => db.dispose());

  /** How many tags were there to stay, and what the call came to. */
  const added = async (work: () => PromiseLike<unknown>) => {
    const before = await db.tags.count();
    const result: unknown = await Promise.resolve(work()).catch((error: unknown) => error);
    return { result, added: (await db.tags.count()) - before };
  };

  return { tag, create, failed, fail, added };
}
