import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEveryDialect } from "@joinery/conformance";
import { applyRevisions, createRevision, revertRevisions, type RevisionContext } from "@joinery/migrate";
import { resolveDialect, type Driver } from "@joinery/sql";
import { compileModels } from "./create-tables.js";

const before = `
model Client {
  id     Int     @id
  name   String  @unique
  orders Order[]
}

model Order {
  id     Int    @id
  note   String
  client Client
}

model Event {
  id   Int    @id
  text String
}
`;

/** Every name is another: of tables, of columns, of the key of a relation, of the schema of a table. */
const after = `
model Customer {
  id       Int        @id
  fullName String     @unique @renamedFrom("name")
  orders   Purchase[]

  @@renamedFrom("Client")
}

model Purchase {
  id       Int      @id
  note     String
  customer Customer @renamedFrom("client")

  @@renamedFrom("Order")
}

model AuditEvent {
  id      Int    @id
  message String @renamedFrom("text")

  @@schema("audit")
  @@renamedFrom("events")
}
`;

/** The same name in another schema: moved, not renamed. */
const moved = before.replace("text String", 'text String\n  @@schema("audit")\n  @@renamedFrom("events")');

onEveryDialect((fixture) => {
  let driver: Driver;
  let context: RevisionContext;
  beforeEach(async () => {
    const { url } = await fixture.createDatabase();
    const dialect = resolveDialect(url);
    driver = await dialect.open({ url });
    context = { dialect, driver, folder: mkdtempSync(join(tmpdir(), "joinery-renames-")) };
  });
  afterEach(async () => {
    await driver.close();
    rmSync(context.folder, { recursive: true });
  });

  /** Writes the revision to a schema, and says what it does. */
  const create = async (text: string, name: string) => {
    const { steps } = await createRevision({ ...context, schema: compileModels(text), name });
    return steps.map(({ description }) => description);
  };
  const rows = async (sql: string) => {
    const connection = await driver.acquire();
    try {
      return await connection.queryRaw(sql);
    } finally {
      await connection.release();
    }
  };
  /** The first revision, with a row in each table. */
  const begin = async () => {
    await create(before, "first");
    await applyRevisions(context);
    await rows("insert into clients (id, name) values (1, 'Ada')");
    await rows("insert into orders (id, note, client_id) values (7, 'quickly', 1)");
    await rows("insert into events (id, text) values (3, 'born')");
  };
  const auditTable = (name: string) => fixture.pick({ postgresql: `audit.${name}`, sqlite: name });
  const readBefore = (events: string) =>
    rows(`select name, note, text from clients join orders on client_id = clients.id, ${events}`);

  it("a revision renames what the schema says was renamed: rows stay on the way up, down and up again", async () => {
    await begin();
    const steps = await create(after, "second");
    expect(steps.filter((step) => /^(create|drop) table/i.test(step))).toEqual([]);
    const readAfter = () =>
      rows(`select full_name, note, message
        from customers join purchases on customer_id = customers.id, ${auditTable("audit_events")}`);
    for (let round = 0; round < 2; round++) {
      expect(await applyRevisions(context)).toHaveLength(1);
      expect(await readAfter()).toEqual([{ full_name: "Ada", note: "quickly", message: "born" }]);
      expect(await revertRevisions(context, { kind: "steps", count: 1 })).toHaveLength(1);
      expect(await readBefore("events")).toEqual([{ name: "Ada", note: "quickly", text: "born" }]);
    }
    await applyRevisions(context);
    // Once made, a rename says nothing more.
    await expect(create(after, "third")).rejects.toMatchObject({ code: "migrate/nothing-to-do" });
  });

  it("a table moves out of the default schema with its rows, and back, where the database has schemas", async () => {
    await begin();
    await fixture.pick({
      postgresql: async () => {
        await create(moved, "second");
        expect(await applyRevisions(context)).toHaveLength(1);
        expect(await readBefore("audit.events")).toEqual([{ name: "Ada", note: "quickly", text: "born" }]);
        expect(await rows("select to_regclass('public.events') as left_behind")).toEqual([{ left_behind: null }]);
        expect(await revertRevisions(context, { kind: "steps", count: 1 })).toHaveLength(1);
        expect(await readBefore("events")).toEqual([{ name: "Ada", note: "quickly", text: "born" }]);
      },
      sqlite: () => expect(create(moved, "second")).rejects.toMatchObject({ code: "migrate/nothing-to-do" }),
    })();
  });
});
