import { onEveryDialect } from "@joinery/conformance";
import { connect, type Database } from "@joinery/generated/blog/client.js";
import { Tag } from "@joinery/generated/blog/models/tag.js";
import { User } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import * as schemas from "@joinery/generated/blog/zod/index.js";
import { createClient, given, InvalidArgument, ValidationFailed } from "@joinery/runtime";
import { z } from "zod";
import { countStatements } from "./count-statements.js";
import { createTables } from "./create-tables.js";

const secret = "not an address";
const person = (email: string) => ({ email, hashedPassword: "#" });

onEveryDialect((fixture) => {
  let db: Database;
  let plain: Database;
  let trimming: Database;

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = connect(fixture.url, { validate: true });
    plain = connect(fixture.url);
    const name = z.string().trim().min(2);
    trimming = connect(fixture.url, { validate: { ...schemas, TagCreateSchema: z.strictObject({ name }) } });
  });
  afterAll(async () => {
    for (const client of [db, plain, trimming]) await client.dispose();
  });

  /** What a call fails with before anything is sent. */
  const failureOf = async (call: () => PromiseLike<unknown>, on = db): Promise<ValidationFailed> => {
    const { result, statements } = await countStatements(on, () => Promise.resolve(call()).catch((error) => error));
    expect(statements).toBe(0);
    expect(result).toBeInstanceOf(ValidationFailed);
    return result as ValidationFailed;
  };

  test("is off unless asked for", async () => {
    const { id } = await plain.users.create({ data: person("whatever") });
    await plain.users.update({ where: { id }, data: { email: secret } });
    await plain.users.delete({ where: { id } });
  });

  test("holds what is right to nothing more", async () => {
    const user = await db.users.create({
      data: {
        ...person("a@example.com"),
        posts: { create: { title: "One", content: "", tags: { create: { name: "first" } } } },
      },
      include: { posts: { include: { tags: true } } },
    });
    expect(user.posts[0]!.tags[0]!.name).toBe("first");
    expect(await db.users.update({ where: { id: user.id }, data: { settings: { a: [1, null] } } })).toMatchObject({
      settings: { a: [1, null] },
    });
    await db.users.delete({ where: { id: user.id } });
  });

  test("says all that is wrong by path, without a value, before anything is sent", async () => {
    const { code, model, operation, issues, message } = await failureOf(() =>
      db.users.create({
        data: {
          ...person(secret),
          fullName: "x".repeat(300),
          posts: { create: [{ title: "y".repeat(256), content: "" }] },
        },
      }),
    );
    expect({ code, model, operation }).toEqual({
      code: "query/validation-failed",
      model: "User",
      operation: "create",
    });
    expect(issues.map(({ path }) => path)).toEqual(["data.email", "data.fullName", "data.posts.create[0].title"]);
    expect(message).toContain("data.email: Invalid email");
    for (const value of [secret, "xxx", "yyy"]) expect(message).not.toContain(value);
  });

  const long = "z".repeat(300);
  const calls: readonly [string, () => PromiseLike<unknown>, readonly string[]][] = [
    ["createMany", () => db.users.createMany({ data: [person("b@example.com"), person(secret)] }), ["data[1].email"]],
    ["bulkCreate", () => db.users.bulkCreate({ data: [person(secret)] }), ["data[0].email"]],
    ["update", () => db.users.update({ where: { id: 1 }, data: { email: secret } }), ["data.email"]],
    ["updateMany", () => db.users.updateMany({ all: true, data: { email: secret } }), ["data.email"]],
    [
      "updateEach",
      () => db.users.updateEach({ changes: [{ where: { id: 1 }, data: { email: secret } }] }),
      ["changes[0].data.email"],
    ],
    [
      "bulkUpdate",
      () => db.users.bulkUpdate({ changes: [{ where: { id: 1 }, data: { email: secret } }] }),
      ["changes[0].data.email"],
    ],
    [
      "upsert",
      () => db.users.upsert({ where: { id: 1 }, create: person(secret), update: { fullName: long } }),
      ["create.email", "update.fullName"],
    ],
    [
      "upsertMany",
      () =>
        db.users.upsertMany({
          data: [person(secret)],
          on: ["email"],
          update: { email: given, fullName: long },
        }),
      ["data[0].email", "update.fullName"],
    ],
    [
      "update",
      () =>
        db.posts.update({
          where: { id: 1 },
          data: {
            author: { update: { email: secret } },
            tags: {
              connectOrCreate: { where: { name: long }, create: { name: long } },
              update: { where: { id: 1 }, data: { name: long } },
              updateMany: [{ data: { name: long } }],
              upsert: { where: { id: 1 }, create: { name: long }, update: { name: long } },
            },
            comments: { create: { text: "t", author: { create: person(secret) } } },
          },
        }),
      [
        "data.author.update.email",
        "data.tags.connectOrCreate.create.name",
        "data.tags.update.data.name",
        "data.tags.updateMany[0].data.name",
        "data.tags.upsert.create.name",
        "data.tags.upsert.update.name",
        "data.comments.create.author.create.email",
      ],
    ],
    [
      "update",
      () =>
        db.users.update({
          where: { id: 1 },
          data: { posts: { createMany: { data: [{ title: long, content: "" }] } } },
        }),
      ["data.posts.createMany.data[0].title"],
    ],
    [
      "update",
      () => db.profiles.update({ where: { userId: 1 }, data: { links: { append: ["", 1 as never] } } }),
      ["data.links.append[1]"],
    ],
    ["update", () => db.users.update({ where: { id: 1 }, data: { managerId: { set: 1.5 } } }), ["data.managerId.set"]],
  ];
  test.each(calls)("%s", async (operation, call, paths) => {
    const failure = await failureOf(call);
    expect(failure.operation).toBe(operation);
    expect(failure.issues.map(({ path }) => path)).toEqual(paths);
  });

  test("holds what a transaction and a session write to the same, and leaves the session as it was", async () => {
    await expect(db.transaction((inner) => inner.users.create({ data: person(secret) }))).rejects.toThrow(
      ValidationFailed,
    );
    const session = db.openSession();
    const user = session.add(new User(person(secret)));
    const failed = await session.flush().catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "query/validation-failed", model: "User", operation: "flush" });
    expect((failed as ValidationFailed).issues.map(({ path }) => path)).toEqual(["email"]);
    user.email = "c@example.com";
    await session.flush();
    user.fullName = long;
    await expect(session.flush()).rejects.toThrow(ValidationFailed);
    await session.rollback();
    await session.close();
    expect(await db.users.count({ where: { email: "c@example.com" } })).toBe(0);
  });

  test("writes what the schema gives, where that is not what it was given", async () => {
    const rows = [{ name: "  blue " }];
    await trimming.tags.createMany({ data: rows });
    expect(rows).toEqual([{ name: "  blue " }]);
    expect(await plain.tags.count({ where: { name: "blue" } })).toBe(1);
    expect((await failureOf(() => trimming.tags.create({ data: { name: " x " } }), trimming)).issues).toHaveLength(1);
    await trimming.session(async (session) => {
      const tag = session.add(new Tag({ name: " green" }));
      await session.flush();
      expect(tag.name).toBe("green");
    });
    await plain.tags.deleteMany({ all: true });
  });

  test("leaves to the arguments what is no value, and tells a hundred issues at most", async () => {
    for (const data of [null, [], 7, { ...person("d@example.com"), posts: 7 }, { emial: 1 }, { email: undefined }]) {
      await expect(db.users.create({ data: data as never })).rejects.toThrow(InvalidArgument);
    }
    const data: Record<string, unknown> = { text: "t" };
    data["parent"] = { create: data };
    await expect(db.comments.create({ data: data as never })).rejects.toThrow(InvalidArgument);
    const many = Array.from({ length: 300 }, () => person(secret));
    expect((await failureOf(() => db.users.createMany({ data: many }))).issues).toHaveLength(100);
  });

  test("says so where the schemas cannot be had", async () => {
    const without = createClient<Database>({ url: fixture.url, schema, models: {}, options: { validate: true } });
    await expect(without.tags.create({ data: { name: "x" } })).rejects.toThrow(/options\.validate: .*zod/);
    expect(await without.tags.count()).toBe(0);
    await without.dispose();
    expect(() => connect(fixture.url, { validate: "yes" as never })).toThrow(InvalidArgument);
  });
});
