import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

/** A type with a part of every type, one that is made of itself, and models that hold them in every way. */
export const models = `
enum Theme {
  LIGHT @map("light's")
  DARK
}

type Settings {
  int      Int
  big      BigInt?
  float    Float?
  exact    Decimal(30, 2)?
  flag     Boolean?
  short    String(10)?
  text     Text            @default("none")
  time     DateTime?
  date     Date?
  clock    Time?
  uuid     Uuid?
  json     Json?
  bytes    Bytes?
  theme    Theme           @default(LIGHT)
  bigs     BigInt[]        @default([])
  texts    String[]?
  times    DateTime[]      @default([])
  prices   Decimal(9, 2)[] @default([])
  floats   Float[]         @default([])
  themes   Theme[]         @default([])
  bits     Bytes[]         @default([])
  flags    Boolean[]       @default([])
  jsons    Json[]          @default([])
  address  Address         @default({ city: "Bern" })
  former   Address?
  places   Address[]       @default([])
  others   Address[]?
}

type Address {
  city String
  zip  String?  @default("3000")
  next Address?
}

model Owner {
  id       Int        @id
  settings Settings
  maybe    Settings?
  filled   Settings   @default({ int: 1, theme: DARK, address: { city: "Basel" } })
  list     Address[]  @default([])
  lists    Settings[]?
  parent   Owner?     @relation(inverse: children)
  children Owner[]
}
`;

export const schema = compileModels(models);

export interface Address {
  city: string;
  zip: string | null;
  next: Address | null;
}

export interface Settings {
  int: number;
  big: bigint | null;
  float: number | null;
  exact: string | null;
  flag: boolean | null;
  short: string | null;
  text: string;
  time: Date | null;
  date: string | null;
  clock: string | null;
  uuid: string | null;
  json: unknown;
  bytes: Uint8Array | null;
  theme: string;
  bigs: bigint[];
  texts: string[] | null;
  times: Date[];
  prices: string[];
  floats: number[];
  themes: string[];
  bits: Uint8Array[];
  flags: boolean[];
  jsons: unknown[];
  address: Address;
  former: Address | null;
  places: Address[];
  others: Address[] | null;
}

export interface Owner {
  id: number;
  settings: Settings;
  maybe: Settings | null;
  filled: Settings;
  list: Address[];
  lists: Settings[] | null;
  parentId: number | null;
}

export type Where = Record<string, unknown>;

export interface Owners {
  findMany(args: object): Query<(Owner & { parent?: Owner; children?: Owner[] })[]>;
  getById(id: number, args?: object): Query<Owner>;
  paginate(args: object): Query<object>;
  create(args: { data: object }): Query<Owner>;
  createMany(args: { data: readonly object[] }): Promise<number>;
  update(args: { where: object; data: object }): Query<Owner>;
  delete(args: { where: object }): Query<Owner>;
  deleteMany(args: object): Promise<number>;
  count(args: { where: Where }): Promise<number>;
}

export type OwnerClient = Client & { readonly owners: Owners };

export async function openOwners(url: string): Promise<OwnerClient> {
  await createTables(url, schema);
  return createClient<OwnerClient>({ url, schema, models: {} });
}

/** Few values, so that filters meet rows, and among them what JSON, and what databases make of it, gets wrong. */
export const values = {
  int: fc.constantFrom(-1, 0, 2, 2 ** 31 - 1),
  big: fc.constantFrom(-1n, 0n, 9n, 10n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)),
  float: fc.constantFrom(-1.5, 0, 0.1, 5, 1e21, 2 ** 60, 1152921504606847200, 5e-324, 1.7976931348623157e308),
  exact: fc.constantFrom("0.00", "9.50", "10.00", "-1.00", "1234567890123456789012345678.90"),
  flag: fc.boolean(),
  short: fc.constantFrom("", "a", "A", "Ab", "b%", "a_b", '"', "\\", "'", "é", "null", "1", "🙂"),
  time: fc.constantFrom(0, 1, -62_135_596_800_000, 1_600_000_000_123).map((time) => new Date(time)),
  date: fc.constantFrom("0001-01-01", "1969-07-20", "9999-12-31"),
  clock: fc.constantFrom("00:00:00.000", "20:17:40.001"),
  uuid: fc.constantFrom("018f4e3a-7c1b-7d2e-9a55-3b6c0d9e1f20", "00000000-0000-0000-0000-000000000000"),
  json: fc.constantFrom<unknown[]>(
    true,
    0,
    "",
    "null",
    [],
    {},
    [null],
    { b: 1, a: [1.5, 'é\u0001"'] },
    { a: [1.5, 'é\u0001"'], b: 1 },
    1e21,
  ),
  bytes: fc.constantFrom([], [0], [1, 255], [104, 105]).map((bytes) => new Uint8Array(bytes)),
  theme: fc.constantFrom("LIGHT", "DARK"),
};

const nullable = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 3 });
const listOf = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.array(arbitrary, { maxLength: 3 });

export const address: fc.Arbitrary<Address> = fc.letrec<{ address: Address }>((tie) => ({
  address: fc.record({
    city: fc.constantFrom("Bern", "Basel", ""),
    zip: nullable(fc.constantFrom("3000", "4000")),
    next: fc.option(tie("address"), { nil: null, maxDepth: 2 }),
  }),
})).address;

export const settings: fc.Arbitrary<Settings> = fc.record({
  int: values.int,
  big: nullable(values.big),
  float: nullable(values.float),
  exact: nullable(values.exact),
  flag: nullable(values.flag),
  short: nullable(values.short),
  text: values.short,
  time: nullable(values.time),
  date: nullable(values.date),
  clock: nullable(values.clock),
  uuid: nullable(values.uuid),
  json: nullable(values.json),
  bytes: nullable(values.bytes),
  theme: values.theme,
  bigs: listOf(values.big),
  texts: nullable(listOf(values.short)),
  times: listOf(values.time),
  prices: listOf(fc.constantFrom("0.00", "9.50", "10.00")),
  floats: listOf(values.float),
  themes: listOf(values.theme),
  bits: listOf(values.bytes),
  flags: listOf(values.flag),
  jsons: listOf(values.json),
  address,
  former: nullable(address),
  places: listOf(address),
  others: nullable(listOf(address)),
});

export const owner: fc.Arbitrary<Omit<Owner, "id" | "parentId">> = fc.record({
  settings,
  maybe: nullable(settings),
  filled: settings,
  list: listOf(address),
  lists: nullable(listOf(settings)),
});

/** What a whole is where only what it must have was given. */
export const smallest: Settings = {
  int: 1,
  big: null,
  float: null,
  exact: null,
  flag: null,
  short: null,
  text: "none",
  time: null,
  date: null,
  clock: null,
  uuid: null,
  json: null,
  bytes: null,
  theme: "LIGHT",
  bigs: [],
  texts: null,
  times: [],
  prices: [],
  floats: [],
  themes: [],
  bits: [],
  flags: [],
  jsons: [],
  address: { city: "Bern", zip: "3000", next: null },
  former: null,
  places: [],
  others: null,
};
