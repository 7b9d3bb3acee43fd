import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import {
  acceptableLosses,
  applyRevisions,
  createRevision,
  revertRevisions,
  type RevisionContext,
} from "@joinery/migrate";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { resolveDialect, type Driver } from "@joinery/sql";
import { compileModels } from "./create-tables.js";

interface Rows {
  findMany(args: object): Query<Readonly<Record<string, unknown>>[]>;
}

type Library = Client & { readonly posts: Rows; readonly labels: Rows; readonly tags: Rows };

const models = (post: string, label: string) => `
model Post {
  id Int @id
  ${post}
}

${label}
`;

/** Each is a step from the one before. */
const revisions = {
  plain: models("title String\n notes Text?", "model Label {\n id Uuid @id\n text String\n}"),
  searched: models(
    "title String\n notes Text?\n @@fulltext([title])",
    "model Label {\n id Uuid @id\n text String\n @@fulltext([text])\n}",
  ),
  wider: models(
    "title String\n notes Text?\n @@fulltext([title(weight: A), notes], language: english)",
    "model Label {\n id Uuid @id\n text String\n @@fulltext([text])\n}",
  ),
  renamed: models(
    'heading String @renamedFrom("title")\n notes Text?\n @@fulltext([heading(weight: A), notes], language: english)',
    'model Tag {\n id Uuid @id\n name String @renamedFrom("text")\n @@fulltext([name])\n @@renamedFrom("Label")\n}',
  ),
  // One of the databases makes the tables anew for it.
  altered: models(
    "heading String(300)\n notes Text?\n views Int @default(0)\n @@fulltext([heading(weight: A), notes], language: english)",
    "model Tag {\n id Uuid @id\n name String(80)\n @@fulltext([name])\n}",
  ),
  bare: models(
    "heading String(300)\n notes Text?\n views Int @default(0)",
    "model Tag {\n id Uuid @id\n name String(80)\n}",
  ),
} as const;

type Name = keyof typeof revisions;

onEveryDialect((fixture) => {
  let url: string;
  let driver: Driver;
  let context: RevisionContext;
  beforeEach(async () => {
    ({ url } = await fixture.createDatabase());
    const dialect = resolveDialect(url);
    driver = await dialect.open({ url });
    const folder = mkdtempSync(join(tmpdir(), "joinery-search-"));
    context = { dialect, driver, folder, accept: acceptableLosses };
  });
  afterEach(async () => {
    await driver.close();
    rmSync(context.folder, { recursive: true });
  });

  const run = async (...statements: string[]) => {
    const connection = await driver.acquire();
    try {
      for (const sql of statements) await connection.queryRaw(sql);
    } finally {
      await connection.release();
    }
  };
  const create = (name: Name) => createRevision({ ...context, schema: compileModels(revisions[name]), name });
  /** How many rows each of the words finds, as the schema of that name knows the tables. */
  const find = async (name: Name, accessor: "posts" | "labels" | "tags", ...searches: string[]) => {
    const db = createClient<Library>({ url, schema: compileModels(revisions[name]), models: {} });
    try {
      const found: number[] = [];
      for (const search of searches) found.push((await db[accessor].findMany({ where: { search } })).length);
      return found;
    } finally {
      await db.dispose();
    }
  };

  /** What is found after each revision, on the way up and on the way down. */
  const expectations: Partial<Record<Name, () => Promise<void>>> = {
    searched: async () => {
      expect(await find("searched", "posts", "joins", "join", "cat", "cats")).toEqual([1, 0, 0, 1]);
      expect(await find("searched", "labels", "red", "green", "blue")).toEqual([1, 1, 0]);
    },
    wider: async () => {
      expect(await find("wider", "posts", "joins", "join", "cat", "cats")).toEqual([1, 1, 2, 2]);
      expect(await find("wider", "labels", "red", "green", "blue")).toEqual([1, 1, 0]);
    },
    renamed: async () => {
      expect(await find("renamed", "posts", "joins", "join", "cat", "cats")).toEqual([1, 1, 2, 2]);
      expect(await find("renamed", "tags", "red", "green", "blue")).toEqual([1, 1, 0]);
    },
    altered: async () => {
      expect(await find("altered", "posts", "joins", "join", "cat", "cats")).toEqual([1, 1, 2, 2]);
      expect(await find("altered", "tags", "red", "green", "blue")).toEqual([1, 1, 0]);
    },
  };

  it("keeps what can be searched right through revisions, up, down and up again", async () => {
    await create("plain");
    await applyRevisions(context);
    await run(
      "insert into posts (id, title, notes) values (1, 'Joins of tables', 'A cat'), (2, 'Cats', null)",
      `insert into labels (id, text) values ('${uuid(1)}', 'red'), ('${uuid(2)}', 'Green')`,
    );
    const names = Object.keys(revisions).slice(1) as Name[];
    for (const name of names) {
      await create(name);
      expect(await applyRevisions(context)).toHaveLength(1);
      await expect(create(name)).rejects.toMatchObject({ code: "migrate/nothing-to-do" });
      await expectations[name]?.();
      // Down and up again, by the files.
      await revertRevisions(context, { kind: "steps", count: 1 });
      await expectations[names[names.indexOf(name) - 1] ?? "plain"]?.();
      expect(await applyRevisions(context)).toHaveLength(1);
      await expectations[name]?.();
    }
    for (const name of [...names].reverse()) {
      await expectations[name]?.();
      expect(await revertRevisions(context, { kind: "steps", count: 1 })).toHaveLength(1);
    }
  });

  it("follows rows under every revision", async () => {
    for (const name of ["plain", "renamed", "altered"] as const) await create(name).then(() => applyRevisions(context));
    await run(
      `insert into posts (id, heading, notes) values (1, 'horse', null)`,
      `insert into tags (id, name) values ('${uuid(1)}', 'red')`,
    );
    await run("update posts set notes = 'donkeys'", "update tags set name = 'blue'");
    expect(await find("altered", "posts", "horse donkey", "horse")).toEqual([1, 1]);
    expect(await find("altered", "tags", "red", "blue")).toEqual([0, 1]);
    await run("delete from posts", "delete from tags");
    expect(await find("altered", "posts", "horse")).toEqual([0]);
  });
});

function uuid(number: number): string {
  return `00000000-0000-7000-8000-00000000000${number}`;
}
