import { onEveryDialect } from "@joinery/conformance";
import { createClient, type Client, type Query } from "@joinery/runtime";
import { boundStatements } from "./bound-statements.js";
import { compileModels, createTables } from "./create-tables.js";

/** Two tables of one name and with constraints of one name, where the database has schemas; an enum, keys and a join table across them. */
const models = (auditTable: string) => `
model User {
  id     Int          @id
  email  String       @unique
  events AuditEvent[]
  groups Group[]
}

model AuditEvent {
  id    Int       @id
  email String    @unique
  kind  EventKind @default(CREATED)
  kinds EventKind[]
  user  User

  @@map("${auditTable}")
  @@schema("audit")
  @@index([email], where: "email <> ''")
  @@check("audit_email", "length(email) > 1")
}

enum EventKind {
  CREATED
  DELETED @map("deleted")

  @@schema("audit")
}

model Group {
  id    Int    @id
  users User[]

  @@schema("Teams of people")
}
`;

interface Repository {
  create(args: object): Promise<object>;
  update(args: object): Promise<object>;
  findMany(args?: object): Query<object[]>;
}

type Database = Client & Readonly<Record<"users" | "auditEvents" | "groups", Repository>>;

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    const schema = compileModels(models(fixture.pick({ postgresql: "users", sqlite: "events" })));
    await createTables(fixture.url, schema);
    db = createClient<Database>({ url: fixture.url, schema, models: {} });
    await db.users.create({ data: { id: 1, email: "ada" } });
    await db.users.create({ data: { id: 2, email: "grace" } });
    await db.auditEvents.create({ data: { id: 1, email: "ada", kinds: ["DELETED"], userId: 1 } });
  });

  afterAll(() => db.dispose());

  test("rows are read and written where they are, and relations lead across schemas", async () => {
    const where = { user: { is: { email: "ada" } }, kind: { in: ["CREATED"] }, kinds: { has: "DELETED" } };
    const events = await boundStatements(db, 1, (limit) =>
      db.auditEvents.findMany({ where, include: { user: true }, limit }),
    );
    expect(events).toMatchObject([{ id: 1, kind: "CREATED", kinds: ["DELETED"], user: { email: "ada" } }]);
    const include = { events: true, groups: true };
    const users = await boundStatements(db, 3, (limit) =>
      db.users.findMany({ include, orderBy: { id: "asc" }, limit }),
    );
    expect(users).toMatchObject([
      { id: 1, events: [{ id: 1 }], groups: [] },
      { id: 2, events: [], groups: [] },
    ]);
    expect(await db.auditEvents.update({ where: { email: "ada" }, data: { kind: "DELETED" } })).toMatchObject({
      kind: "DELETED",
    });
  });

  test.each([
    ["users", { id: 3, email: "ada" }, "query/unique-violation", "User", ["email"]],
    ["auditEvents", { id: 3, email: "ada", kinds: [], userId: 1 }, "query/unique-violation", "AuditEvent", ["email"]],
    ["auditEvents", { id: 1, email: "bob", kinds: [], userId: 1 }, "query/unique-violation", "AuditEvent", ["id"]],
    [
      "auditEvents",
      { id: 3, email: "bob", kinds: [], userId: 9 },
      "query/foreign-key-violation",
      "AuditEvent",
      ["userId"],
    ],
    ["auditEvents", { id: 3, email: "b", kinds: [], userId: 1 }, "query/check-violation", "AuditEvent", []],
  ] as const)("what %s refuse is told of the right model: %j", async (accessor, data, code, model, fields) => {
    const failure = await db[accessor].create({ data }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, model, fields });
  });

  test("a hundred rows come with theirs in as many statements as one", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => index + 100);
    for (const id of ids) {
      await db.users.create({ data: { id, email: `user${id}` } });
      await db.auditEvents.create({ data: { id, email: `event${id}`, kinds: [], userId: id } });
    }
    const find = (limit: number) =>
      db.users.findMany({
        where: { id: { gte: 100 } },
        orderBy: { id: "asc" },
        include: { events: true, groups: true },
        limit,
      });
    const found = await boundStatements(db, 3, find);
    expect(found).toMatchObject(ids.map((id) => ({ id, events: [{ id }], groups: [] })));
  });
});
