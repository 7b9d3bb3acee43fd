import { inspect } from "node:util";
import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/shop/client.js";
import { schema } from "@joinery/generated/shop/schema.js";
import {
  ConnectionFailed,
  ForeignKeyViolation,
  JoineryError,
  NotNullViolation,
  UniqueViolation,
  type ErrorCode,
} from "@joinery/runtime";
import type { DatabaseError } from "@joinery/sql";
import { createTables, executeSql } from "./create-tables.js";

const secret = "s3cr3t@example.com";

onEveryDialect((fixture) => {
  let db: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url);
    await db.customers.create({ data: { email: secret, passwordHash: "x", name: "A" } });
  });
  afterAll(() => db.dispose());

  const failure = async (work: PromiseLike<unknown>): Promise<JoineryError> => {
    const error = await Promise.resolve(work).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof JoineryError)) throw new Error(`Expected a JoineryError, got ${String(error)}`);
    expect(error.message).not.toContain("s3cr3t");
    // Nor is one in what a log would print of it.
    expect(inspect(error, { depth: 9 })).not.toContain("s3cr3t");
    return error;
  };

  it("tells which fields must be unique", async () => {
    const error = await failure(db.customers.create({ data: { email: secret, passwordHash: "y", name: "B" } }));
    expect(error).toBeInstanceOf(UniqueViolation);
    expect(error).toMatchObject({ code: "query/unique-violation", model: "Customer", fields: ["email"] });
    expect(error.message).toMatch(/email of Customer/);
    expect(error.name).toBe("UniqueViolation");
  });

  it("tells which fields must be unique together, and which are the key", async () => {
    const { id: productId } = await db.products.create({
      data: { sku: "1", slug: "1", name: "P", price: "1", labels: [] },
    });
    const variant = { productId, code: "red" };
    await db.variants.create({ data: variant });
    expect(await failure(db.variants.create({ data: variant }))).toMatchObject({
      code: "query/unique-violation",
      model: "Variant",
      fields: ["productId", "code"],
    });
  });

  it("tells of keys that lead nowhere, and of rows that are referred to", async () => {
    const error = await failure(db.variants.create({ data: { productId: 999, code: "red" } }));
    expect(error).toBeInstanceOf(ForeignKeyViolation);
    expect(error).toMatchObject({ code: "query/foreign-key-violation" });
    const { id: customerId } = await db.customers.getByEmail(secret).then((found) => found!);
    const address = await db.addresses.create({ data: { customerId, street: "1", city: "C", postalCode: "P" } });
    const ids = { billingAddressId: address.id, shippingAddressId: address.id };
    await db.orders.create({ data: { number: "1", customerId, ...ids } });
    expect(await failure(db.customers.delete({ where: { id: customerId } }))).toBeInstanceOf(ForeignKeyViolation);
  });

  it("tells of values that are missing", async () => {
    const error = await failure(db.customers.updateMany({ all: true, data: { name: null as never } }));
    expect(error).toBeInstanceOf(NotNullViolation);
    expect(error).toMatchObject({ code: "query/not-null-violation", model: "Customer", fields: ["name"] });
  });

  it("points at the caller", async () => {
    async function updateCustomerOfNobody() {
      await db.customers.update({ where: { email: "nobody" }, data: { name: "X" } });
    }
    async function createCustomerTwice() {
      await db.customers.create({ data: { email: secret, passwordHash: "y", name: "B" } });
    }
    async function askForNonsense() {
      await db.customers.findMany({ where: { nonsense: 1 } as never });
    }
    for (const work of [updateCustomerOfNobody, createCustomerTwice, askForNonsense]) {
      expect((await failure(work())).stack).toContain(work.name);
    }
  });

  it("leaves the client as it was", async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      await failure(db.customers.create({ data: { email: secret, passwordHash: "y", name: "B" } }));
    }
    expect(await db.customers.count({ where: { email: secret } })).toBe(1);
  });

  it("tells of a database that is not there, without its password", async () => {
    const url = fixture.pick({
      postgresql: "postgresql://somebody:hush@127.0.0.1:1/nowhere",
      sqlite: "sqlite:/nowhere/at/all.db",
    });
    const lost = connect(url);
    const error = await failure(lost.customers.count());
    expect(error).toBeInstanceOf(ConnectionFailed);
    expect(error.message).not.toContain("hush");
    await lost.dispose();
    const unknown = () => connect("gopher://hush@example.com");
    expect(unknown).toThrow(ConnectionFailed);
    expect(unknown).not.toThrow(/hush/);
  });

  it("tells who waits too long for a connection, and who for a lock of another's", async () => {
    const small = connect(fixture.url, { pool: { size: 1, timeout: 0.1 } });
    let finish = () => {};
    const holding = small.transaction(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = small.transaction(() => small.customers.count());
    expect((await failure(second)).code).toBe<ErrorCode>("connection/pool-timeout");
    finish();
    await holding;
    const url = fixture.pick({ postgresql: `${fixture.url}?options=-c%20lock_timeout%3D100`, sqlite: fixture.url });
    const other = connect(url, { pool: { timeout: 0.1 } });
    await db.transaction(async () => {
      await db.customers.updateMany({ all: true, data: { name: "C" } });
      const waiting = other.customers.updateMany({ all: true, data: { name: "D" } });
      expect((await failure(waiting)).code).toBe<ErrorCode>("query/lock-timeout");
      const begun = other.transaction(() => other.customers.updateMany({ all: true, data: { name: "D" } }));
      expect((await failure(begun)).code).toBe<ErrorCode>("query/lock-timeout");
    });
    await other.dispose();
    await small.dispose();
  });

  it("tells of tables that are not there", async () => {
    const other = await fixture.createDatabase();
    const empty = connect(other.url);
    expect((await failure(empty.customers.count())).code).toBe<ErrorCode>("query/refused");
    await empty.dispose();
  });

  it("says that a trigger refused, and not what it said, which is there for who asks", async () => {
    await executeSql(
      fixture.url,
      ...fixture.pick({
        postgresql: [
          "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no % here', new.code; end $$",
          "create trigger refuse before insert on coupons for each row when (new.code like 's3cr3t%') execute function refuse()",
        ],
        sqlite: [
          "create trigger refuse before insert on coupons when new.code like 's3cr3t%' begin select raise(abort, 'no s3cr3t here'); end",
        ],
      }),
    );
    const error = await failure(db.coupons.create({ data: { code: "s3cr3t", percent: "1" } }));
    expect(error.code).toBe<ErrorCode>("query/refused");
    expect(error.message).toMatch(/^A trigger or a function of the database refused this/);
    expect((error.cause as DatabaseError).original).toMatchObject({ message: "no s3cr3t here" });
  });

  it("tells of rules that the database checks", async () => {
    await executeSql(
      fixture.url,
      fixture.pick({
        postgresql: "alter table coupons add constraint some_percent check (percent > 0)",
        sqlite:
          "create trigger some_percent before insert on coupons when new.percent <= 0 begin select raise(abort, 'CHECK constraint failed: some_percent'); end",
      }),
    );
    const error = await failure(db.coupons.create({ data: { code: "A", percent: "-1" } }));
    expect(error.code).toBe(fixture.pick<ErrorCode>({ postgresql: "query/check-violation", sqlite: "query/refused" }));
  });
});
