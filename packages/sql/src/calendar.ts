import { ValueError } from "./dialect.js";

/** Whether the day exists in the proleptic Gregorian calendar, in the years 1 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 && isLeapYear(year) ? 29 : daysOfMonth[month - 1]!);
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * Reads `YYYY-MM-DD HH:MM:SS[.f…]` in UTC (any separator, any ending but " BC") by fixed positions, cut to milliseconds.
 * `Date.parse` takes several times as long, and reading dates dominates the decoding of wide rows.
 *
 * @throws ValueError for what a database can hold and this form cannot: infinity, years beyond 9999 and before 1.
 */
export function parseDateTime(text: string): Date {
  const last = text.charCodeAt(text.length - 1);
  if (text.length < 19 || text.charCodeAt(4) !== hyphen || text.charCodeAt(13) !== colon || last === letterC) {
    throw new ValueError("expected a date and time in the years 1 to 9999, and the database holds another");
  }
  const year = readPair(text, 0) * 100 + readPair(text, 2);
  const days = daysSinceEpoch(year, readPair(text, 5), readPair(text, 8));
  const seconds = readPair(text, 11) * 3600 + readPair(text, 14) * 60 + readPair(text, 17);
  return new Date(days * 86_400_000 + seconds * 1000 + readMilliseconds(text));
}

/**
 * Writes an instant of the years 1 to 9999 as ISO 8601 in UTC, of 24 characters. `toISOString` gives the same and takes ten times as
 * long, which is most of the time of inserting rows with dates.
 */
export function formatDateTime(date: Date): string {
  const time = date.getTime();
  const days = Math.floor(time / 86_400_000);
  const rest = time - days * 86_400_000;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  const milliseconds = rest % 1000;
  const clock = `${pairs[hours]}:${pairs[minutes]}:${pairs[seconds]}`;
  return `${formatDay(days)}T${clock}.${Math.floor(milliseconds / 100)}${pairs[milliseconds % 100]}Z`;
}

/** The inverse of {@link daysSinceEpoch}, Howard Hinnant's `civil_from_days`. */
function formatDay(daysSinceEpoch: number): string {
  const shifted = daysSinceEpoch + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pairs[Math.floor(year / 100)]}${pairs[year % 100]}-${pairs[month]}-${pairs[day]}`;
}

const pairs = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));

const hyphen = 45;
const colon = 58;
const point = 46;
const zero = 48;
const letterC = 67;

function readPair(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - zero * 11;
}

/** The fraction after the seconds may have any number of digits, or be absent. */
function readMilliseconds(text: string): number {
  if (text.charCodeAt(19) !== point) return 0;
  let result = 0;
  let at = 20;
  for (let weight = 100; weight >= 1; weight /= 10, at++) {
    const digit = text.charCodeAt(at) - zero;
    if (!(digit >= 0 && digit <= 9)) break;
    result += digit * weight;
  }
  return result;
}

/** Howard Hinnant's `days_from_civil`: years that begin in March make the leap day the last one. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
