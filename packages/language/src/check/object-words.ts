/** What every JavaScript object has: a property of that name would hide or break it. */
export const objectWords: ReadonlySet<string> = new Set([
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "valueOf",
]);
