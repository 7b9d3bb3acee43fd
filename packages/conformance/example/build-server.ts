import { fastify, type FastifyInstance } from "fastify";
import { answerError } from "./answer-error.js";
import type { Blog } from "./blog.js";
import { addPostRoutes } from "./post-routes.js";
import { sessionPerRequest } from "./session-per-request.js";
import { addUserRoutes } from "./user-routes.js";

/** A small HTTP API of a blog. Whoever builds it has it listen, and closes it; the database is theirs. */
export async function buildServer(db: Blog): Promise<FastifyInstance> {
  const server = fastify();
  server.setErrorHandler(answerError);
  await server.register(sessionPerRequest, { db });
  addUserRoutes(server);
  addPostRoutes(server);
  return server;
}
