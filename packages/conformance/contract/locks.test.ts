import { onEveryDialect } from "@joinery/conformance";
import { createClient, LockTimeout, type Client, type Query } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables } from "./create-tables.js";
import { refusalOf } from "./refusal-of.js";

const schema = compileModels(`
model Job {
  id       Int      @id
  kind     String
  state    String   @default("new")
  code     String   @unique
  worker   Worker?
  comments Remark[]
}

model Urgent extends Job {
  deadline Int
}

model Worker {
  id    Int     @id
  name  String
  jobs  Job[]
}

model Remark {
  id  Int @id
  job Job
}

view Kind {
  kind String @id

  @@sql("select distinct kind from jobs")
}
`);

interface Row {
  readonly id: number;
}

interface Repository {
  findMany(args?: object): Query<Row[]>;
  findFirst(args?: object): Query<Row | null>;
  findUnique(args?: object): Query<Row | null>;
  findUniqueOrThrow(args?: object): Query<Row>;
  getById(id: number, args?: object): Query<Row>;
  getAll(args?: object): Query<Row[]>;
  stream(args?: object): AsyncIterable<Row>;
  createMany(args: { data: readonly object[] }): Promise<number>;
  update(args: object): Query<Row>;
}

type Jobs = Client & Readonly<Record<"jobs" | "urgents" | "workers" | "remarks" | "kinds", Repository>>;

const count = 12;
const numbers = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

onEveryDialect((fixture) => {
  let db: Jobs;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Jobs>({ url: fixture.url, schema, models: {} });
    await db.workers.createMany({ data: [{ id: 1, name: "Ada" }] });
    await db.jobs.createMany({
      data: numbers(count).map((id) => ({ id, kind: id % 2 === 0 ? "even" : "odd", code: `c${id}`, workerId: 1 })),
    });
    await db.urgents.createMany({ data: [{ id: 100, kind: "odd", code: "u100", deadline: 1 }] });
    await db.remarks.createMany({ data: numbers(count).map((id) => ({ id, jobId: id })) });
  });
  afterAll(() => db.dispose());

  it.each([
    [{ lock: "exclusive" }, "lock", /"no key update"/],
    [{ skipLocked: true }, "skipLocked", /say lock too/],
    [{ noWait: true }, "noWait", /say lock too/],
    [{ lock: "update", skipLocked: true, noWait: true }, "noWait", /either/],
    [{ lock: "update", skipLocked: 1 }, "skipLocked", /true or false/],
    [{ include: { comments: { lock: "update" } } }, "include.comments.lock", /no "lock"/],
  ])("refuses %j", async (args, path, message) => {
    const refusal = await refusalOf(db, () => db.jobs.findMany(args));
    expect(refusal.path).toBe(path);
    expect(refusal.message).toMatch(message);
  });

  it("refuses a lock of the rows of a view", async () => {
    expect((await refusalOf(db, () => db.kinds.findMany({ lock: "update" }))).message).toMatch(/Kind is a view/);
  });

  fixture.pick({ postgresql: describeLocks, sqlite: describeRefusal })();

  function describeRefusal(): void {
    it("says why there is nothing to lock", async () => {
      const message = /the only one there is from its beginning on.*Leave lock out/;
      expect((await refusalOf(db, () => db.jobs.findMany({ lock: "update" }))).message).toMatch(message);
      await db.transaction(async (transaction) => {
        expect((await refusalOf(db, () => transaction.jobs.getById(1, { lock: "share" }))).message).toMatch(message);
        await transaction.jobs.update({ where: { id: 1 }, data: { state: "new" } });
      });
    });
  }

  function describeLocks(): void {
    /** What another transaction can lock, while one has the rows that `work` locked. */
    async function lockedBy(
      work: (transaction: Jobs) => unknown,
      mine: object = { lock: "update" },
    ): Promise<number[]> {
      return db.transaction(async (transaction) => {
        await work(transaction);
        const free = await db.detached.transaction((other) => other.jobs.findMany({ ...mine, skipLocked: true }));
        return [...numbers(count), 100].filter((id) => !idsOf(free).includes(id));
      });
    }

    const update = { lock: "update" } as const;

    it("locks what a call reads, whichever call it is", async () => {
      const where = { id: { in: [2, 3] } };
      expect(await lockedBy((jobs) => jobs.jobs.findMany({ where, ...update }))).toEqual([2, 3]);
      expect(await lockedBy((jobs) => jobs.jobs.findFirst({ where, ...update, orderBy: { id: "desc" } }))).toEqual([3]);
      expect(await lockedBy((jobs) => jobs.jobs.findUnique({ where: { code: "c5" }, ...update }))).toEqual([5]);
      expect(await lockedBy((jobs) => jobs.jobs.findUniqueOrThrow({ where: { id: 6 }, ...update }))).toEqual([6]);
      expect(await lockedBy((jobs) => jobs.jobs.getById(7, update))).toEqual([7]);
      expect(await lockedBy((jobs) => jobs.jobs.getAll({ limit: 2, ...update }))).toEqual([1, 2]);
      expect(await lockedBy((jobs) => jobs.jobs.findMany({ where }))).toEqual([]);
      expect(
        await lockedBy(async ({ jobs }) => {
          for await (const { id } of jobs.stream({ ...update, orderBy: { id: "asc" }, batchSize: 2 }))
            if (id === 2) break;
        }),
      ).toEqual([1, 2]);
    });

    it("locks each of the rows that calls of one tick name", async () => {
      expect(
        await lockedBy(({ jobs }) => Promise.all([jobs.getById(8, update), jobs.getById(9, update), jobs.getById(10)])),
      ).toEqual([8, 9]);
    });

    it.each([
      ["update", [4]],
      ["no key update", [4]],
      ["share", []],
      ["key share", []],
    ])("lets share what share does: %s", async (lock, expected) => {
      expect(await lockedBy((jobs) => jobs.jobs.getById(4, { lock }), { lock: "share" })).toEqual(expected);
      expect(await lockedBy((jobs) => jobs.jobs.getById(4, { lock }), { lock: "no key update" })).toEqual(
        lock === "key share" ? [] : [4],
      );
    });

    it.each([1, count])("locks %d rows, and nothing of what comes with them", async (limit) => {
      const args = {
        ...update,
        distinct: ["code"],
        orderBy: [{ worker: { name: "asc" } }, { id: "asc" }],
        limit,
        include: { worker: true, comments: { include: { job: true } } },
      };
      const query = db.jobs.findMany(args);
      expect(query.plan().statements).toBe(2);
      const others = await db.transaction(async (transaction) => {
        const { result, statements } = await countStatements(db, () => transaction.jobs.findMany(args));
        expect(statements).toBe(2);
        expect(idsOf(result)).toEqual(numbers(limit));
        return db.detached.transaction(async (other) => [
          await other.workers.findMany({ ...update, noWait: true }),
          await other.remarks.findMany({ ...update, noWait: true }),
        ]);
      });
      expect(others.map((rows) => rows.length)).toEqual([1, count]);
    });

    it("locks all tables of a row that extends another", async () => {
      expect(await lockedBy((jobs) => jobs.urgents.findMany({ select: { deadline: true }, ...update }))).toEqual([100]);
      const other = db.transaction(async (transaction) => {
        await transaction.jobs.findMany({ where: { id: 100 }, ...update });
        return db.detached.transaction((second) => second.urgents.getById(100, { ...update, noWait: true }));
      });
      await expect(other).rejects.toBeInstanceOf(LockTimeout);
    });

    it("fails at once where it is not to wait, and otherwise waits", async () => {
      const order: string[] = [];
      await db
        .transaction(async (transaction) => {
          await transaction.jobs.getById(1, update);
          const refused = db.detached.transaction((other) => other.jobs.getById(1, { ...update, noWait: true }));
          await expect(refused).rejects.toMatchObject({ code: "query/lock-timeout" });
          const waiting = db.detached
            .transaction(async (other) => {
              const job = await other.jobs.getById(1, update);
              order.push("second");
              return job;
            })
            .then((job) => expect(job).toMatchObject({ state: "done" }));
          await transaction.jobs.update({ where: { id: 1 }, data: { state: "done" } });
          order.push("first");
          return { waiting };
        })
        .then(({ waiting }) => waiting);
      expect(order).toEqual(["first", "second"]);
    });

    it("shares a queue among workers", async () => {
      const take = () =>
        db.transaction(async ({ jobs }) => {
          const args = { where: { state: "new" }, orderBy: { id: "asc" }, limit: 2, ...update, skipLocked: true };
          const taken = await jobs.findMany(args);
          for (const { id } of taken) await jobs.update({ where: { id }, data: { state: "taken" } });
          return idsOf(taken);
        });
      const taken = (await Promise.all([take(), take(), take(), take()])).flat();
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken).toHaveLength(8);
    });

    it("refuses a lock that would end with its call", async () => {
      for (const call of [
        () => db.jobs.findMany(update),
        () => db.jobs.getById(1, update),
        () => db.jobs.stream(update)[Symbol.asyncIterator]().next(),
        () => db.jobs.findMany({ ...update, timeout: 1000 }),
      ]) {
        const { path, message } = await refusalOf(db, call);
        expect(path).toBe("lock");
        expect(message).toMatch(/inside of a transaction/);
      }
      const inside = db.transaction(({ jobs }) => jobs.getById(1, { ...update, timeout: 1000 }));
      expect(await inside).toMatchObject({ id: 1 });
    });
  }
});
