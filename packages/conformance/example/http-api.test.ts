import type { AddressInfo } from "node:net";
import { onEveryDialect } from "@joinery/conformance";
import type { User } from "@joinery/generated/blog/models/user.js";
import { schema } from "@joinery/generated/blog/schema.js";
import type { FastifyInstance } from "fastify";
import { createTables } from "../contract/create-tables.js";
import { openBlog, type Blog, type BlogSession } from "./blog.js";
import { ById } from "./bodies.js";
import { buildServer } from "./build-server.js";
import { Users } from "./users.js";

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Body;
}

/** Of these each answer has some. */
interface Body {
  readonly id: number;
  readonly email: string;
  readonly fullName: string | null;
  readonly updatedAt: string | null;
  readonly tags: readonly unknown[];
  readonly items: readonly unknown[];
  readonly endCursor: string;
  readonly code: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

onEveryDialect((fixture) => {
  let db: Blog;
  let server: FastifyInstance;
  let url: string;
  let serial = 0;
  /** What the routes of this test wait for, and what they saw. */
  let gate: { readonly reached: () => void; readonly opened: Promise<unknown> };
  const seen: { session: BlogSession; user: User }[] = [];

  beforeAll(async () => {
    await createTables(fixture.url, schema);
    db = openBlog(fixture.url);
    server = await buildServer(db);
    server.post("/held/:id", async ({ session, params }) => {
      const user = await session.users.getById(ById.parse(params).id);
      user.fullName = "Held";
      await session.flush();
      gate.reached();
      await gate.opened;
      return user;
    });
    server.get("/seen/:id", async ({ session, params }) => {
      const user = await session.users.getById(ById.parse(params).id);
      seen.push({ session, user });
      gate.reached();
      await gate.opened;
      return user;
    });
    await server.listen({ port: 0, host: "127.0.0.1" });
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await server.close();
    await db.dispose();
  });

  async function send(method: string, path: string, body?: unknown): Promise<Answer> {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await fetch(url + path, { method, ...json });
    const text = await response.text();
    // Of no answer, whatever it is.
    expect(text).not.toMatch(/hashedPassword|[0-9a-f]{32}:|correct horse/);
    return { status: response.status, text, body: JSON.parse(text || "{}") as Body };
  }

  const email = () => `reader${++serial}@example.com`;
  const password = "correct horse";
  const signUp = async (values: object = {}) => send("POST", "/users", { email: email(), password, ...values });
  /** Holds so many requests in their handlers, until it opens: with a promise that rejects they fail. */
  const closeGate = (requests: number) => {
    let left = requests;
    let open!: (outcome?: Promise<never>) => void;
    const opened = new Promise<unknown>((resolve) => (open = resolve));
    const reached = new Promise<void>((resolve) => {
      gate = { opened, reached: () => void (--left === 0 && resolve()) };
    });
    return { reached, open };
  };

  it("creates what is sent, and shows it", async () => {
    const posts = [{ title: "Hello", content: "…" }];
    const { status, body } = await signUp({ fullName: "Ada", posts });
    expect([status, body]).toEqual([201, expect.objectContaining({ fullName: "Ada", role: "READER" })]);
    expect(await db.users.getById(body.id)).toBeInstanceOf(Object);
    const shown = await send("GET", `/users/${body.id}`);
    expect([shown.status, shown.body]).toEqual([200, { ...body, posts: [expect.objectContaining(posts[0]!)] }]);
  });

  it("knows whoever has the password, and shows nothing of it", async () => {
    const { body } = await signUp();
    const right = await send("POST", "/sign-in", { email: body.email, password });
    expect([right.status, right.body]).toEqual([200, body]);
    const wrong = await send("POST", "/sign-in", { email: body.email, password: "password" });
    expect(wrong.status).toBe(401);
  });

  it("writes what a request has changed in its objects, and answers with what became of them", async () => {
    const { body } = await signUp();
    const changed = await send("PATCH", `/users/${body.id}`, { fullName: "Grace" });
    expect([changed.status, changed.body.fullName, changed.body.updatedAt]).toEqual([200, "Grace", expect.any(String)]);
    expect(await db.users.getById(body.id)).toMatchObject({ fullName: "Grace" });
    const written = await send("POST", `/users/${body.id}/posts`, { title: "A", content: "", tags: ["x", "y", "x"] });
    expect([written.status, written.body.tags.length]).toEqual([201, 2]);
    const comment = await send("POST", `/posts/${written.body.id}/comments`, { text: "!", authorId: body.id });
    expect([comment.status, comment.body]).toEqual([201, expect.objectContaining({ text: "!", authorId: body.id })]);
    expect(await db.comments.getById(comment.body.id)).toMatchObject({ text: "!", postId: written.body.id });
    const removed = await send("DELETE", `/users/${body.id}`);
    expect([removed.status, removed.text]).toEqual([204, ""]);
    expect(await db.users.findUnique({ where: { id: body.id } })).toBeNull();
  });

  it("shows a list page by page", async () => {
    const { body: author } = await signUp();
    for (const title of ["1", "2", "3"]) await send("POST", `/users/${author.id}/posts`, { title, content: "" });
    const first = await send("GET", "/posts?limit=2");
    expect(first.body.items).toMatchObject([
      { title: "3", author: { id: author.id }, counts: { comments: 0 } },
      { title: "2" },
    ]);
    const second = await send("GET", `/posts?limit=2&after=${encodeURIComponent(first.body.endCursor)}`);
    expect(second.body.items[0]).toMatchObject({ title: "1" });
  });

  describe("refuses", () => {
    it("what is not as the models say, by the path of each field", async () => {
      const posts = [
        { title: "Hello", content: "" },
        { title: 1, content: "" },
      ];
      const { status, body } = await signUp({ email: "nobody", password: "short", role: "ADMIN", posts });
      expect([status, body.code]).toEqual([400, "input/invalid"]);
      expect(Object.keys(body.fields).sort()).toEqual(["", "email", "password", "posts.1.title"]);
      expect((await send("GET", "/users/first")).body.fields).toHaveProperty("id");
    });

    it.each([
      ["GET", "/users/0", undefined, 404, "query/record-not-found"],
      ["PATCH", "/users/0", {}, 404, "query/record-not-found"],
      ["DELETE", "/users/0", undefined, 404, "query/record-not-found"],
      ["POST", "/users/0/posts", { title: "Lost", content: "", tags: ["lost"] }, 404, "query/record-not-found"],
      ["GET", "/posts?after=nowhere", undefined, 400, "query/invalid-argument"],
    ])("%s %s", async (method, path, sent, status, code) => {
      expect(await send(method, path, sent)).toMatchObject({ status, body: { code } });
    });

    it("what leads to a row that is not there", async () => {
      const { body } = await signUp({ posts: [{ title: "Here", content: "" }] });
      const { posts } = await db.users.getById(body.id, { include: { posts: true } });
      expect(await send("POST", `/posts/${posts[0]!.id}/comments`, { text: "!", authorId: 0 })).toMatchObject({
        status: 409,
        body: { code: "query/foreign-key-violation" },
      });
      expect(await db.comments.count({ where: { postId: posts[0]!.id } })).toBe(0);
    });

    it("what is no JSON, and what is nowhere", async () => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/users`, { method: "POST", body: "{", headers });
      expect([response.status, await response.json()]).toMatchObject([400, { code: "input/unreadable" }]);
      expect((await send("GET", "/nowhere")).status).toBe(404);
    });
  });

  describe("leaves nothing behind", () => {
    it("where a write fails after another", async () => {
      const taken = email();
      const twice = { title: "Twice", content: "" };
      const failed = await signUp({ email: taken, posts: [twice, twice] });
      expect(failed).toMatchObject({
        status: 409,
        body: {
          code: "query/unique-violation",
          fields: { authorId: [expect.any(String)], title: [expect.any(String)] },
        },
      });
      expect(await db.users.getByEmail(taken)).toBeNull();
      expect((await signUp({ email: taken })).status).toBe(201);
    });

    it("where a handler fails after a write, of which nothing is told", async () => {
      const { body } = await signUp();
      const { reached, open } = closeGate(1);
      const held = send("POST", `/held/${body.id}`);
      await reached;
      open(Promise.reject(new Error("a secret of ours")));
      expect(await held).toEqual({
        status: 500,
        text: expect.not.stringContaining("secret"),
        body: { code: "internal", message: "Something went wrong here." },
      });
      expect((await send("GET", `/users/${body.id}`)).body.fullName).toBeNull();
    });

    it("where whoever asked has gone, and holds nobody up", async () => {
      const { body } = await signUp();
      const { reached, open } = closeGate(1);
      const controller = new AbortController();
      const held = fetch(`${url}/held/${body.id}`, { method: "POST", signal: controller.signal });
      await reached;
      controller.abort();
      await expect(held).rejects.toThrow();
      // Waits for the lock on the row, or on the file, of the request that is held in its handler still.
      const changed = await send("PATCH", `/users/${body.id}`, { fullName: "Next" });
      expect([changed.status, changed.body.fullName]).toEqual([200, "Next"]);
      open();
      expect((await send("GET", `/users/${body.id}`)).body.fullName).toBe("Next");
    });

    it("where the commit fails", async () => {
      const [{ body: one }, { body: other }] = [await signUp(), await signUp()];
      const failed = await send("PATCH", `/users/${one.id}`, { fullName: "Other", email: other.email });
      expect(failed).toMatchObject({
        status: 409,
        body: { code: "query/unique-violation", fields: { email: [expect.any(String)] } },
      });
      expect(await db.users.getById(one.id)).toMatchObject({ email: one.email, fullName: null });
    });
  });

  describe("keeps requests apart", () => {
    it("which have sessions of their own, with objects of their own", async () => {
      const { body } = await signUp();
      const { reached, open } = closeGate(2);
      const both = [1, 2].map(() => send("GET", `/seen/${body.id}`));
      await reached;
      const [first, second] = seen.splice(0);
      open();
      expect((await Promise.all(both)).map((answer) => answer.body)).toEqual([body, body]);
      expect(first!.session).not.toBe(second!.session);
      expect(first!.user).not.toBe(second!.user);
      expect(first!.session.users).toBeInstanceOf(Users);
      expect(first!.session.users).not.toBe(second!.session.users);
      await expect(first!.session.users.count()).rejects.toMatchObject({ code: "session/closed" });
    });

    it("none of which sees what another has not committed", async () => {
      const { body } = await signUp();
      const { reached, open } = closeGate(1);
      const held = send("POST", `/held/${body.id}`);
      await reached;
      expect((await send("GET", `/users/${body.id}`)).body.fullName).toBeNull();
      open();
      expect((await held).body.fullName).toBe("Held");
      expect((await send("GET", `/users/${body.id}`)).body.fullName).toBe("Held");
    });

    it("of which those that fail take nothing from those that do not", async () => {
      const twice = { title: "Twice", content: "" };
      const people = Array.from({ length: 20 }, (_, index) => ({
        email: email(),
        posts: index % 2 === 0 ? [] : [twice, twice],
      }));
      const answers = await Promise.all(people.map(signUp));
      expect(answers.map(({ status }) => status)).toEqual(people.map((_, index) => (index % 2 === 0 ? 201 : 409)));
      const written = await db.users.findMany({ where: { email: { in: people.map((each) => each.email) } } });
      expect(written.map((each) => each.email).sort()).toEqual(
        people.flatMap((each) => (each.posts.length === 0 ? each.email : [])).sort(),
      );
    });
  });
});
