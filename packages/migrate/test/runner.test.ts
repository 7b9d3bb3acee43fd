import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import type { Schema } from "@joinery/schema";
import type { Dialect, Driver } from "@joinery/sql";
import { resolveDialect } from "@joinery/sql";
import {
  applyRevisions,
  createRevision,
  MigrationError,
  readStatus,
  revertRevisions,
  type MigrationErrorCode,
  type MigrationEvent,
  type RevisionContext,
} from "../src/index.js";
import { field, id, model, reference, schema } from "./build-schema.js";

const users = model("User", [id(), field("name", "Text", { nullable: true })]);
const posts = model("Post", [id(), field("title", "Text"), field("authorId", "Int", { index: "asc" })], {
  references: [reference("author", "User", { onDelete: "Cascade" })],
});
const one = schema([users]);
const two = schema([users, posts]);
const three = schema([users, model("Post", [id(), field("authorId", "Int")])]);

onEveryDialect((fixture) => {
  let url: string;
  let dialect: Dialect;
  let driver: Driver;
  let folder: string;
  let context: RevisionContext;
  let events: MigrationEvent[];

  beforeEach(async () => {
    ({ url } = await fixture.createDatabase());
    dialect = resolveDialect(url);
    driver = await dialect.open({ url });
    folder = await mkdtemp(join(tmpdir(), "joinery-migrations-"));
    events = [];
    context = { dialect, driver, folder, appliedBy: "ada", onEvent: (event) => void events.push(event) };
  });
  afterEach(async () => {
    await driver.close();
    await rm(folder, { recursive: true, force: true });
  });

  const create = async (name: string, target: Schema) =>
    (await createRevision({ schema: target, dialect, folder, name })).name;
  const rows = async (sql: string) => {
    const connection = await driver.acquire();
    try {
      return await connection.queryRaw(sql);
    } finally {
      await connection.release();
    }
  };
  const failure = async (work: Promise<unknown>): Promise<MigrationError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof MigrationError)) throw new Error(`expected a MigrationError, got ${String(error)}`);
    return error;
  };
  const expectFailure = async (work: Promise<unknown>, code: MigrationErrorCode, message: RegExp) => {
    const error = await failure(work);
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  };

  it("writes revisions, applies them one by one, and goes back", async () => {
    const first = await create("Add users!", one);
    const second = await create("add posts", two);
    expect(first).toMatch(/^\d{14}_add_users$/);
    expect(second > first).toBe(true);
    expect(await readStatus(context)).toMatchObject({ applied: [], pending: [first, second], heads: [second] });

    expect(await applyRevisions(context, { kind: "steps", count: 1 })).toEqual([first]);
    await rows("insert into users (name) values ('Ada')");
    expect(await applyRevisions(context)).toEqual([second]);
    expect(await applyRevisions(context)).toEqual([]);
    const status = await readStatus(context);
    expect(status).toMatchObject({ pending: [], changed: [], unknown: [], unfinished: [] });
    expect(status.applied).toEqual([
      expect.objectContaining({ revision: first, appliedBy: "ada", appliedAt: expect.any(Date) as Date }),
      expect.objectContaining({ revision: second }),
    ]);
    expect(events.filter(({ kind }) => kind === "revision-finished")).toHaveLength(2);

    expect(await revertRevisions(context, { kind: "steps", count: 1 })).toEqual([second]);
    expect(await rows("select name from users")).toEqual([{ name: "Ada" }]);
    await expect(rows("select * from posts")).rejects.toThrow(/posts/);
    expect((await readStatus(context)).pending).toEqual([second]);
  });

  it("goes to a revision by name, forth and back", async () => {
    const first = await create("users", one);
    const second = await create("posts", two);
    expect(await applyRevisions(context, { kind: "revision", name: "users" })).toEqual([first]);
    expect(await applyRevisions(context, { kind: "revision", name: second.slice(0, 14) })).toEqual([second]);
    expect(await revertRevisions(context, { kind: "revision", name: first })).toEqual([second]);
    expect(await revertRevisions(context, { kind: "base" })).toEqual([first]);
    await expectFailure(
      applyRevisions(context, { kind: "revision", name: "nope" }),
      "migrate/unknown-revision",
      /posts/,
    );
    await expectFailure(
      applyRevisions(context, { kind: "revision", name: "2" }),
      "migrate/ambiguous-revision",
      /More|more/,
    );
  });

  it("refuses to lose rows, says how many, and does so when told", async () => {
    await create("two", two);
    await applyRevisions(context);
    await rows("insert into users (name) values ('Ada'), (null)");
    await rows("insert into posts (title, author_id) values ('a', 1), ('b', 2), ('c', 2)");
    const revision = await create("three", three);
    const up = await readFile(join(folder, revision, "up.sql"), "utf8");
    expect(up).toMatch(/^-- LOSSY migrate\/drops-data: what column title of posts holds is gone for good\.$/m);
    const error = await failure(applyRevisions(context));
    expect(error.code).toBe("migrate/hazards");
    expect(error.message).toMatch(/column title of posts.*\(3 rows\)[\s\S]*accept: drops-data/);
    expect(await rows("select count(*) as n from posts where title is not null")).toEqual([
      { n: fixture.pick<unknown>({ postgresql: "3", sqlite: 3 }) },
    ]);
    expect(await applyRevisions({ ...context, accept: ["drops-data"] })).toEqual([revision]);
    expect(await rows("select id, author_id from posts order by id")).toHaveLength(3);
    await expectFailure(
      revertRevisions(context, { kind: "steps", count: 1 }),
      "migrate/hazards",
      /every row needs a value in posts.title.*\(3 rows\)/,
    );
    await expectFailure(revertRevisions(context, { kind: "base" }), "migrate/hazards", /posts.title/);
  });

  it("rolls a failing revision back whole, says where it failed, and goes on once it is mended", async () => {
    await create("one", one);
    const second = await create("posts", two);
    const file = join(folder, second, "up.sql");
    const text = await readFile(file, "utf8");
    await writeFile(
      file,
      `${text}\n-- by hand\ninsert into users (name)\n  values ('x'); insert into no_such_table values (1);\n`,
    );
    const error = await failure(applyRevisions(context));
    expect(error.code).toBe("migrate/statement-failed");
    expect(error.message).toMatch(new RegExp(`^${file}:${text.split("\n").length + 3}:\\d+: `));
    expect(error.message).toMatch(/no_such_table[\s\S]*rolled back[\s\S]*migrate up/);
    await expect(rows("select * from posts")).rejects.toThrow(/posts/);
    expect(await rows("select * from users")).toEqual([]);
    expect((await readStatus(context)).pending).toEqual([second]);
    await writeFile(file, text);
    expect(await applyRevisions(context)).toEqual([second]);
  });

  it("keeps two deployers apart: each revision is applied once", async () => {
    await create("one", one);
    await create("two", two);
    const other = await dialect.open({ url });
    try {
      const done = await Promise.all([applyRevisions(context), applyRevisions({ ...context, driver: other })]);
      expect(done.map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, 2]);
    } finally {
      await other.close();
    }
    expect((await readStatus(context)).applied).toHaveLength(2);
  });

  it("refuses applied files that were changed, but for their line ends and the way down", async () => {
    const first = await create("one", one);
    await applyRevisions(context);
    const [up, down] = [join(folder, first, "up.sql"), join(folder, first, "down.sql")];
    const text = await readFile(up, "utf8");
    await writeFile(up, text.replaceAll("\n", "\r\n"));
    await writeFile(down, `-- mended\n${await readFile(down, "utf8")}`);
    expect((await readStatus(context)).changed).toEqual([]);
    expect(await applyRevisions(context)).toEqual([]);
    await writeFile(up, `${text}-- changed`);
    expect((await readStatus(context)).changed).toEqual([first]);
    await expectFailure(applyRevisions(context), "migrate/changed-file", new RegExp(`"${first}"`));
    await expectFailure(revertRevisions(context, { kind: "base" }), "migrate/changed-file", /write a new revision/);
  });

  it("refuses a history that the folder does not know", async () => {
    const first = await create("one", one);
    await applyRevisions(context);
    await rm(join(folder, first), { recursive: true });
    expect((await readStatus(context)).unknown).toEqual([first]);
    await expectFailure(applyRevisions(context), "migrate/unknown-applied", new RegExp(first));
  });

  it("sees branches, missing parents, circles and other databases' revisions", async () => {
    const first = await create("one", one);
    const second = await create("two", two);
    const snapshot = join(folder, second, "snapshot.json");
    const text = await readFile(snapshot, "utf8");
    const rewrite = (change: (value: Record<string, unknown>) => object) =>
      writeFile(snapshot, JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)));
    await rewrite((value) => ({ ...value, parents: [] }));
    await expectFailure(applyRevisions(context), "migrate/two-heads", new RegExp(`"${first}", "${second}"`));
    await expectFailure(create("x", three), "migrate/two-heads", /parents/);
    await rewrite((value) => ({ ...value, parents: ["20000101000000_gone"] }));
    await expectFailure(readStatus(context), "migrate/missing-parent", /20000101000000_gone/);
    await rewrite((value) => ({ ...value, parents: [second] }));
    await expectFailure(readStatus(context), "migrate/cycle", new RegExp(second));
    await rewrite((value) => ({ ...value, dialect: "other" }));
    await expectFailure(readStatus(context), "migrate/other-dialect", /other/);
    await rewrite((value) => ({ ...value, formatVersion: 2 }));
    await expectFailure(readStatus(context), "migrate/unreadable-revision", /newer Joinery/);
    await writeFile(snapshot, "{");
    await expectFailure(readStatus(context), "migrate/unreadable-revision", /snapshot.json/);
  });

  it("names what it cannot do", async () => {
    const first = await create("one", one);
    await expectFailure(create("again", one), "migrate/nothing-to-do", /empty revision/);
    await expectFailure(create("!!!", two), "migrate/invalid-name", /letter or digit/);
    const empty = await createRevision({ schema: one, dialect, folder, name: "by hand", isEmptyAllowed: true });
    expect(empty.steps).toEqual([]);
    await writeFile(join(folder, empty.name, "up.sql"), "insert into users (name) values ('a;b')");
    expect(await applyRevisions(context)).toEqual([first, empty.name]);
    expect(await rows("select name from users")).toEqual([{ name: "a;b" }]);
    await expectFailure(revertRevisions(context, { kind: "base" }), "migrate/not-reversible", /down.sql/);
    const broken = await createRevision({ schema: one, dialect, folder, name: "broken", isEmptyAllowed: true });
    const file = join(folder, broken.name, "up.sql");
    await writeFile(file, "select 1;\nselect 'a");
    await expectFailure(applyRevisions(context), "migrate/unreadable-sql", /up.sql:2:8: the text/);
    await writeFile(file, "BEGIN;\nselect 1;\nCOMMIT;\n");
    await expectFailure(applyRevisions(context), "migrate/unreadable-sql", /up.sql:1:1: .*transaction of its own/);
  });

  it("tells an unreachable database from a broken one", async () => {
    await driver.close();
    await expectFailure(readStatus(context), "migrate/unreachable-database", /cannot be reached/);
    driver = await dialect.open({ url });
  });
});
