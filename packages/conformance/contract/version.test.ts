import { onEveryDialect } from "@joinery/conformance";
import { createClient, JoineryError, RecordNotFound, StaleObject, type Client } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";
import { compileModels, createTables, executeSql } from "./create-tables.js";

const schema = compileModels(`
model Page {
  id      Int       @id
  title   String
  version Int       @version
  changed DateTime? @updatedAt
  notes   Note[]
}

model Note {
  id      Int    @id
  text    String @default("")
  changes BigInt @version
  page    Page   @relation(onDelete: Cascade)
}
`);

interface Repository {
  create(args: object): Promise<object>;
  createMany(args: object): Promise<number>;
  getById(id: number, args?: object): Promise<Record<string, unknown>>;
  update(args: object): Promise<object>;
  updateMany(args: object): Promise<number>;
  delete(args: object): Promise<object>;
}

type Wiki = Client & Readonly<Record<"pages" | "notes", Repository>>;

onEveryDialect((fixture) => {
  let db: Wiki;
  let id = 0;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<Wiki>({ url: fixture.url, schema, models: {} });
  });
  beforeEach(() => db.pages.create({ data: { id: ++id, title: "first" } }));
  afterAll(() => db.dispose());

  const versionOf = async (of = id) => (await db.pages.getById(of))["version"];

  const failure = async (work: PromiseLike<unknown>): Promise<JoineryError> => {
    const reason: unknown = await Promise.resolve(work).catch((error: unknown) => error);
    if (!(reason instanceof JoineryError)) throw new Error(`Expected a JoineryError, got ${String(reason)}`);
    return reason;
  };

  test("starts at 1, whoever makes the row", async () => {
    await db.notes.createMany({ data: [{ id, pageId: id }] });
    await executeSql(fixture.url, `insert into notes (id, page_id) values (${-id}, ${id})`);
    expect(await versionOf()).toBe(1);
    expect(await db.notes.getById(id)).toMatchObject({ changes: 1n });
    expect(await db.notes.getById(-id)).toMatchObject({ changes: 1n });
  });

  test("counts every change that the client makes, in its one statement", async () => {
    const update = () => db.pages.update({ where: { id }, data: { title: "second" } });
    const { result, statements } = await countStatements(db, update);
    expect(result).toMatchObject({ version: 2 });
    expect(statements).toBe(1);
    expect(await db.pages.updateMany({ where: { id }, data: { title: "third" } })).toBe(1);
    expect(await versionOf()).toBe(3);
    expect(await db.pages.update({ where: { id }, data: {} })).toMatchObject({ version: 4, title: "third" });
    await db.notes.create({ data: { id, pageId: id } });
    expect(await db.notes.update({ where: { id }, data: { text: "x" } })).toMatchObject({ changes: 2n });
  });

  test("is counted by the database, so that no change is lost", async () => {
    const changes = Array.from({ length: 20 }, (_, n) => db.pages.update({ where: { id }, data: { title: `${n}` } }));
    const versions = (await Promise.all(changes)).map((page) => (page as { version: number }).version);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  });

  test("lets one of two through who changed the same version", async () => {
    const change = (title: string) => db.pages.update({ where: { id, version: 1 }, data: { title } });
    const results = await Promise.allSettled([change("a"), change("b")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: expect.any(StaleObject) });
    expect(await versionOf()).toBe(2);
  });

  test.each([
    ["update", () => db.pages.update({ where: { id, version: 7 }, data: { title: "x" } }), 2],
    ["update", () => db.pages.update({ where: { AND: [{ id }, { version: { equals: 7 } }] } as never, data: {} }), 2],
    ["delete", () => db.pages.delete({ where: { id, version: 7 } }), 2],
    ["delete", () => db.pages.delete({ where: { id, version: 7 }, include: { notes: true } }), 3],
  ])("%s refuses a version that is no more, and changes nothing", async (operation, call, most) => {
    const { result, statements } = await countStatements(db, () => failure(call()));
    expect(result).toBeInstanceOf(StaleObject);
    expect(result).toMatchObject({ code: "query/stale-object", model: "Page", operation });
    expect(result.message).not.toContain("7");
    expect(statements).toBeLessThanOrEqual(most);
    expect(await db.pages.getById(id)).toMatchObject({ title: "first", version: 1 });
  });

  test.each([
    ["the row is gone", () => db.pages.update({ where: { id: -1, version: 1 }, data: {} })],
    ["the row is gone", () => db.pages.delete({ where: { id: -1, version: 1 } })],
    ["another condition fails", () => db.pages.update({ where: { id, version: 7, title: "other" }, data: {} })],
    ["no version is named", () => db.pages.update({ where: { id, title: "other" }, data: {} })],
    ["the version is a bound", () => db.pages.update({ where: { id, version: { gt: 7 } }, data: {} })],
  ])("is no matter where %s", async (_, call) => {
    expect(await failure(call())).toBeInstanceOf(RecordNotFound);
  });

  test("a version that holds is no obstacle", async () => {
    expect(await db.pages.update({ where: { id, version: 1 }, data: { title: "x" } })).toMatchObject({ version: 2 });
    const call = () => db.pages.delete({ where: { id, version: 2 }, include: { notes: true } });
    const { result, statements } = await countStatements(db, call);
    expect(result).toMatchObject({ title: "x", notes: [] });
    expect(statements).toBe(3);
    expect(await failure(db.pages.getById(id))).toBeInstanceOf(RecordNotFound);
  });

  test.each([
    ["create", () => db.pages.create({ data: { id: -5, title: "x", version: 1 } })],
    ["createMany", () => db.pages.createMany({ data: [{ id: -5, title: "x", version: 1 }] })],
    ["update", () => db.pages.update({ where: { id }, data: { version: 5 } })],
    ["updateMany", () => db.pages.updateMany({ where: { id }, data: { version: 5 } })],
  ])("%s cannot set it", async (_, call) => {
    expect(await failure(call())).toMatchObject({
      code: "query/invalid-argument",
      path: expect.stringMatching(/version$/),
    });
  });

  test("works inside a transaction that goes on", async () => {
    await db.transaction(async (inner) => {
      const stale = await failure(inner.pages.update({ where: { id, version: 9 }, data: {} }));
      expect(stale).toBeInstanceOf(StaleObject);
      await inner.pages.update({ where: { id, version: 1 }, data: {} });
    });
    expect(await versionOf()).toBe(2);
  });
});
