import { createClient, type Client, type Query } from "@joinery/runtime";
import { compileModels, createTables } from "./create-tables.js";

/** A model with numbers of every kind, and lists. */
export const accountsSchema = compileModels(`
enum Kind {
  PRIVATE
  SHARED  @map("a shared one")
}

type Line {
  text  String
  count Int    @default(1)
}

model Owner {
  id       Int       @id
  name     String
  score    Int       @default(0)
  accounts Account[]
}

model Account {
  id      Int            @id
  ownerId Int
  visits  Int?
  units   BigInt?
  weight  Float?
  price   Decimal(10, 2)?
  rate    Decimal(30, 6)?
  exact   Decimal(40, 20)?
  labels  String[]
  numbers BigInt[]
  rates   Decimal(30, 6)[]
  lines   Line[]
  kinds   Kind[]         @default([])
  times   DateTime[]     @default([])
  keys    Bytes[]        @default([])
  names   String(8)[]?
  spares  Line[]?
  extra   Json?
  version Int            @version
  owner   Owner          @relation(fields: [ownerId], references: [id])
}
`);

export type Account = Readonly<Record<string, unknown>>;

interface Rows {
  create(args: object): Query<Account>;
  createMany(args: { data: readonly object[] }): Query<number>;
  findMany(args?: object): Query<Account[]>;
  findUniqueOrThrow(args: object): Query<Account>;
  update(args: object): Query<Account>;
  updateMany(args: object): Query<number>;
  updateEach(args: object): Query<number>;
  upsert(args: object): Query<Account>;
  deleteMany(args: object): Query<number>;
}

export type AccountsClient = Client & { readonly accounts: Rows; readonly owners: Rows };

export async function openAccounts(url: string): Promise<AccountsClient> {
  await createTables(url, accountsSchema);
  return createClient<AccountsClient>({ url, schema: accountsSchema, models: {} });
}
