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
  // @ts-expect-error filters are of the relations that it is made of
  void db.stamps.findMany({ where: { subject: { letter: { text: "x" } } } });
}
