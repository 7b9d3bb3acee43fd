/** SQL of one's own, where filters and orders stand. Checked under every compiler; never run. */
import { connect, sql } from "@joinery/generated/blog/client.js";
import { sql as fromIndex } from "@joinery/generated/blog/index.js";
import { z } from "zod";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function fragments(names: readonly string[]): Promise<void> {
  const { fields } = db.users;
  const isLong = sql`length(${fields.email}) > ${20}`;
  await db.users.findMany({
    where: {
      OR: [isLong, { NOT: sql`${fields.createdAt} > ${new Date()}` }, { posts: { some: fromIndex`1 = ${1n}` } }],
    },
    orderBy: [sql`lower(${fields.email})`, sql.desc(sql`length(${fields.email})`, "last"), { id: "asc" }],
    include: {
      posts: { where: sql`${db.posts.fields.title} = any(${names})`, orderBy: sql`${db.posts.fields.title}` },
    },
  });
  await db.users.findFirst({ where: isLong, orderBy: sql.asc(isLong) });
  await db.users.count({ where: sql`${fields.role} in (${sql.join(names)})` });
  await db.users.exists({
    where: sql`exists (select 1 from ${db.posts} p where p.${db.posts.fields.authorId} = ${fields.id})`,
  });
  await db.users.updateMany({ where: isLong, data: { isActive: false } });
  await db.users.deleteMany({ where: { AND: isLong } });
}

export async function noFragments(name: string | undefined): Promise<void> {
  // @ts-expect-error SQL is no text
  await db.users.findMany({ where: "1 = 1" });
  // @ts-expect-error nor is an order
  await db.users.findMany({ orderBy: "id" });
  // @ts-expect-error undefined is no value
  touch(sql`${name}`);
  // @ts-expect-error nor is an object
  touch(sql`${{ id: 1 }}`);
  // @ts-expect-error a list is of values; fragments are joined
  touch(sql`${[sql`1`, sql`2`]}`);
  // @ts-expect-error SQL names no row
  await db.users.findUnique({ where: sql`id = 1` });
  // @ts-expect-error what is put beside an order is still found
  await db.users.findMany({ orderBy: { id: "asc", emial: "asc" } });
  // @ts-expect-error and beside a filter
  await db.users.findMany({ where: { AND: [{ emial: "a" }] } });
  // @ts-expect-error a filter is no order
  await db.users.findMany({ orderBy: { AND: [{ id: 1 }] } });
}

export async function rawSql(): Promise<void> {
  const { fields } = db.users;
  const rows = await db.sql`select ${fields.email} from ${db.users} where ${fields.id} = ${1}`;
  expectType<Record<string, unknown>[]>()(rows);
  const User = z.object({ id: z.number(), name: z.string().nullable(), at: z.date().optional() });
  const users = await db.sql(User)`select id, full_name as name from users`;
  expectType<{ id: number; name: string | null; at?: Date | undefined }[]>()(users);
  expectType<number>()(await db.sql.run`delete from ${db.users} where id = ${1}`);
  await db.transaction(async (transaction) => {
    await transaction.sql`select 1`;
  });
  // @ts-expect-error a row is no text before it is checked
  touch(rows[0]!["email"]!.length);
  // @ts-expect-error there is no such column in the schema
  touch(users[0]!.email);
  // @ts-expect-error SQL is no text
  await db.sql("select 1");
  // @ts-expect-error undefined is no value
  await db.sql`select ${undefined}`;
}
