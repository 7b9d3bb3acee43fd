import type { Client } from "@joinery/runtime";
import { compileModels } from "./create-tables.js";
import { openThings, Thing, type Things } from "./open-things.js";

/** A library: parents and children of every kind, with the cascades that a session obeys. */
export const librarySchema = compileModels(`
model Author {
  id      Int      @id @default(autoincrement())
  name    String
  books   Book[]   @cascade(all)
  account Account? @cascade(all)
  desk    Desk?
  notes   Note[]
  drafts  Draft[]  @cascade(saveUpdate, delete)
}

model Publisher {
  id    Int    @id @default(autoincrement())
  name  String
  books Book[] @cascade(all)
}

/// Of an author, a publisher, or both.
model Book {
  id        Int        @id @default(autoincrement())
  title     String
  pages     Int?
  author    Author?
  publisher Publisher?
  chapters  Chapter[]  @cascade(all)
  tags      Tag[]
}

model Chapter {
  id    Int    @id @default(autoincrement())
  title String
  book  Book   @relation(onDelete: Cascade)
}

/// One for an author, and one author for each.
model Account {
  id     Int    @id @default(autoincrement())
  email  String
  author Author @unique
}

model Desk {
  id     Int     @id @default(autoincrement())
  room   String
  author Author? @unique
}

model Note {
  id     Int     @id @default(autoincrement())
  text   String
  author Author?
}

/// Not deleted by the database.
model Draft {
  id     Int    @id @default(autoincrement())
  text   String
  author Author
}

model Tag {
  id    Int    @id @default(autoincrement())
  name  String @unique
  books Book[]
}

model Node {
  id       Int    @id @default(autoincrement())
  name     String
  parent   Node?
  children Node[] @cascade(all)
}
`);

export const Author = class Author extends Thing {};
export const Publisher = class Publisher extends Thing {};
export const Book = class Book extends Thing {};
export const Chapter = class Chapter extends Thing {};
export const Account = class Account extends Thing {};
export const Desk = class Desk extends Thing {};
export const Note = class Note extends Thing {};
export const Draft = class Draft extends Thing {};
export const Tag = class Tag extends Thing {};
export const Node = class Node extends Thing {};

type Accessor =
  "authors" | "publishers" | "books" | "chapters" | "accounts" | "desks" | "notes" | "drafts" | "tags" | "nodes";
export type Library = Client & Readonly<Record<Accessor, Things>>;

export function openLibrary(url: string): Promise<Library> {
  const classes = [Author, Publisher, Book, Chapter, Account, Desk, Note, Draft, Tag, Node];
  return openThings<Accessor>(url, librarySchema, classes);
}
