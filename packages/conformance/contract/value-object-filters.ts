import fc from "fast-check";
import { values, type Address, type Settings, type Where } from "./value-objects.js";

/** What a filter says of a value object, by the words of the documentation: two truth values, and null equal to null alone. */
export function matchesObject(filter: unknown, value: object | null): boolean {
  if (filter === null || value === null) return filter === value;
  return Object.entries(filter as Where).every(([name, asked]) => {
    switch (name) {
      case "AND":
        return [asked].flat().every((each) => matchesObject(each, value));
      case "OR":
        return (asked as Where[]).some((each) => matchesObject(each, value));
      case "NOT":
        return [asked].flat().every((each) => !matchesObject(each, value));
      default:
        return matchesPart(asked, value[name as keyof typeof value], name);
    }
  });
}

const objects = new Set(["settings", "maybe", "filled", "address", "former", "next"]);

function matchesPart(asked: unknown, value: unknown, name: string): boolean {
  if (objects.has(name)) return matchesObject(asked, value as object | null);
  if (Array.isArray(value) && name !== "json") return asked !== null && matchesList(asked as Where, value);
  const isList = ["texts", "others", "lists"].includes(name);
  if (isList) return asked === null;
  return matchesScalar(asked, value, name);
}

function matchesList(asked: Where, list: readonly unknown[]): boolean {
  const isIn = (wanted: unknown) => list.some((element) => same(element, wanted));
  return Object.entries(asked).every(([name, operand]) => {
    switch (name) {
      case "isEmpty":
        return (list.length === 0) === operand;
      case "has":
        return isIn(operand);
      case "hasSome":
        return (operand as unknown[]).some(isIn);
      default: {
        const fit = list.map((element) => matchesObject(operand, element as object));
        return name === "some" ? fit.includes(true) : name === "every" ? !fit.includes(false) : !fit.includes(true);
      }
    }
  });
}

function matchesScalar(asked: unknown, value: unknown, name: string): boolean {
  if (!isOperators(asked)) return same(asked, value);
  return Object.entries(asked).every(([operator, operand]) => {
    switch (operator) {
      case "equals":
        return same(operand, value);
      case "not":
        return isOperators(operand) && name !== "json" ? !matchesScalar(operand, value, name) : !same(operand, value);
      case "in":
        return (operand as unknown[]).some((each) => same(each, value));
      case "notIn":
        return !(operand as unknown[]).some((each) => same(each, value));
      case "isNull":
        return (value === null) === operand;
    }
    if (value === null) return false;
    const text = value as string;
    const order = compare(value, operand, name);
    switch (operator) {
      case "lt":
        return order < 0;
      case "lte":
        return order <= 0;
      case "gt":
        return order > 0;
      case "gte":
        return order >= 0;
      case "contains":
        return text.includes(operand as string);
      case "startsWith":
        return text.startsWith(operand as string);
      case "endsWith":
        return text.endsWith(operand as string);
      default:
        throw new Error(`No meaning for ${operator}`);
    }
  });
}

function isOperators(asked: unknown): asked is Where {
  return (
    typeof asked === "object" &&
    asked !== null &&
    !(asked instanceof Date) &&
    !(asked instanceof Uint8Array) &&
    !Array.isArray(asked)
  );
}

/** A value by what it is, whatever the order of keys. */
function keyOf(value: unknown): string {
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof Uint8Array) return `bytes ${value.join()}`;
  if (typeof value === "bigint") return `bigint ${value}`;
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function same(left: unknown, right: unknown): boolean {
  return keyOf(left) === keyOf(right);
}

function compare(left: unknown, right: unknown, name: string): number {
  if (name === "exact") return compare(cents(left), cents(right), "");
  const [a, b] = [left, right].map((each) => (each instanceof Date ? each.getTime() : each)) as [number, number];
  // Code points, as the databases of these tests compare them.
  return a < b ? -1 : a > b ? 1 : 0;
}

const cents = (price: unknown) => BigInt((price as string).replace(".", ""));

const listOf = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.array(arbitrary, { maxLength: 3 });
const one = (all: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Where> =>
  fc.oneof(...Object.entries(all).map(([name, asked]) => fc.record({ [name]: asked })));

/** What can be asked of a scalar part: a value, one or two operators, or a negation of them. */
function scalar(arbitrary: fc.Arbitrary<unknown>, kind: "equal" | "ordered" | "text", isNullable = true) {
  const own = isNullable ? fc.option(arbitrary, { nil: null, freq: 4 }) : arbitrary;
  const list = listOf(arbitrary);
  const operators = one({
    equals: own,
    not: own,
    in: list,
    notIn: list,
    ...(isNullable ? { isNull: fc.boolean() } : {}),
    ...(kind === "equal" ? {} : { lt: arbitrary, lte: arbitrary, gt: arbitrary, gte: arbitrary }),
    ...(kind === "text" ? { contains: arbitrary, startsWith: arbitrary, endsWith: arbitrary } : {}),
  });
  return fc.oneof(
    own,
    operators,
    operators.map((not) => ({ not })),
  );
}

const elements = (arbitrary: fc.Arbitrary<unknown>) =>
  one({ has: arbitrary, hasSome: listOf(arbitrary), isEmpty: fc.boolean() });
const orNull = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: null, freq: 4 });

/** Filters of a value object, of the parts that are given and of others inside it. */
function objectFilter(parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Where> {
  return fc.letrec<{ where: Where }>((tie) => ({
    where: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      one(parts),
      fc.tuple(one(parts), one(parts)).map(([left, right]) => ({ ...left, ...right })),
      fc.record({ AND: fc.array(tie("where"), { maxLength: 2 }) }),
      fc.record({ OR: fc.array(tie("where"), { maxLength: 2 }) }),
      fc.record({ NOT: fc.oneof(tie("where"), fc.array(tie("where"), { maxLength: 2 })) }),
      fc.constant({}),
    ),
  })).where;
}

const address: fc.Arbitrary<Where> = objectFilter({
  city: scalar(fc.constantFrom("Bern", "Basel", ""), "text", false),
  zip: scalar(fc.constantFrom("3000", "4000", "5"), "text"),
  next: orNull(objectFilter({ zip: scalar(fc.constantFrom("3000", "4000"), "text"), next: fc.constantFrom(null, {}) })),
} satisfies Record<keyof Address, fc.Arbitrary<unknown>>);

const addresses = fc.oneof(
  one({ some: address, every: address, none: address, isEmpty: fc.boolean() }),
  fc.record({ some: address, none: address }),
);

const settings: fc.Arbitrary<Where> = objectFilter({
  int: scalar(values.int, "ordered", false),
  big: scalar(values.big, "ordered"),
  float: scalar(values.float, "ordered"),
  exact: scalar(values.exact, "ordered"),
  flag: scalar(values.flag, "equal"),
  short: scalar(values.short, "text"),
  text: scalar(values.short, "text", false),
  time: scalar(values.time, "ordered"),
  date: scalar(values.date, "ordered"),
  clock: scalar(values.clock, "ordered"),
  uuid: scalar(values.uuid, "ordered"),
  json: one({ equals: orNull(values.json), not: orNull(values.json), isNull: fc.boolean() }),
  bytes: scalar(values.bytes, "equal"),
  theme: scalar(values.theme, "equal", false),
  bigs: elements(values.big),
  texts: orNull(elements(values.short)),
  times: elements(values.time),
  prices: elements(fc.constantFrom("0.00", "9.50", "10.00")),
  floats: elements(values.float),
  themes: elements(values.theme),
  bits: elements(values.bytes),
  flags: elements(values.flag),
  jsons: fc.record({ isEmpty: fc.boolean() }),
  address,
  former: orNull(address),
  places: addresses,
  others: orNull(addresses),
} satisfies Record<keyof Settings, fc.Arbitrary<unknown>>);

/** Any filter of the rows by their value objects. */
export const where: fc.Arbitrary<Where> = objectFilter({
  settings,
  maybe: orNull(settings),
  filled: settings,
  list: addresses,
  lists: orNull(one({ some: settings, every: settings, none: settings, isEmpty: fc.boolean() })),
});
