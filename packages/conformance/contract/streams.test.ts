import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { schema } from "@joinery/generated/blog/schema.js";
import { ClientDisposed, TransactionEnded, type Client, type QueryEvent, type RowStream } from "@joinery/runtime";
import { resolveDialect } from "@joinery/sql";
import { createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

const users = 250;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const byId = { orderBy: { id: "asc" } } as const;

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Watches statements while `work` goes on. */
async function watch<Result>(
  db: Client,
  work: () => Promise<Result>,
): Promise<{ result: Result; events: QueryEvent[] }> {
  const events: QueryEvent[] = [];
  const stop = db.on("query", (event) => events.push(event));
  try {
    return { result: await work(), events };
  } finally {
    stop();
  }
}

async function fill(db: Database): Promise<void> {
  await db.users.createMany({
    data: numbers(users).map((id) => ({
      id,
      email: `user${id}@example.com`,
      hashedPassword: "x",
      managerId: id === 1 ? null : 1,
    })),
  });
  await db.posts.createMany({
    data: numbers(users * 2).map((id) => ({ id, title: `post ${id}`, content: "c", authorId: (id % users) + 1 })),
  });
}

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url, { pool: { size: 2, timeout: 2 } });
    await fill(db);
  });
  afterEach(() => expectNothingOpen());
  afterAll(() => db.dispose());

  /** Of what a stream works with, nothing is left. */
  async function expectNothingOpen(): Promise<void> {
    const driver = await resolveDialect(fixture.url).open({ url: fixture.url });
    const connection = await driver.acquire();
    try {
      await fixture.pick({
        postgresql: async () => {
          const others = await connection.queryRaw(
            "select state from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and backend_type = 'client backend'",
          );
          expect(others).toEqual([]);
        },
        // A reader that is left open keeps the log from being written back.
        sqlite: async () => {
          const [row] = await connection.queryRaw("pragma wal_checkpoint(truncate)");
          expect(row).toMatchObject({ busy: 0, log: 0 });
        },
      })();
    } finally {
      await connection.release();
      await driver.close();
    }
  }

  it.each([1, 7, users, 1000])("gives the rows that findMany gives, %d at a time", async (batchSize) => {
    const where = { id: { gt: 5 } };
    const include = { posts: { ...byId, include: { comments: true } }, manager: true } as const;
    const expected = await db.users.findMany({ where, include, ...byId });
    const stream = db.users.stream({ where, include, ...byId, batchSize });
    expect(stream.plan()).toMatchObject({ operation: "stream", statements: 3 });
    const { result, events } = await watch(db, () => collect(stream));
    expect(result).toEqual(expected);
    const reads = events.filter(({ sql }) => sql === stream.toSQL()[0]);
    expect(reads).toHaveLength(Math.floor(expected.length / batchSize) + 1);
    expect(events.length).toBeLessThanOrEqual(reads.length * 3);
    expect(Math.max(...reads.map(({ rows }) => rows))).toBe(Math.min(batchSize, expected.length));
  });

  it("takes everything that findMany takes, and runs anew for each loop", async () => {
    const args = {
      select: { role: true, managerId: true },
      distinct: ["managerId"],
      ...byId,
      offset: 1,
      limit: 3,
    } as const;
    const stream = db.users.stream({ ...args, batchSize: 2 });
    const expected = await db.users.findMany(args);
    expect(await collect(stream)).toEqual(expected);
    expect(await collect(stream)).toEqual(expected);
    expect(await collect(db.users.stream({ where: { id: 0 } }))).toEqual([]);
    expect(await collect(db.users.stream())).toHaveLength(users);
  });

  it("reads no further than one batch ahead, and ends when the loop is left", async () => {
    const { result, events } = await watch(db, async () => {
      let seen = 0;
      for await (const user of db.users.stream({ ...byId, batchSize: 20 })) {
        seen = user.id;
        if (seen === 10) break;
      }
      return seen;
    });
    expect([result, events.map(({ rows }) => rows)]).toEqual([10, [20]]);
  });

  it("ends when the loop throws", async () => {
    const failure = new Error("enough");
    const loop = async () => {
      for await (const user of db.users.stream({ batchSize: 3 })) if (user.id > 0) throw failure;
    };
    await expect(loop()).rejects.toBe(failure);
    await expect(loop()).rejects.toBe(failure);
    await expect(loop()).rejects.toBe(failure);
    expect(await db.users.count()).toBe(users);
  });

  it("takes no connection before its loop begins, and none after its end", async () => {
    const streams = numbers(5).map(() => db.users.stream({ batchSize: 100 }));
    const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
    for (const iterator of iterators) await iterator.return();
    for (const stream of streams) expect(await collect(stream)).toHaveLength(users);
    const [first] = streams as [RowStream<unknown>];
    const iterator = first[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.return();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("sees one moment, and lets others write meanwhile", async () => {
    const seen: number[] = [];
    for await (const { id, posts } of db.users.stream({ ...byId, include: { posts: true }, batchSize: 10 })) {
      seen.push(id);
      expect(posts).toHaveLength(2);
      if (id === 5) {
        await db.users.create({ data: { id: 1000, email: "new@example.com", hashedPassword: "x" } });
        await db.posts.deleteMany({ where: { authorId: 200 } });
        await db.users.deleteMany({ where: { id: 201 } });
      }
      if (id === 6) await db.transaction((transaction) => transaction.users.deleteMany({ where: { id: 1000 } }));
    }
    expect(seen).toEqual(numbers(users));
    expect(await db.users.exists({ where: { id: 201 } })).toBe(false);
    await db.users.create({ data: { id: 201, email: "user201@example.com", hashedPassword: "x", managerId: 1 } });
    await db.posts.createMany({
      data: [199, 200, 449, 450].map((id) => ({ id, title: `post ${id}`, content: "c", authorId: (id % users) + 1 })),
      skipDuplicates: true,
    });
  });

  it("belongs to the transaction that it is in, which goes on writing", async () => {
    await db.transaction(async (transaction) => {
      await transaction.users.create({ data: { id: 1000, email: "new@example.com", hashedPassword: "x" } });
      let count = 0;
      const stream = transaction.users.stream({ orderBy: { id: "desc" }, include: { posts: true }, batchSize: 10 });
      for await (const { id } of stream) {
        count++;
        await transaction.users.update({ where: { id }, data: { fullName: `Name ${id}` } });
        if (id === 1000) await transaction.users.deleteMany({ where: { id } });
        if (id === 100) {
          for await (const inner of transaction.users.stream({ where: { id: { lt: 3 } }, batchSize: 1 })) {
            expect(inner.fullName).toBeNull();
            break;
          }
        }
      }
      expect(count).toBe(users + 1);
      expect(await transaction.users.count({ where: { fullName: { startsWith: "Name" } } })).toBe(users);
      await transaction.users.updateMany({ all: true, data: { fullName: null } });
    });
    expect(await db.users.count()).toBe(users);
  });

  it("ends with its transaction, however that ends", async () => {
    let iterator: AsyncGenerator<unknown> | undefined;
    for (const isFailing of [false, true]) {
      const transaction = db.transaction(async (inner) => {
        iterator = inner.users.stream({ batchSize: 10 })[Symbol.asyncIterator]();
        await iterator.next();
        if (isFailing) throw new Error("no");
      });
      expect(await transaction.catch((error: Error) => error.message)).toBe(isFailing ? "no" : undefined);
      for (let row = 1; row < 10; row++) await iterator!.next();
      await expect(iterator!.next()).rejects.toBeInstanceOf(TransactionEnded);
    }
  });

  it("rejects the loop for what fails in the midst of it, and leaves nothing open", async () => {
    const read: number[] = [];
    const loop = db.transaction(async (transaction) => {
      for await (const { id } of transaction.users.stream({ ...byId, include: { posts: true }, batchSize: 10 })) {
        read.push(id);
        if (id === 10) await executeSqlIn(transaction);
      }
    });
    await expect(loop).rejects.toMatchObject({ code: expect.stringMatching(/^query\//) as string });
    expect(read).toHaveLength(10);
    expect(await db.users.count()).toBe(users);
  });

  /** Something that the database refuses. */
  async function executeSqlIn(transaction: Client): Promise<void> {
    await (transaction as Database).users.create({ data: { id: 1, email: "taken@example.com", hashedPassword: "x" } });
  }

  it("stops at a signal, and after its timeout", async () => {
    const controller = new AbortController();
    const read: number[] = [];
    const loop = async () => {
      for await (const { id } of db.users.stream({ ...byId, batchSize: 10, signal: controller.signal })) {
        read.push(id);
        if (id === 15) controller.abort(new Error("stop"));
      }
    };
    await expect(loop()).rejects.toThrow("stop");
    expect(read).toEqual(numbers(20));
    const slow = async () => {
      for await (const { id } of db.users.stream({ batchSize: 1, timeout: 30 })) {
        await new Promise((resolve) => setTimeout(resolve, id < 0 ? 0 : 20));
      }
    };
    await expect(slow()).rejects.toMatchObject({ code: "query/statement-timeout" });
  });

  it("ends when the client is disposed of, which waits for what is open", async () => {
    const own = connect(fixture.url);
    const iterator = own.users.stream({ batchSize: 1 })[Symbol.asyncIterator]();
    await iterator.next();
    const disposing = own.dispose();
    await expect(iterator.next()).rejects.toBeInstanceOf(ClientDisposed);
    await disposing;
  });

  it("gives rows that load more later, after its end too", async () => {
    const rows = await collect(db.users.stream({ ...byId, batchSize: 100 }));
    const { result, events } = await watch(db, async () => rows[120]!.load({ posts: true }));
    expect(result.posts).toHaveLength(2);
    expect(events).toHaveLength(1);
  });

  it.each([
    [{ batchSize: 0 }, "batchSize"],
    [{ batchSize: 1.5 }, "batchSize"],
    [{ where: { emial: "x" } }, "where.emial"],
    [{ limit: -1 }, "limit"],
    [{ signal: 1 }, "signal"],
    [{ after: "x" }, "after"],
    [[], ""],
  ])("refuses %j before anything is sent", async (args, path) => {
    expect((await refusalOf(db, () => collect(db.users.stream(args as never)))).path).toBe(path);
  });
});
