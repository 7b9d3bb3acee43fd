import { CommentCreateSchema } from "@joinery/generated/blog/zod/comment.js";
import { PostCreateSchema } from "@joinery/generated/blog/zod/post.js";
import { TagCreateSchema } from "@joinery/generated/blog/zod/tag.js";
import { UserCreateSchema, UserUpdateSchema } from "@joinery/generated/blog/zod/user.js";
import { z } from "zod";

/**
 * What comes over the wire. Whatever the models say of a field holds here, too, for it is taken from the generated schemas; what is not picked from
 * them (who is an admin, whose post it is) nobody can send.
 */
const Password = z.string().min(8).max(200);
const FirstPost = PostCreateSchema.pick({ title: true, content: true });

export type SignUp = z.infer<typeof SignUp>;
export const SignUp = UserCreateSchema.pick({ email: true, fullName: true }).extend({
  password: Password,
  posts: z.array(FirstPost).max(10).default([]),
});

export const SignIn = z.strictObject({ email: z.string(), password: z.string() });

export const UserChange = UserUpdateSchema.pick({ email: true, fullName: true, isActive: true });

export type NewPost = z.infer<typeof NewPost>;
export const NewPost = FirstPost.extend({ tags: z.array(TagCreateSchema.shape.name).max(10).default([]) });

export const NewComment = CommentCreateSchema.pick({ text: true, authorId: true });

export const ById = z.object({ id: z.coerce.number().pipe(z.int32()) });

export type PageOfPosts = z.infer<typeof PageOfPosts>;
export const PageOfPosts = z.strictObject({
  after: z.string().exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
