import { onEveryDialect } from "@joinery/conformance";
import { createClient, RecordNotFound, UniqueViolation } from "@joinery/runtime";
import fc from "fast-check";
import { createTables } from "./create-tables.js";
import { inheritanceSchema as schema, type InheritanceDatabase } from "./inheritance.js";

/** A user as a naive reading of the schema has it: one row that says what it is. */
interface Known {
  readonly id: number;
  name: string | null;
  badge?: number;
  note?: string;
  secret?: string;
}

const name = fc.option(fc.constantFrom("a", "b", "c"), { nil: null });
const note = fc.constantFrom("x", "y");
const kind = fc.constantFrom("users", "admins", "superAdmins");
const id = fc.integer({ min: 1, max: 8 });

const operation = fc.oneof(
  fc.record({ do: fc.constant("create"), kind, ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }), name, note }),
  fc.record({ do: fc.constant("update"), kind, id, name, note }),
  fc.record({ do: fc.constant("updateMany"), kind, where: name, name, note }),
  fc.record({ do: fc.constant("delete"), kind, id }),
  fc.record({ do: fc.constant("deleteMany"), kind, where: name }),
);
type Operation = Parameters<Parameters<typeof operation.map>[0]>[0];

const isOf = (row: Known, wanted: string) =>
  wanted === "users" || (wanted === "admins" ? row.badge !== undefined : row.secret !== undefined);

/** Does to the rows what the words of the operation say, and gives how many it did it to; undefined where it is refused. */
function apply(rows: Map<number, Known>, given: Operation): number | undefined {
  const own = "note" in given && given.kind !== "users" ? { note: given.note } : {};
  const found = [...rows.values()].filter((row) => isOf(row, given.kind));
  switch (given.do) {
    case "create": {
      if (given.ids.some((each) => rows.has(each))) return undefined;
      for (const each of given.ids) {
        const admin = given.kind === "users" ? {} : { badge: each, ...own };
        rows.set(each, {
          id: each,
          name: given.name,
          ...admin,
          ...(given.kind === "superAdmins" ? { secret: "s" } : {}),
        });
      }
      return given.ids.length;
    }
    case "update":
    case "updateMany": {
      const meant = found.filter((row) => ("id" in given ? row.id === given.id : row.name === given.where));
      for (const row of meant) Object.assign(row, { name: given.name, ...own });
      return meant.length;
    }
    default: {
      const meant = found.filter((row) => ("id" in given ? row.id === given.id : row.name === given.where));
      for (const row of meant) rows.delete(row.id);
      return meant.length;
    }
  }
}

async function run(db: InheritanceDatabase, given: Operation): Promise<number | undefined> {
  const rows = db[given.kind as "users"];
  const own = "note" in given && given.kind !== "users" ? { note: given.note } : {};
  switch (given.do) {
    case "create": {
      const data = given.ids.map((each) => ({
        id: each,
        email: `${each}`,
        name: given.name,
        ...(given.kind === "users" ? {} : { badge: each, ...own }),
        ...(given.kind === "superAdmins" ? { secret: "s" } : {}),
      }));
      const [only, ...others] = data;
      const isOne = others.length === 0;
      return (isOne ? rows.create({ data: only! }).then(() => 1) : rows.createMany({ data })).catch(refused);
    }
    case "update": {
      const update = rows.update({ where: { id: given.id }, data: { name: given.name, ...own } });
      return update.then(() => 1).catch(missing);
    }
    case "updateMany":
      return rows.updateMany({ where: { name: given.where }, data: { name: given.name, ...own } });
    case "delete":
      return rows
        .delete({ where: { id: given.id } })
        .then(() => 1)
        .catch(missing);
    default:
      return rows.deleteMany({ where: { name: given.where } });
  }
}

function refused(error: unknown): undefined {
  if (!(error instanceof UniqueViolation)) throw error;
}

function missing(error: unknown): number {
  if (!(error instanceof RecordNotFound)) throw error;
  return 0;
}

onEveryDialect((fixture) => {
  let db: InheritanceDatabase;
  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = createClient<InheritanceDatabase>({ url: fixture.url, schema, models: {} });
  });
  afterAll(() => db.dispose());

  it("does with rows in several tables what the words of each call say", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        await db.users.deleteMany({ all: true });
        const rows = new Map<number, Known>();
        for (const each of operations) expect(await run(db, each)).toBe(apply(rows, each));
        const known = [...rows.values()].sort((a, b) => a.id - b.id);
        for (const wanted of ["users", "admins", "superAdmins"] as const) {
          const fields =
            wanted === "users" ? [] : wanted === "admins" ? ["badge", "note"] : ["badge", "note", "secret"];
          const names = ["id", "name", ...fields];
          const select = Object.fromEntries(names.map((field) => [field, true]));
          const expected = known
            .filter((row) => isOf(row, wanted))
            .map((row) => Object.fromEntries(names.map((field) => [field, row[field as keyof Known]])));
          expect(await db[wanted].findMany({ select, orderBy: { id: "asc" } })).toEqual(expected);
        }
      }),
      { numRuns: fixture.pick({ postgresql: 40, sqlite: 120 }) },
    );
  });
});
