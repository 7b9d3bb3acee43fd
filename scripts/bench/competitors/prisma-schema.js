"use strict";

/**
 * `schemas/movies.model` for Prisma.
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
  description String
  cast        CastMember[]
  directors   Director[]
  reviews     Review[]
  @@map("movies")
}

model Person {
  id        Int          @id @default(autoincrement())
  firstName String       @map("first_name")
  lastName  String       @map("last_name")
  bio       String?
  roles     CastMember[]
  directed  Director[]
  @@map("persons")
}

model CastMember {
  id       Int    @id @default(autoincrement())
  movieId  Int    @map("movie_id")
  movie    Movie  @relation(fields: [movieId], references: [id], onDelete: Cascade)
  personId Int    @map("person_id")
  person   Person @relation(fields: [personId], references: [id], onDelete: Cascade)
  position Int
  @@unique([movieId, position])
  @@map("cast_members")
}

model Director {
  id       Int    @id @default(autoincrement())
  movieId  Int    @map("movie_id")
  movie    Movie  @relation(fields: [movieId], references: [id], onDelete: Cascade)
  personId Int    @map("person_id")
  person   Person @relation(fields: [personId], references: [id], onDelete: Cascade)
  position Int
  @@unique([movieId, position])
  @@map("directors")
}

model User {
  id      Int      @id @default(autoincrement())
  name    String
  email   String   @unique
  reviews Review[]
  events  Event[]
  @@map("users")
}

model Review {
  id        Int      @id @default(autoincrement())
  body      String
  rating    Int
  createdAt DateTime @map("created_at")
  authorId  Int      @map("author_id")
  author    User     @relation(fields: [authorId], references: [id], onDelete: Cascade)
  movieId   Int      @map("movie_id")
  movie     Movie    @relation(fields: [movieId], references: [id], onDelete: Cascade)
  @@map("reviews")
}

model Event {
  id        Int      @id @default(autoincrement())
  kind      String
  path      String
  userId    Int?     @map("user_id")
  user      User?    @relation(fields: [userId], references: [id])
  amount    Float
  isBot     Boolean  @map("is_bot")
  note      String?
  createdAt DateTime @map("created_at")
  @@map("events")
}
`;
}

module.exports = { createPrismaSchema };
