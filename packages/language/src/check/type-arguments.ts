import type { ScalarName, ScalarType } from "@joinery/schema";
import type { Argument } from "../ast.js";

/** Characters of `String(n)`: what databases with a limit allow. */
const maxLength = 10_485_760;
/** Digits of `Decimal(p, s)`: the same. */
const maxPrecision = 1000;

type TypeParameters = Pick<ScalarType, "length" | "precision" | "scale">;

interface TypeSignature {
  /** How it is written. */
  readonly expected: string;
  /** The parameters, or undefined when the numbers are not such. */
  readonly read: (numbers: readonly number[]) => TypeParameters | undefined;
}

const plain = { read: (numbers: readonly number[]) => (numbers.length === 0 ? {} : undefined) };

const signatures: Partial<Record<ScalarName, TypeSignature>> = {
  String: {
    expected: `\`String\` or \`String(n)\` with n from 1 to ${maxLength}`,
    read: ([length, ...others]) => {
      if (length === undefined) return {};
      return others.length === 0 && length >= 1 && length <= maxLength ? { length } : undefined;
    },
  },
  Decimal: {
    expected: `\`Decimal(precision, scale)\` with a precision from 1 to ${maxPrecision} and a scale from 0 to the precision`,
    read: ([precision, scale, ...others]) => {
      if (precision === undefined || scale === undefined || others.length > 0) return undefined;
      const fits = precision >= 1 && precision <= maxPrecision && scale >= 0 && scale <= precision;
      return fits ? { precision, scale } : undefined;
    },
  },
};

/** The parameters of a scalar type, or undefined where they are not as {@link describeTypeArguments} says. */
export function readTypeArguments(name: ScalarName, given: readonly Argument[]): TypeParameters | undefined {
  if (given.length === 0) return (signatures[name] ?? plain).read([]);
  const numbers = given.map(({ name: label, value }) =>
    label === undefined && value.kind === "number" && /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined,
  );
  if (numbers.includes(undefined)) return undefined;
  return (signatures[name] ?? plain).read(numbers as number[]);
}

/** How a scalar type is written with its parameters. */
export function describeTypeArguments(name: ScalarName): string {
  return signatures[name]?.expected ?? `\`${name}\``;
}
