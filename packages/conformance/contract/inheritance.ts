import type { Client, Query } from "@joinery/runtime";
import { compileModels } from "./create-tables.js";

/** Two and three levels, relations of and to each of them, keys that the database, the client and the caller make. */
export const inheritanceSchema = compileModels(`
mixin Timestamps {
  createdAt DateTime  @default(now())
  updatedAt DateTime? @updatedAt
}

model User with Timestamps {
  id      Int     @id @default(autoincrement())
  email   String  @unique
  name    String?
  manager User?   @relation(onDelete: SetNull)
  reports User[]  @relation(inverse: manager)
  posts   Post[]
  tags    Tag[]
}

model Admin extends User with Timestamps {
  badge Int    @unique
  note  String @default("none") @map("name")
  team  Team?
  bans  Ban[]
}

model SuperAdmin extends Admin {
  secret String @hidden
}

model Post {
  id       Int    @id
  title    String
  author   User   @relation(onDelete: Cascade)
  reviewer Admin?
}

model Team {
  id     Int     @id
  title  String
  admins Admin[] @orderBy(email)
}

model Ban {
  id Int   @id
  by Admin @relation(onDelete: Cascade)
}

model Tag {
  id    Int    @id
  users User[]
}

model Party {
  id        Int      @id @default(autoincrement())
  createdAt DateTime @default(now())
}

model Person extends Party {
  name String
}

model Document {
  id    Uuid   @id @default(uuid())
  title String
}

model Invoice extends Document {
  total Decimal(10, 2)
}

model Note {
  id        Int       @id @default(autoincrement())
  text      String
  version   Int       @version
  deletedAt DateTime?
  updatedAt DateTime? @updatedAt
  @@softDelete(deletedAt)
}

model Task extends Note {
  done Boolean @default(false)
  step Step?   @relation(onDelete: SetNull)
}

model Step {
  id    Int    @id
  tasks Task[]
  next  Task?  @relation(onDelete: SetNull)
}

model Article {
  tenant Int
  number Int
  title  String
  @@id([tenant, number])
}

model Video extends Article {
  seconds Int
  next    Video?
  before  Video[] @relation(inverse: next)
}
`);

/** A row as far as the tests look at it. */
export interface Row {
  readonly [name: string]: unknown;
  readonly id: number;
}

export interface Rows {
  findMany(args?: object): Query<Row[]>;
  findFirst(args?: object): Query<Row | null>;
  findUnique(args: object): Query<Row | null>;
  getById(id: unknown, args?: object): Query<Row>;
  count(args?: object): Query<number>;
  exists(args?: object): Query<boolean>;
  create(args: object): Query<Row>;
  createMany(args: { data: readonly object[]; skipDuplicates?: boolean }): Query<number>;
  bulkCreate(args: object): Query<unknown[]>;
  bulkUpdate(args: object): Query<number>;
  update(args: object): Query<Row>;
  updateMany(args: object): Query<number>;
  delete(args: object): Query<Row>;
  deleteMany(args: object): Query<number>;
}

type Accessor =
  | "users"
  | "admins"
  | "superAdmins"
  | "posts"
  | "teams"
  | "bans"
  | "tags"
  | "parties"
  | "people"
  | "documents"
  | "invoices"
  | "articles"
  | "videos"
  | "notes"
  | "tasks"
  | "steps";

export type InheritanceDatabase = Client &
  Readonly<Record<Accessor, Rows>> & {
    transaction<Result>(work: (tx: Readonly<Record<Accessor, Rows>>) => Promise<Result>): Promise<Result>;
  };
