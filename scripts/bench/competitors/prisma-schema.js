"use strict";

/**
 * `schemas/movies.model` for Prisma. Its SQLite has no enums and no dates without a time.
 *
 * @param {"sqlite" | "postgres"} database @param {string} output
 */
function createPrismaSchema(database, output) {
  const isSqlite = database === "sqlite";
  return `generator client {
  provider        = "prisma-client-js"
  output          = "${output}"
  previewFeatures = [${isSqlite ? "" : '"relationJoins"'}]
}

datasource db {
  provider = "${isSqlite ? "sqlite" : "postgresql"}"
}

model Movie {
  id          Int          @id @default(autoincrement())
  title       String
  year        Int
  description String?
  runtime     Int?
  createdAt   DateTime     @map("created_at")
  cast        CastMember[]
  directors   Direction[]
  reviews     Review[]
  @@map("movies")
}

model Person {
  id         Int          @id @default(autoincrement())
  firstName  String       @map("first_name")
  lastName   String       @map("last_name")
  bornOn     ${isSqlite ? "String?" : "DateTime?"} @map("born_on") ${isSqlite ? "" : "@db.Date"}
  roles      CastMember[]
  directions Direction[]
  @@map("persons")
}

model CastMember {
  movieId   Int     @map("movie_id")
  movie     Movie   @relation(fields: [movieId], references: [id], onDelete: Cascade)
  position  Int
  personId  Int     @map("person_id")
  person    Person  @relation(fields: [personId], references: [id], onDelete: Cascade)
  character String?
  @@id([movieId, position])
  @@map("cast_members")
}

model Direction {
  movieId  Int    @map("movie_id")
  movie    Movie  @relation(fields: [movieId], references: [id], onDelete: Cascade)
  position Int
  personId Int    @map("person_id")
  person   Person @relation(fields: [personId], references: [id], onDelete: Cascade)
  @@id([movieId, position])
  @@map("directions")
}

model User {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  name      String
  createdAt DateTime @map("created_at")
  reviews   Review[]
  @@map("users")
}

model Review {
  id        Int      @id @default(autoincrement())
  movieId   Int      @map("movie_id")
  movie     Movie    @relation(fields: [movieId], references: [id], onDelete: Cascade)
  authorId  Int      @map("author_id")
  author    User     @relation(fields: [authorId], references: [id], onDelete: Cascade)
  rating    Int
  body      String
  createdAt DateTime @map("created_at")
  @@map("reviews")
}

model Event {
  id         Int      @id @default(autoincrement())
  kind       ${isSqlite ? "String" : "EventKind"}
  subject    String
  amount     Float
  isHandled  Boolean  @map("is_handled")
  note       String?
  occurredAt DateTime @map("occurred_at")
  createdAt  DateTime @map("created_at")
  @@map("events")
}
${isSqlite ? "" : `\nenum EventKind {\n  VIEW\n  SEARCH\n  RATE\n  SHARE\n  @@map("event_kind")\n}\n`}`;
}

module.exports = { createPrismaSchema };
