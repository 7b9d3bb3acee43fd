import type { FastifyInstance } from "fastify";
import { ById, SignIn, SignUp, UserChange } from "./bodies.js";

/** Signs people up and in, and shows, changes and removes them. */
export function addUserRoutes(server: FastifyInstance): void {
  server.post("/users", async ({ session, body }, reply) => {
    const user = await session.users.signUp(SignUp.parse(body));
    reply.code(201);
    return user;
  });

  server.post("/sign-in", async ({ session, body }, reply) => {
    const { email, password } = SignIn.parse(body);
    const user = await session.users.signIn(email, password);
    return user ?? reply.code(401).send({ code: "input/unknown", message: "There is nobody with these." });
  });

  server.get("/users/:id", ({ session, params }) => {
    const { id } = ById.parse(params);
    return session.users.getById(id, { include: { posts: { orderBy: { id: "asc" } } } });
  });

  // A unit of work: the object is changed, and the commit writes what differs.
  server.patch("/users/:id", async ({ session, params, body }) => {
    const user = await session.users.getById(ById.parse(params).id);
    return Object.assign(user, UserChange.parse(body));
  });

  server.delete("/users/:id", async ({ session, params }, reply) => {
    await session.users.delete({ where: ById.parse(params) });
    return reply.code(204).send();
  });
}
