/** Which calls may ask for one moment, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");
const whole = { include: { posts: true }, snapshot: true } as const;

export async function acceptSnapshot(): Promise<void> {
  expectType<(User & { posts: Post[] })[]>()(await db.users.findMany(whole));
  expectType<(User & { posts: Post[] }) | null>()(await db.users.findFirst(whole));
  expectType<User & { posts: Post[] }>()(await db.users.findFirstOrThrow(whole));
  expectType<(User & { posts: Post[] }) | null>()(await db.users.findUnique({ where: { id: 1 }, ...whole }));
  expectType<User & { posts: Post[] }>()(await db.users.findUniqueOrThrow({ where: { id: 1 }, ...whole }));
  expectType<User & { posts: Post[] }>()(await db.users.getById(1, whole));
  expectType<(User & { posts: Post[] }) | null>()(await db.users.getByEmail("", whole));
  expectType<(User & { posts: Post[] })[]>()(await db.users.getAll({ limit: 1, ...whole }));
  expectType<(User & { posts: Post[] })[]>()((await db.users.paginate({ limit: 1, ...whole })).items);
  expectType<User[]>()(await db.users.findMany({ snapshot: false, timeout: 5, lock: "share" }));
}

export function refuseSnapshot(): void {
  // @ts-expect-error yes or no
  touch(db.users.findMany({ snapshot: "yes" }));
  // @ts-expect-error of the call as a whole, not of what it includes
  touch(db.users.findMany({ include: { posts: { snapshot: true } } }));
  // @ts-expect-error a stream is of one moment as it is
  touch(db.users.stream({ snapshot: true }));
  // @ts-expect-error one statement is of one moment as it is
  touch(db.users.count({ snapshot: true }));
  // @ts-expect-error what writes is a transaction
  touch(db.users.create({ data: { email: "", hashedPassword: "" }, snapshot: true }));
}
