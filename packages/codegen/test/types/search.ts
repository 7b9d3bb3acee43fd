/** Searches as a user writes them, and those that must not compile. Checked under every compiler; never run. */
import { connect } from "@joinery/generated/kitchen-sink/client.js";
import type { Course } from "@joinery/generated/kitchen-sink/models/course.js";
import { expectType } from "./expect-type.js";

const db = connect("");

export async function read(): Promise<void> {
  expectType<Course[]>()(
    await db.courses.findMany({ where: { search: "sql", id: 1 }, orderBy: { relevance: "desc" } }),
  );
  expectType<number>()(await db.courses.count({ where: { OR: [{ search: "sql" }, { NOT: { search: "sql" } }] } }));
  expectType<Course[]>()(await db.courses.about({ text: "sql" }));
  const courses = { where: { search: "sql" }, orderBy: [{ relevance: "asc" }, { id: "desc" }], limit: 3 } as const;
  const people = await db.people.findMany({ where: { courses: { some: { search: "sql" } } }, include: { courses } });
  expectType<Course[] | undefined>()(people[0]?.courses);
}

export async function refuse(): Promise<void> {
  // @ts-expect-error a search is a text
  await db.courses.findMany({ where: { search: 1 } });
  // @ts-expect-error it has no operators
  await db.courses.findMany({ where: { search: { contains: "sql" } } });
  // @ts-expect-error null is no search
  await db.courses.findMany({ where: { search: null } });
  // @ts-expect-error nothing of it is declared to be searched
  await db.people.findMany({ where: { search: "sql" } });
  // @ts-expect-error nor is that of a relation
  await db.courses.findMany({ where: { students: { some: { search: "sql" } } } });
  // @ts-expect-error what is not searched has no relevance
  await db.people.findMany({ orderBy: { relevance: "desc" } });
  // @ts-expect-error it is never null
  await db.courses.findMany({ where: { search: "sql" }, orderBy: { relevance: { sort: "asc", nulls: "last" } } });
  // @ts-expect-error it is no field
  await db.courses.findMany({ where: { search: "sql" }, select: { relevance: true } });
  // @ts-expect-error the argument of the query
  await db.courses.about({ words: "sql" });
}
