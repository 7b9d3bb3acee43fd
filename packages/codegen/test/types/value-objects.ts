/** What value objects are in types, and what must not compile. Checked under every compiler; never run. */
import { connect } from "../golden/value-objects/expected/client.js";
import type { Address, AddressInput, Settings, SettingsWhere } from "../golden/value-objects/expected/types.js";
import { UserCreateSchema, UserSchema } from "../golden/value-objects/expected/zod/user.js";
import { expectType, touch } from "./expect-type.js";

const db = connect("");
const settings = { tags: ["a"], big: 1n };
const secret = { a: 1 };

export async function read(): Promise<void> {
  const user = await db.users.getById(1);
  expectType<Settings>()(user.settings);
  expectType<Address | null>()(user.home);
  expectType<Address[]>()(user.places);
  expectType<Date>()(user.settings.since);
  expectType<bigint>()(user.settings.big);
  expectType<string | null | undefined>()(user.settings.address?.tree?.bird?.nest?.left && user.settings.nickname);
  // @ts-expect-error not a part
  touch(user.settings.unknown);
  const { places } = await db.users.getById(1, { select: { places: true } });
  expectType<Address[]>()(places);
}

export async function write(): Promise<void> {
  const user = await db.users.create({ data: { id: 1, settings, secret, home: { city: "Bern" } } });
  // What is read can be written.
  await db.users.update({ where: { id: 1 }, data: { settings: user.settings, places: user.places } });
  // @ts-expect-error without a part that has no default
  await db.users.create({ data: { id: 1, settings: { tags: [] }, secret } });
  // @ts-expect-error an unknown part
  await db.users.create({ data: { id: 1, settings: { ...settings, colour: "RED" }, secret } });
  // @ts-expect-error undefined is no value
  await db.users.create({ data: { id: 1, settings: { ...settings, theme: undefined }, secret } });
  // @ts-expect-error an unknown part inside
  await db.users.update({ where: { id: 1 }, data: { settings: { ...settings, address: { town: "Bern" } } } });
  // @ts-expect-error this one is never null
  await db.users.update({ where: { id: 1 }, data: { settings: null } });
  const more: readonly AddressInput[] = [{ city: "Bern", tree: { children: [{ left: null }] } }];
  await db.users.update({ where: { id: 1 }, data: { places: more, home: null } });
}

export async function change(): Promise<void> {
  const where = { id: 1 };
  const address = { update: { city: "Bern", tree: { update: { left: null } } } };
  await db.users.update({ where, data: { settings: { update: { theme: "DARK", tags: ["a"], address } } } });
  await db.users.updateMany({ all: true, data: { home: { update: { city: "Bern" } } } });
  // @ts-expect-error an unknown part
  await db.users.update({ where, data: { settings: { update: { theem: "DARK" } } } });
  // @ts-expect-error an unknown part, further in
  await db.users.update({ where, data: { settings: { update: { address: { update: { town: "Bern" } } } } } });
  // @ts-expect-error no value of the part
  await db.users.update({ where, data: { settings: { update: { theme: 1 } } } });
  // @ts-expect-error a list is changed as one
  await db.users.update({ where, data: { places: { update: { city: "Bern" } } } });
  // @ts-expect-error a new row has nothing to change
  await db.users.create({ data: { id: 1, secret, settings: { update: { theme: "DARK" } } } });
}

export async function filter(): Promise<void> {
  const where: SettingsWhere = {
    theme: "DARK",
    nickname: { contains: "a", mode: "insensitive" },
    tags: { has: "a", isEmpty: false },
    extra: { equals: { a: 1 } },
    themes: null,
    address: { OR: [{ city: "Bern" }, { tree: { left: null } }] },
    former: { some: { city: { in: ["Bern"] } }, none: {} },
  };
  await db.users.findMany({ where: { settings: where, home: null, more: { every: where } } });
  // @ts-expect-error an unknown part
  await db.users.findMany({ where: { settings: { theem: "DARK" } } });
  // @ts-expect-error not of the part's type
  await db.users.findMany({ where: { settings: { big: 1 } } });
  // @ts-expect-error a list in JSON is not compared as a whole
  await db.users.findMany({ where: { settings: { tags: ["a"] } } });
  // @ts-expect-error this one is never null
  await db.users.findMany({ where: { settings: null } });
}

export async function sort(): Promise<void> {
  await db.users.findMany({
    orderBy: [
      { settings: { theme: "asc", address: { city: { sort: "desc", nulls: "last" } } } },
      { home: { city: "asc" } },
    ],
  });
  await db.users.paginate({ limit: 1, orderBy: { id: "asc" } });
  // @ts-expect-error rows are sorted by parts of a value object, not by the whole
  await db.users.findMany({ orderBy: { settings: "asc" } });
  // @ts-expect-error an unknown part
  await db.users.findMany({ orderBy: { settings: { theem: "asc" } } });
  // @ts-expect-error an unknown part inside
  await db.users.findMany({ orderBy: { settings: { address: { town: "asc" } } } });
  // @ts-expect-error no direction
  await db.users.findMany({ orderBy: { settings: { theme: "up" } } });
  // @ts-expect-error a list has no order
  await db.users.findMany({ orderBy: { settings: { tags: "asc" } } });
  // @ts-expect-error JSON has no order
  await db.users.findMany({ orderBy: { settings: { extra: "asc" } } });
  // @ts-expect-error a list of value objects has no order
  await db.users.findMany({ orderBy: { more: { theme: "asc" } } });
}

export function validate(): void {
  const created = UserCreateSchema.parse({});
  void db.users.create({ data: created });
  const read = UserSchema.parse({});
  expectType<Settings>()(read.settings);
  expectType<Address[]>()(read.places);
}
