/** What reading an exclusive arc must give, and what must not compile. Checked under every compiler; never run. */
import { connect } from "../golden/every-relation/expected/client.js";
import { Letter } from "../golden/every-relation/expected/models/letter.js";
import type { Passport } from "../golden/every-relation/expected/models/passport.js";
import type { Country } from "../golden/every-relation/expected/models/country.js";
import type { Person } from "../golden/every-relation/expected/models/person.js";
import type { Team } from "../golden/every-relation/expected/models/team.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");

export async function included(): Promise<void> {
  const stamp = await db.stamps.getById(1, { include: { subject: true, maker: true } });
  expectType<Letter | Passport>()(stamp.subject);
  expectType<Team | Person | Country | null>()(stamp.maker);
  if (stamp.subject instanceof Letter) expectType<string>()(stamp.subject.text);
  else expectType<string>()(stamp.subject.number);
  // @ts-expect-error not both have it
  touch(stamp.subject.text);
  // @ts-expect-error it may lead nowhere
  touch(stamp.maker.id);
  // @ts-expect-error what it is made of was not loaded
  touch(stamp.subjectLetter);
  const bare = await db.stamps.getById(1);
  // @ts-expect-error it was not loaded
  touch(bare.subject);
}

export async function each(): Promise<void> {
  const [stamp] = await db.stamps.findMany({
    include: {
      subject: {
        letter: { select: { text: true, sender: { include: { country: true } } } },
        passport: { load: "batch", include: { owner: true } },
      },
      maker: { person: { select: { id: true } }, team: true },
    },
  });
  expectType<{ text: string; sender: Person & { country: Country } } | (Passport & { owner: Person }) | undefined>()(
    stamp?.subject,
  );
  expectType<Team | { id: number } | Country | null | undefined>()(stamp?.maker);
}

export async function selected(wanted: boolean): Promise<void> {
  const row = await db.stamps.getById(1, { select: { id: true, subject: true, maker: false } });
  expectType<{ id: number; subject: Letter | Passport }>()(row);
  const perhaps = await db.stamps.getById(1, { include: { subject: wanted } });
  expectType<Letter | Passport | undefined>()(perhaps.subject);
}

export function refused(): void {
  // @ts-expect-error it leads to no such model
  void db.stamps.findMany({ include: { subject: { person: true } } });
  // @ts-expect-error whatever it leads to is loaded
  void db.stamps.findMany({ include: { subject: { letter: false } } });
  // @ts-expect-error one row has no limit
  void db.stamps.findMany({ include: { subject: { letter: { limit: 1 } } } });
}

export async function filtered(): Promise<void> {
  await db.stamps.findMany({ where: { subject: { letter: { text: { contains: "x" } }, passport: {} } } });
  await db.stamps.findMany({ where: { subject: { is: { letter: { sender: { is: { id: 1 } } } } } } });
  await db.stamps.count({ where: { maker: null } });
  await db.stamps.count({ where: { maker: { isNot: null } } });
  await db.stamps.count({
    where: { OR: [{ maker: { team: {}, isNot: { team: { name: "a" } } } }, { maker: { is: null } }] },
  });
}

export function refusedFilters(): void {
  // @ts-expect-error it leads to no such model
  void db.stamps.findMany({ where: { subject: { person: {} } } });
  // @ts-expect-error it leads to no such model
  void db.stamps.findMany({ where: { subject: { isNot: { person: {} } } } });
  // @ts-expect-error a letter has no such field
  void db.stamps.findMany({ where: { subject: { letter: { number: "x" } } } });
  // @ts-expect-error a letter has no such field
  void db.stamps.findMany({ where: { subject: { is: { letter: { number: "x" } } } } });
  // @ts-expect-error it always leads somewhere
  void db.stamps.findMany({ where: { subject: null } });
  // @ts-expect-error it always leads somewhere
  void db.stamps.findMany({ where: { subject: { isNot: null } } });
  // @ts-expect-error what a model must fit is a filter
  void db.stamps.findMany({ where: { maker: { team: null } } });
}
