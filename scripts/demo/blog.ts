import { connect } from "@joinery/generated/blog/client.js";
import { Story } from "./story.js";

/** Writes, reads and changes a blog. */
export async function tellBlog(url: string): Promise<void> {
  const db = connect(url);
  const story = new Story(db);
  const today = new Date();
  const nobody = undefined as unknown as number;
  try {
    const ada = await story.tell("Insert a user; what the database made of it comes back", () =>
      db.users.create({
        data: { email: "ada@example.com", hashedPassword: "(a hash)", fullName: "Ada Lovelace", role: "EDITOR" },
      }),
    );
    const charles = await story.tell("And another, who reports to her", () =>
      db.users.create({ data: { email: "charles@example.com", hashedPassword: "(a hash)", managerId: ada.id } }),
    );
    await story.tell("Insert many rows at once", () =>
      db.posts.createMany({
        data: [
          {
            title: "Notes on the engine",
            content: "It weaves algebraic patterns.",
            authorId: ada.id,
            publishedAt: today,
          },
          { title: "Bernoulli numbers", content: "A program for them.", authorId: ada.id },
          { title: "On the economy of machines", content: "Of factories.", authorId: charles.id, publishedAt: today },
        ],
      }),
    );

    const user = await story.tell("A finder for each unique key; relations are typed as loaded", () =>
      db.users.getByEmail("ada@example.com", {
        include: { posts: { where: { publishedAt: { isNull: false } }, orderBy: { title: "asc" } }, reports: true },
      }),
    );
    const [post] = user?.posts ?? [];
    if (post === undefined) throw new Error("The post that was just written is not there.");
    await db.comments.createMany({
      data: [
        { text: "Splendid!", postId: post.id, authorId: charles.id },
        { text: "Anonymous praise.", postId: post.id },
      ],
    });

    await story.tell("Filter through relations, shape the result, as deep as you like", () =>
      db.posts.findMany({
        where: {
          author: { is: { email: { endsWith: "@example.com" } } },
          comments: { some: { text: { contains: "praise" } } },
        },
        select: {
          title: true,
          author: { select: { fullName: true } },
          comments: { select: { text: true, author: { select: { email: true } } }, orderBy: { id: "asc" } },
        },
      }),
    );
    await story.tell("Change a row by its key", () =>
      db.posts.update({ where: { id: post.id }, data: { title: "Notes on the Analytical Engine" } }),
    );
    await story.tellRefusal("A constraint of the database is an error with a name", () =>
      db.users.create({ data: { email: "ada@example.com", hashedPassword: "(a hash)" } }),
    );
    await story.tellRefusal("A mistake in a filter costs nothing: it is refused before anything is sent", () =>
      db.posts.findMany({ where: { authorId: nobody } }),
    );
    await story.tell("Delete a row; the database deletes what belongs to it", () =>
      db.users.delete({ where: { id: ada.id }, select: { email: true } }),
    );
    await story.tell("What is left", async () => ({
      users: await db.users.count(),
      posts: await db.posts.count(),
      comments: await db.comments.count(),
    }));
  } finally {
    await db.dispose();
  }
}
