import { connect } from "@joinery/generated/blog/client.js";
import { Posts } from "./posts.js";
import { Users } from "./users.js";

/** The database of the blog, with repositories of its own. */
export function openBlog(url: string) {
  return connect(url, { repositories: { users: Users, posts: Posts } });
}

export type Blog = ReturnType<typeof openBlog>;

/** A session of it: `session.users` is a `Users`, as `db.users` is. */
export type BlogSession = ReturnType<Blog["openSession"]>;
