import { onEveryDialect } from "@joinery/conformance";
import { InvalidArgument } from "@joinery/runtime";
import fc from "fast-check";
import { openAccounts, type AccountsClient } from "./accounts.js";

type Operator = "increment" | "decrement" | "multiply" | "divide";

/** A fraction of whole numbers: exact, whatever is done. */
type Fraction = readonly [above: bigint, below: bigint];

const operators: readonly Operator[] = ["increment", "decrement", "multiply", "divide"];

function compute([a, b]: Fraction, [c, d]: Fraction, operator: Operator): Fraction {
  switch (operator) {
    case "increment":
      return [a * d + c * b, b * d];
    case "decrement":
      return [a * d - c * b, b * d];
    case "multiply":
      return [a * c, b * d];
    case "divide":
      return [a * d, b * c];
  }
}

/** A decimal as a fraction, and a fraction as the nearest decimal of so many digits, half away from zero. */
function readDecimal(text: string): Fraction {
  const [whole = "", fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}

function roundTo([above, below]: Fraction, digits: number): bigint {
  const [a, b] = [above * 10n ** BigInt(digits), below].map((part) => (part < 0n ? -part : part)) as [bigint, bigint];
  const rounded = (2n * a + b) / (2n * b);
  return above < 0n === below < 0n ? rounded : -rounded;
}

function printDecimal(units: bigint, digits: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  return `${units < 0n ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

interface Kind {
  readonly field: string;
  readonly values: fc.Arbitrary<unknown>;
  /** Of a product or a quotient, which may have more digits. */
  readonly factors: fc.Arbitrary<unknown>;
  readonly read: (value: never) => Fraction;
  /** What is stored of the exact result; undefined where that does not fit. */
  readonly store: (result: Fraction) => unknown;
}

function decimalKind(field: string, precision: number, scale: number): Kind {
  const limit = 10n ** BigInt(precision);
  const decimals = (digits: number, most: bigint) =>
    fc.bigInt({ min: -most, max: most }).map((units) => printDecimal(units, digits));
  return {
    field,
    values: fc.oneof(decimals(scale, limit - 1n), decimals(scale, 1000n)),
    factors: fc.oneof(decimals(scale + 3, 10_000n), decimals(1, 100n), decimals(scale, limit - 1n)),
    read: readDecimal,
    store(result) {
      const units = roundTo(result, scale);
      return units < limit && units > -limit ? printDecimal(units, scale) : undefined;
    },
  };
}

function integerKind<Value>(field: string, bits: number, from: (value: bigint) => Value): Kind {
  const most = 2n ** BigInt(bits - 1);
  const values = fc.oneof(fc.bigInt({ min: -most, max: most - 1n }), fc.bigInt({ min: -20n, max: 20n })).map(from);
  return {
    field,
    values,
    factors: values,
    read: (value) => [BigInt(value), 1n],
    store: ([above, below]) => (BigInt.asIntN(bits, above / below) === above / below ? from(above / below) : undefined),
  };
}

const kinds: readonly Kind[] = [
  integerKind("visits", 32, Number),
  integerKind("units", 64, (value) => value),
  decimalKind("price", 10, 2),
  decimalKind("rate", 30, 6),
];

const steps = fc.constantFrom(...kinds).chain(({ field, values, factors, ...kind }) =>
  fc.constantFrom(...operators).chain((operator) =>
    fc.record({
      field: fc.constant(field),
      kind: fc.constant(kind),
      operator: fc.constant(operator),
      value: values,
      operand: operator === "multiply" || operator === "divide" ? factors : values,
      way: fc.constantFrom("update", "nested"),
    }),
  ),
);

onEveryDialect((fixture) => {
  let db: AccountsClient;

  beforeAll(async () => {
    db = await openAccounts(fixture.url);
    await db.owners.create({ data: { id: 1, name: "Ada" } });
    const lists = { labels: [], numbers: [], rates: [], lines: [] };
    await db.accounts.create({ data: { id: 1, ownerId: 1, ...lists } });
  });
  afterAll(() => db.dispose());

  test("a number that is changed is the one that arithmetic gives, or it is refused", async () => {
    const where = { id: 1 };
    await fc.assert(
      fc.asyncProperty(steps, async ({ field, kind, operator, value, operand, way }) => {
        await db.accounts.update({ where, data: { [field]: value } });
        const data = { [field]: { [operator]: operand } };
        const change =
          way === "update"
            ? db.accounts.update({ where, data })
            : db.owners.update({ where, data: { accounts: { update: { where, data } } } });
        const error: unknown = await change.then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const [by] = kind.read(operand as never);
        const isByZero = operator === "divide" && by === 0n;
        const wanted = isByZero
          ? undefined
          : kind.store(compute(kind.read(value as never), kind.read(operand as never), operator));
        expect((await db.accounts.findUniqueOrThrow({ where }))[field]).toEqual(wanted ?? value);
        if (wanted !== undefined) expect(error).toBeUndefined();
        else if (isByZero) expect(error).toBeInstanceOf(InvalidArgument);
        else expect((error as Error).message).toContain("A number is out of the range of its type");
      }),
      { numRuns: 300 },
    );
  });
});
