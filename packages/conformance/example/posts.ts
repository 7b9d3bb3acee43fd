import { PostRepository } from "@joinery/generated/blog/models/post.js";
import type { NewPost, PageOfPosts } from "./bodies.js";

/** The posts of the blog. */
export class Posts extends PostRepository {
  /** A new post, with tags of these names: those that are there, and new ones. @throws RecordNotFound without its author */
  write(authorId: number, { tags, ...values }: NewPost) {
    const connectOrCreate = [...new Set(tags)].map((name) => ({ where: { name }, create: { name } }));
    const author = { connect: { id: authorId } };
    return this.create({ data: { ...values, author, tags: { connectOrCreate } }, include: { tags: true } });
  }

  /** What was written last, page by page. */
  latest(page: PageOfPosts) {
    return this.paginate({
      ...page,
      include: { author: true, tags: { orderBy: { name: "asc" } } },
      counts: { comments: true },
      orderBy: { createdAt: "desc" },
    });
  }
}
