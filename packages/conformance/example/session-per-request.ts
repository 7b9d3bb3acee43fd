import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Blog, BlogSession } from "./blog.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The session of this request. What it has changed is written before the answer is sent, and only where that is none of an error. */
    session: BlogSession;
  }
}

/**
 * Gives each request a session of its own: it begins with the first call that needs the database, commits before the answer is sent, and rolls back
 * where the answer is one of an error.
 */
export const sessionPerRequest = Object.assign(
  async (server: FastifyInstance, { db }: { readonly db: Blog }): Promise<void> => {
    server.decorateRequest("session");
    server.addHook("onRequest", async (request, reply) => {
      // What only reads waits for no writer, on any database.
      const session = db.openSession({ readOnly: request.method === "GET" || request.method === "HEAD" });
      request.session = session;
      // Not `onResponse`: this comes also where whoever asked has gone before there was an answer.
      reply.raw.once("close", () => void session.close().catch((error) => request.log.error(error)));
    });
    // Before an object becomes text: what the commit writes and reads back (a key, when it was changed) is in the answer.
    server.addHook("preSerialization", async (request, reply, payload) => {
      await endTransaction(request, reply);
      return payload;
    });
    // For answers that are not objects. Where it has ended already there is nothing left to do.
    server.addHook("onSend", async (request, reply, payload) => {
      await endTransaction(request, reply);
      return payload;
    });
  },
  // For the server that registers it, not for a part of it: what the package fastify-plugin does.
  { [Symbol.for("skip-override")]: true },
);

/** A commit that fails throws: the server answers with that error then, and comes here again. */
async function endTransaction({ session }: FastifyRequest, { statusCode }: FastifyReply): Promise<void> {
  await (statusCode < 400 ? session.commit() : session.rollback());
}
