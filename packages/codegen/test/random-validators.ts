import type { ScalarName, Validator } from "@joinery/schema";
import fc from "fast-check";

const whole = fc.constantFrom(-12, 0, 5, 2147483647);
const bounds: { readonly [Name in ScalarName]?: fc.Arbitrary<number | string> } = {
  Int: whole,
  BigInt: fc.constantFrom("-12", "9007199254740993"),
  Float: fc.oneof(whole, fc.constantFrom(-0.5, 1e21, 1e-7)),
  Decimal: fc.constantFrom("-12.5", "9007199254740993.25"),
  DateTime: fc.constantFrom("1899-12-31T22:00:00.000Z"),
  Date: fc.constantFrom("1900-01-01"),
  Time: fc.constantFrom("21:30:00.000"),
};

const length = fc.nat(1000);
const demandsOnText: readonly fc.Arbitrary<Validator>[] = [
  fc.constantFrom<Validator>({ kind: "trim" }),
  fc.constantFrom<Validator>({ kind: "email" }, { kind: "url" }, { kind: "nonEmpty" }),
  fc.oneof(
    fc.record({ kind: fc.constant("length" as const), min: length }),
    fc.record({ kind: fc.constant("length" as const), max: length }),
    fc.record({ kind: fc.constant("length" as const), min: length, max: length }),
  ),
  // Short and longer than a line.
  fc.stringMatching(/^[a-z"'/\d]{1,140}$/).map((pattern) => ({ kind: "regex", pattern })),
];

/** What may be demanded of a field of the type, in a checked schema: no two of a kind, none at all of many types. */
export function randomValidators(type: ScalarName): fc.Arbitrary<readonly Validator[]> {
  const bound = bounds[type];
  if (bound !== undefined) {
    return pickSome([bound.map((value) => ({ kind: "min", value })), bound.map((value) => ({ kind: "max", value }))]);
  }
  return type === "String" || type === "Text" ? pickSome(demandsOnText) : fc.constant([]);
}

function pickSome(each: readonly fc.Arbitrary<Validator>[]): fc.Arbitrary<readonly Validator[]> {
  return fc.tuple(...each.map((one) => fc.option(one))).map((picked) => picked.filter((one) => one !== null));
}
