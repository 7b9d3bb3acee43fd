import fc from "fast-check";
import { formatDateTime, isCalendarDay, parseDateTime } from "../src/calendar.js";

const min = new Date("0001-01-01T00:00:00.000Z");
const max = new Date("9999-12-31T23:59:59.999Z");

it("reads an instant as Date.parse does, in the forms of every database", () => {
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      expect(formatDateTime(date)).toBe(iso);
      expect(parseDateTime(iso)).toEqual(date);
      expect(parseDateTime(iso.replace("T", " ").replace(/0*Z$/, "+00").replace(".+", "+"))).toEqual(date);
      expect(parseDateTime(iso.slice(0, 19))).toEqual(new Date(`${iso.slice(0, 19)}Z`));
    }),
  );
});

it("cuts to milliseconds", () => {
  expect(parseDateTime("2024-02-29 12:00:00.123999+00")).toEqual(new Date("2024-02-29T12:00:00.123Z"));
});

it("knows the days of the calendar as Date does", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(13), fc.nat(32), (year, month, day) => {
      const date = new Date(0);
      date.setUTCFullYear(year, month - 1, day);
      const isSame = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      expect(isCalendarDay(year, month, day)).toBe(isSame && year >= 1 && year <= 9999);
    }),
  );
});
