import { onEveryDialect } from "@joinery/conformance";
import type { Schema } from "@joinery/schema";
import type { DatabaseError } from "@joinery/sql";
import { compileModels, createTables, executeSql } from "./create-tables.js";

/** A comment under a post, and what becomes of it when both are of the user who goes. */
const writeSchema = (onDelete: string): Schema =>
  compileModels(`
    model User {
      id Int @id
    }
    model Post {
      id Int @id
      author User @relation(onDelete: Cascade)
    }
    model Comment {
      id Int @id
      post Post @relation(onDelete: Cascade)
      author User @relation(onDelete: ${onDelete})
    }`);

onEveryDialect((fixture) => {
  const deleteUser = async (onDelete: string): Promise<void> => {
    const database = await fixture.createDatabase();
    await createTables(database.url, writeSchema(onDelete));
    await executeSql(
      database.url,
      "insert into users (id) values (1)",
      "insert into posts (id, author_id) values (1, 1)",
      "insert into comments (id, post_id, author_id) values (1, 1, 1)",
      "delete from users where id = 1",
    );
  };

  it("deletes a row once where every way to it deletes", () => expect(deleteUser("Cascade")).resolves.toBeUndefined());

  // What `check/cascade-conflict` warns of: the databases do not even agree.
  it("may refuse where the ways to a row disagree", async () => {
    const outcome = await deleteUser("NoAction").then(
      () => "deleted",
      ({ kind }: DatabaseError) => kind,
    );
    expect(outcome).toBe(fixture.pick({ postgresql: "foreign-key-violation", sqlite: "deleted" }));
  });
});
