import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

/** A model with a field of every type that has an order, most of which may be null. */
export const salesSchema = compileModels(`
enum Status {
  OPEN
  PAID    @map("a paid one")
  CLOSED
}

mixin SoftDeletable {
  deletedAt DateTime?

  @@softDelete(deletedAt)
}

model Sale with SoftDeletable {
  id       Int            @id
  region   String
  quantity Int?
  units    BigInt?
  weight   Float?
  price    Decimal(10, 2)?
  total    Decimal(30, 4)
  rate     Decimal(40, 20)?
  status   Status?
  isPaid   Boolean?
  paidAt   DateTime?
  day      Date?
  time     Time?
  code     Uuid?
  note     String?
  labels   String[]
  extra    Json?
}
`);

export type Sale = Readonly<Record<string, unknown>> & { readonly id: number; readonly deletedAt: Date | null };

export type SalesClient = Client & {
  readonly sales: {
    createMany(args: { data: readonly object[] }): Query<number>;
    aggregate(args: object): Query<Record<string, unknown>>;
    groupBy(args: object): Query<Record<string, unknown>[]>;
    count(args?: object): Query<number>;
    findMany(args?: object): Query<Record<string, unknown>[]>;
  };
};

const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 3 });

/** Values of which some are equal, some far apart, and sums are exact: those of floats too. */
export const saleValues = {
  region: fc.constantFrom("north", "south", "é"),
  quantity: fc.constantFrom(-3, 0, 1, 2, 2_147_483_647),
  units: fc.constantFrom(-1n, 0n, 2n ** 53n + 1n, -(2n ** 55n), 7n),
  weight: fc.constantFrom(-0.25, 0, 1.5, 1024.125),
  price: fc.constantFrom("0.10", "0.20", "-7.05", "99999999.99", "10.00"),
  total: fc.constantFrom("0.0001", "-0.0002", "9007199254740993.0001", "10.0000", "9.5000"),
  rate: fc.constantFrom(
    "0.00000000000000000000",
    "1.50000000000000000000",
    "-0.00000000000000000001",
    "12345678901234567890.00000000000000000000",
  ),
  status: fc.constantFrom("OPEN", "PAID", "CLOSED"),
  isPaid: fc.boolean(),
  paidAt: fc.constantFrom(0, 1, 1_600_000_000_123).map((time) => new Date(time)),
  day: fc.constantFrom("2024-02-29", "1999-12-31"),
  time: fc.constantFrom("00:00:00.000", "23:59:59.999", "12:30:00.500"),
  code: fc.constantFrom("00000000-0000-4000-8000-000000000009", "a0000000-0000-4000-8000-000000000000"),
  note: fc.constantFrom("", "a", "B", "ab"),
} as const;

export type SaleField = keyof typeof saleValues;

/** The rows, as they are in the database. */
export const sales: readonly Sale[] = fc
  .sample(
    fc.record({
      ...Object.fromEntries(
        Object.entries(saleValues).map(([name, values]) => [
          name,
          name === "region" || name === "total" ? values : nullable(values as fc.Arbitrary<unknown>),
        ]),
      ),
      deletedAt: fc.option(fc.constant(new Date(5)), { nil: null, freq: 1 }),
      labels: fc.constant([]),
      extra: nullable(fc.constant({ a: 1 })),
    }),
    { numRuns: 60, seed: 11 },
  )
  .map((row, index): Sale => ({ ...(row as Omit<Sale, "id">), id: index + 1 }) as Sale);

const ranks = ["OPEN", "PAID", "CLOSED"];

/** The order of two values of a field that are not null: of an aggregate with `as: "number"`. */
export function compareSales(left: unknown, right: unknown, field: string): number {
  const key = (value: unknown): number | bigint | string => {
    if (field === "status") return ranks.indexOf(value as string);
    if (field === "price" || field === "total" || field === "rate") return unitsOf(value as string);
    if (value instanceof Date) return value.getTime();
    return typeof value === "boolean" ? Number(value) : (value as number | bigint | string);
  };
  const [a, b] = [key(left), key(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const places = 60;

/** A decimal as so many units of ten to the minus sixty. */
export function unitsOf(decimal: string): bigint {
  const [whole = "", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

/** Back, with so many digits behind the point, rounded half away from zero. */
export function decimalOf(units: bigint, digits: number): string {
  const drop = 10n ** BigInt(places - digits);
  const magnitude = ((units < 0n ? -units : units) + drop / 2n) / drop;
  const text = magnitude.toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return `${units < 0n && magnitude !== 0n ? "-" : ""}${text.slice(0, point)}.${text.slice(point)}`;
}

/** A client on a database with the rows in it. */
export async function openSales(url: string, rows: readonly Sale[] = sales): Promise<SalesClient> {
  await createTables(url, salesSchema);
  const db = createClient<SalesClient>({ url, schema: salesSchema, models: {} });
  if (rows.length > 0) await db.sales.createMany({ data: rows });
  return db;
}
