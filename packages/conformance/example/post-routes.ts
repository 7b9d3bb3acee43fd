import { Comment } from "@joinery/generated/blog/models/comment.js";
import type { FastifyInstance } from "fastify";
import { ById, NewComment, NewPost, PageOfPosts } from "./bodies.js";

/** Shows the posts, and takes new ones and what is said of them. */
export function addPostRoutes(server: FastifyInstance): void {
  server.get("/posts", ({ session, query }) => session.posts.latest(PageOfPosts.parse(query)));

  server.post("/users/:id/posts", async ({ session, params, body }, reply) => {
    const post = await session.posts.write(ById.parse(params).id, NewPost.parse(body));
    reply.code(201);
    return post;
  });

  // A new object, which the commit inserts: its key is in the answer.
  server.post("/posts/:id/comments", async ({ session, params, body }, reply) => {
    const post = await session.posts.getById(ById.parse(params).id);
    reply.code(201);
    return session.add(new Comment({ ...NewComment.parse(body), postId: post.id }));
  });
}
