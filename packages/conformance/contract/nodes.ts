import { createClient, type Client, type Query } from "@joinery/runtime";
import fc from "fast-check";
import { compileModels, createTables } from "./create-tables.js";

/** A model with a field of nearly every type, and with relations of every kind to itself and another. */
export const models = `
enum Level {
  LOW
  MIDDLE
  HIGH
}

model Node {
  id       Int       @id
  number   Int?
  exact    BigInt
  text     String?
  flag     Boolean?
  level    Level?
  time     DateTime?
  price    Decimal(30, 2)?
  labels   String[]
  parent   Node?     @relation(inverse: children)
  children Node[]
  tags     Tag[]
}

model Tag {
  id    Int    @id
  name  String
  nodes Node[]
}
`;
const schema = compileModels(models);

export interface Node {
  id: number;
  number: number | null;
  exact: bigint;
  text: string | null;
  flag: boolean | null;
  level: string | null;
  time: Date | null;
  price: string | null;
  labels: string[];
  parentId: number | null;
}

export type Where = Record<string, unknown>;

export interface Nodes {
  findMany(args: object): Query<Node[]>;
  getById(id: number, args: object): Query<Node>;
  createMany(args: { data: readonly Node[] }): Promise<number>;
  count(args: { where: Where }): Promise<number>;
}

/** Few values, so that filters meet rows; letters of both cases, and what patterns and collations get wrong. */
const numbers = fc.constantFrom(-1, 0, 1, 2, 3);
const bigints = fc.constantFrom(-1n, 0n, 2n ** 53n, 2n ** 53n + 1n);
const texts = fc.constantFrom("", "a", "A", "ab", "Ab", "b%", "a_b", "*", "\\", "'", "é");
const times = fc.constantFrom(0, 1, 1_600_000_000_123).map((time) => new Date(time));
const levels = fc.constantFrom("LOW", "MIDDLE", "HIGH");
const prices = fc.constantFrom("0.00", "9.50", "10.00", "1234567890123456789012345678.90", "-1.00");
const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 3 });

/** The rows, as they are in the database. */
export const rows: Node[] = fc
  .sample(
    fc.record({
      number: nullable(numbers),
      exact: bigints,
      text: nullable(texts),
      flag: nullable(fc.boolean()),
      level: nullable(levels),
      time: nullable(times),
      price: nullable(prices),
      labels: fc.array(texts, { maxLength: 3 }),
    }),
    { numRuns: 40, seed: 7 },
  )
  .map((row, index) => ({ ...row, id: index + 1, parentId: index % 4 === 0 ? null : (index >> 1) + 1 }));

export const childrenOf = (node: Node) => rows.filter((row) => row.parentId === node.id);
export const parentOf = (node: Node) => rows.find((row) => row.id === node.parentId);

/** What a filter says, by the words of the documentation: two truth values, and null equal to null alone. */
export function matches(where: Where, node: Node): boolean {
  return Object.entries(where).every(([name, value]) => {
    switch (name) {
      case "AND":
        return [value].flat().every((each) => matches(each as Where, node));
      case "OR":
        return (value as Where[]).some((each) => matches(each, node));
      case "NOT":
        return [value].flat().every((each) => !matches(each as Where, node));
      case "children":
        return Object.entries(value as Where).every(([quantifier, filter]) => {
          const fit = childrenOf(node).map((child) => matches(filter as Where, child));
          if (quantifier === "some") return fit.includes(true);
          return quantifier === "every" ? !fit.includes(false) : !fit.includes(true);
        });
      case "parent": {
        const parent = parentOf(node);
        if (value === null) return parent === undefined;
        return Object.entries(value as Where).every(([quantifier, filter]) => {
          const fits =
            filter === null ? parent === undefined : parent !== undefined && matches(filter as Where, parent);
          return quantifier === "is" ? fits : !fits;
        });
      }
      default:
        return matchesField(value, node[name as keyof Node], name);
    }
  });
}

const key = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime();
  return Array.isArray(value) ? JSON.stringify(value) : value;
};

function compare(left: unknown, right: unknown, field: string): number {
  if (field === "price") return compare(cents(left), cents(right), "");
  const [a, b] = [key(left) as number, key(right) as number];
  // Code points, as the databases of these tests compare them.
  return a < b ? -1 : a > b ? 1 : 0;
}

const cents = (price: unknown) => BigInt((price as string).replace(".", ""));

function matchesField(filter: unknown, value: unknown, field: string): boolean {
  if (typeof filter !== "object" || filter === null || filter instanceof Date || Array.isArray(filter)) {
    return key(filter) === key(value);
  }
  const { mode, ...operators } = filter as Where;
  const fold = (text: unknown) => (mode === "insensitive" && typeof text === "string" ? text.toLowerCase() : key(text));
  const is = (other: unknown) => fold(value) === fold(other);
  const list = value as string[];
  return Object.entries(operators).every(([operator, operand]) => {
    switch (operator) {
      case "equals":
        return is(operand);
      case "not": {
        // A mode holds for every other key of its filter, and so for the filters within.
        const inner =
          typeof operand === "object" && operand !== null && !(operand instanceof Date) ? operand : { equals: operand };
        return !matchesField(mode === undefined ? inner : { mode, ...inner }, value, field);
      }
      case "in":
        return (operand as unknown[]).some(is);
      case "notIn":
        return !(operand as unknown[]).some(is);
      case "isNull":
        return (value === null) === operand;
      case "isEmpty":
        return (list.length === 0) === operand;
      case "has":
        return list.includes(operand as string);
      case "hasSome":
        return (operand as string[]).some((each) => list.includes(each));
      case "hasEvery":
        return (operand as string[]).every((each) => list.includes(each));
    }
    if (value === null) return false;
    switch (operator) {
      case "lt":
        return compare(value, operand, field) < 0;
      case "lte":
        return compare(value, operand, field) <= 0;
      case "gt":
        return compare(value, operand, field) > 0;
      case "gte":
        return compare(value, operand, field) >= 0;
      case "between": {
        const [from, to] = operand as unknown[];
        return compare(value, from, field) >= 0 && compare(value, to, field) <= 0;
      }
      case "contains":
        return (fold(value) as string).includes(fold(operand) as string);
      case "startsWith":
        return (fold(value) as string).startsWith(fold(operand) as string);
      case "endsWith":
        return (fold(value) as string).endsWith(fold(operand) as string);
      default:
        throw new Error(`No meaning for ${operator}`);
    }
  });
}

function equalities(values: fc.Arbitrary<unknown>, isNullable = true): Record<string, fc.Arbitrary<unknown>> {
  const value = isNullable ? nullable(values) : values;
  const list = fc.array(values, { maxLength: 3 });
  return { equals: value, not: value, in: list, notIn: list, ...(isNullable ? { isNull: fc.boolean() } : {}) };
}

function comparisons(values: fc.Arbitrary<unknown>): Record<string, fc.Arbitrary<unknown>> {
  return { lt: values, lte: values, gt: values, gte: values, between: fc.tuple(values, values) };
}

const patterns = { contains: texts, startsWith: texts, endsWith: texts };

/** One or two operators, or a negation of them. */
function operatorsOf(all: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Where> {
  const one = fc.oneof(...Object.entries(all).map(([name, value]) => fc.record({ [name]: value })));
  const some = fc.array(one, { minLength: 1, maxLength: 2 }).map((each) => Object.assign({}, ...each) as Where);
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: some.map((not) => ({ not })) });
}

const textOperators = fc
  .tuple(operatorsOf({ ...equalities(texts), ...comparisons(texts), ...patterns }), fc.boolean())
  // Letters beyond ASCII are folded by one database and not by the other; order has no mode.
  .map(([filter, isInsensitive]) =>
    isInsensitive && !/"(lt|lte|gt|gte|between)"|é/.test(JSON.stringify(filter))
      ? { ...filter, mode: "insensitive" }
      : filter,
  );

const fieldFilters: Record<string, fc.Arbitrary<unknown>> = {
  number: fc.oneof(nullable(numbers), operatorsOf({ ...equalities(numbers), ...comparisons(numbers) })),
  exact: fc.oneof(bigints, operatorsOf({ ...equalities(bigints, false), ...comparisons(bigints) })),
  text: fc.oneof(nullable(texts), textOperators),
  flag: fc.oneof(nullable(fc.boolean()), operatorsOf(equalities(fc.boolean()))),
  level: fc.oneof(nullable(levels), operatorsOf(equalities(levels))),
  time: fc.oneof(nullable(times), operatorsOf({ ...equalities(times), ...comparisons(times) })),
  price: fc.oneof(nullable(prices), operatorsOf({ ...equalities(prices), ...comparisons(prices) })),
  labels: fc.oneof(
    fc.array(texts, { maxLength: 2 }),
    fc.oneof(
      fc.record({ has: texts }),
      fc.record({ hasSome: fc.array(texts, { maxLength: 3 }) }),
      fc.record({ hasEvery: fc.array(texts, { maxLength: 3 }) }),
      fc.record({ isEmpty: fc.boolean() }),
    ),
  ),
};

/** Any filter. */
export const { where } = fc.letrec<{ where: Where }>((tie) => {
  const inner = tie("where");
  const fields = Object.entries(fieldFilters).map(([name, filter]) => fc.record({ [name]: filter }));
  return {
    where: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      ...fields,
      fc.record({ AND: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ OR: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ NOT: fc.oneof(inner, fc.array(inner, { maxLength: 2 })) }),
      fc.tuple(inner, inner).map(([left, right]) => ({ ...left, ...right })),
      fc.record({
        children: fc.oneof(fc.record({ some: inner }), fc.record({ every: inner }), fc.record({ none: inner })),
      }),
      fc.record({
        parent: fc.oneof(
          fc.constant(null),
          fc.record({ is: fc.option(inner) }),
          fc.record({ isNot: fc.option(inner) }),
        ),
      }),
    ),
  };
});

export type NodeClient = Client & {
  readonly nodes: Nodes;
  readonly tags: { createMany(args: object): Promise<number> };
};

/** A client on a database with the rows in it. */
export async function openNodes(url: string): Promise<NodeClient> {
  await createTables(url, schema);
  const db = createClient<NodeClient>({ url, schema, models: {} });
  // Parents come before their children: the key of each is smaller.
  await db.nodes.createMany({ data: rows });
  return db;
}
