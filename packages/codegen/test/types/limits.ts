/** Where a call may be given limits, and what must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/blog/client.js";
import type { Post } from "@joinery/generated/blog/models/post.js";
import type { User } from "@joinery/generated/blog/models/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");
const limits = { signal: new AbortController().signal, timeout: 100 };
declare const maybe: AbortSignal | undefined;

export async function acceptLimits(): Promise<void> {
  expectType<User[]>()(await db.users.findMany(limits));
  expectType<(User & { posts: Post[] })[]>()(await db.users.findMany({ include: { posts: true }, timeout: 5 }));
  expectType<{ email: string }>()(await db.users.getById(1, { select: { email: true }, ...limits }));
  expectType<User | null>()(await db.users.getByEmail("", limits));
  expectType<User[]>()(await db.users.getAll({ limit: 3, signal: maybe }));
  expectType<number>()(await db.users.count({ where: { id: 1 }, ...limits }));
  expectType<boolean>()(await db.users.exists(limits));
  expectType<User>()(await db.users.create({ data: { email: "", hashedPassword: "" }, ...limits }));
  expectType<number>()(await db.users.createMany({ data: [], ...limits }));
  expectType<User>()(await db.users.update({ where: { id: 1 }, data: {}, ...limits }));
  expectType<number>()(await db.users.updateMany({ all: true, data: {}, ...limits }));
  expectType<number>()(await db.users.updateEach({ changes: [], ...limits }));
  expectType<User>()(await db.users.delete({ where: { id: 1 }, ...limits }));
  expectType<number>()(await db.users.deleteMany({ where: {}, ...limits }));
  expectType<(User & { posts: Post[] })[]>()(await db.users.recentlyActive({ since: new Date() }, limits));
  for await (const user of db.users.stream(limits)) expectType<User>()(user);
  expectType<User[]>()((await db.users.paginate({ limit: 1, ...limits })).items);
}

export function refuseLimits(): void {
  // @ts-expect-error milliseconds
  touch(db.users.findMany({ timeout: "1s" }));
  // @ts-expect-error the signal, not what it belongs to
  touch(db.users.findMany({ signal: new AbortController() }));
  // @ts-expect-error of the call as a whole, not of what it includes
  touch(db.users.findMany({ include: { posts: { timeout: 5 } } }));
  // @ts-expect-error a query's parameters are its own
  touch(db.users.recentlyActive({ since: new Date(), timeout: 5 }));
  // @ts-expect-error there is no such limit
  touch(db.users.findMany({ timeOut: 5 }));
}
