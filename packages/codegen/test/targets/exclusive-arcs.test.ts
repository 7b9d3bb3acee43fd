import { StampCreateSchema, StampUpdateSchema } from "../golden/every-relation/expected/zod/stamp.js";

const letter = { subjectLetterSenderId: 1, subjectLetterReceiverId: 2 };
const passport = { subjectPassportNumber: "x" };

test.each<[string, object]>([
  ["a key of several fields", letter],
  ["a key of one", passport],
  ["null for the others", { ...passport, subjectLetterSenderId: null, subjectLetterReceiverId: null }],
  ["one of an arc that may lead nowhere", { ...letter, makerTeamTenantId: 1, makerTeamSlug: "a" }],
])("creates with %s", (_, keys) => {
  expect(StampCreateSchema.parse({ id: 1, ...keys })).toEqual({ id: 1, ...keys });
});

test.each<[string, object, string, string]>([
  ["no key", {}, "subject", "Expected exactly one of letter, passport"],
  ["null alone", { subjectPassportNumber: null }, "subject", "Expected exactly one of letter, passport"],
  ["two keys", { ...letter, ...passport }, "subject", "Expected exactly one of letter, passport"],
  ["half a key", { subjectLetterSenderId: 1 }, "subject", "Expected exactly one of letter, passport"],
  ["a key and half of another", { ...passport, subjectLetterSenderId: 1 }, "subject", "Expected exactly one"],
  ["two makers", { ...letter, makerPersonId: 1, makerCountryCode: "UK" }, "maker", "Expected at most one of team"],
  ["half a maker", { ...letter, makerTeamSlug: "a" }, "maker", "Expected at most one of team, person, country"],
])("creates nothing with %s", (_, keys, arc, message) => {
  const issues = StampCreateSchema.safeParse({ id: 1, ...keys }).error?.issues;
  expect(issues).toHaveLength(1);
  expect(issues?.[0]).toMatchObject({ path: [arc], message: expect.stringContaining(message) });
});

test("changes one key at a time, for the rest is in the row", () => {
  expect(StampUpdateSchema.parse({ subjectPassportNumber: null })).toEqual({ subjectPassportNumber: null });
});
