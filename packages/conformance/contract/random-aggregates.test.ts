import { onEveryDialect } from "@joinery/conformance";
import fc from "fast-check";
import { countStatements } from "./count-statements.js";
import {
  compareSales,
  decimalOf,
  openSales,
  sales,
  saleValues,
  unitsOf,
  type Sale,
  type SaleField,
  type SalesClient,
} from "./sales.js";

const fields = Object.keys(saleValues) as SaleField[];
const numbers = ["quantity", "units", "weight", "price", "total", "rate"] as const;
const scales: Readonly<Record<string, number>> = { price: 2, total: 4, rate: 20 };

type Name = "count" | "countDistinct" | "sum" | "avg" | "min" | "max";

/** What an aggregate is of some rows, by the words of the documentation. */
function compute(name: Name, field: string, rows: readonly Sale[]): unknown {
  const values = rows.map((row) => row[field]).filter((value) => value !== null);
  const kind = field === "units" ? "bigint" : field in scales ? "decimal" : "number";
  switch (name) {
    case "count":
      return values.length;
    case "countDistinct":
      return new Set(values.map((value) => (value instanceof Date ? value.getTime() : value))).size;
    case "min":
    case "max": {
      const sign = name === "min" ? 1 : -1;
      return values.toSorted((a, b) => sign * compareSales(a, b, field))[0] ?? null;
    }
    case "sum":
      if (values.length === 0) return null;
      if (kind === "bigint") return (values as bigint[]).reduce((sum, value) => sum + value, 0n);
      if (kind === "number") return (values as number[]).reduce((sum, value) => sum + value, 0);
      return decimalOf(sumOf(values), scales[field]!);
    case "avg":
      if (values.length === 0) return null;
      if (kind === "bigint")
        return Number((values as bigint[]).reduce((sum, value) => sum + value, 0n)) / values.length;
      if (kind === "number") return (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
      // Sixteen digits, or those of the type; needless zeros are left out.
      return decimalOf(sumOf(values) / BigInt(values.length), Math.max(16, scales[field]!)).replace(/\.?0+$/, "");
  }
}

const sumOf = (values: readonly unknown[]) => (values as string[]).reduce((sum, value) => sum + unitsOf(value), 0n);

/** The order of two values of an aggregate, null being the greatest. */
function compareValues(name: Name, field: string, left: unknown, right: unknown): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (name === "min" || name === "max" || field in scales) {
    return name.startsWith("count") ? (left as number) - (right as number) : compareSales(left, right, field);
  }
  return (left as number) < (right as number) ? -1 : (left as number) > (right as number) ? 1 : 0;
}

const choices = fc.record(
  {
    count: fc.oneof(fc.constant(true), flagsOf(fields)),
    countDistinct: flagsOf(fields),
    sum: flagsOf(numbers),
    avg: flagsOf(numbers),
    min: flagsOf(fields),
    max: flagsOf(fields),
  },
  { requiredKeys: ["count"] },
);

function flagsOf(names: readonly string[]): fc.Arbitrary<Record<string, true>> {
  return fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
    .map((some) => Object.fromEntries(some.map((name) => [name, true as const])));
}

type Choices = Readonly<Partial<Record<Name, true | Readonly<Record<string, true>>>>>;

function evaluate(wanted: Choices, rows: readonly Sale[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, choice]) => [
      name,
      choice === true
        ? rows.length
        : Object.fromEntries(Object.keys(choice).map((field) => [field, compute(name as Name, field, rows)])),
    ]),
  );
}

const where = fc.constantFrom<object | undefined>(
  undefined,
  { id: { lte: 20 } },
  { id: { gt: 1000 } },
  { status: "PAID" },
);
const scope = fc
  .record({ where, withDeleted: fc.boolean() }, { requiredKeys: ["withDeleted"] })
  .map(({ where: filter, withDeleted }) => ({
    ...(filter === undefined ? {} : { where: filter }),
    ...(withDeleted ? { withDeleted } : {}),
  }));

function rowsOf({ where: filter, withDeleted }: { where?: object; withDeleted?: boolean }): readonly Sale[] {
  return sales.filter((row) => {
    if (row.deletedAt !== null && withDeleted !== true) return false;
    if (filter === undefined) return true;
    if ("status" in filter) return row["status"] === "PAID";
    const { lte, gt } = (filter as { id: { lte?: number; gt?: number } }).id;
    return lte === undefined ? row.id > gt! : row.id <= lte;
  });
}

/** A condition on one aggregate: an operand is what some group has, so that groups meet it. */
interface Condition {
  readonly name: Name;
  readonly field: string;
  readonly operator: "equals" | "not" | "in" | "notIn" | "lt" | "lte" | "gt" | "gte" | "isNull";
  readonly isNegated: boolean;
  readonly pick: number;
}

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom<Name>("count", "countDistinct", "sum", "avg", "min", "max")
  .chain((name) =>
    fc.record({
      name: fc.constant(name),
      field: fc.constantFrom(...(name === "sum" || name === "avg" ? numbers : fields)),
      operator: operatorsOf(name),
      isNegated: fc.boolean(),
      pick: fc.nat(),
    }),
  );

function operatorsOf(name: Name) {
  const all = ["equals", "not", "in", "notIn", "lt", "lte", "gt", "gte"] as const;
  return name.startsWith("count") ? fc.constantFrom(...all) : fc.constantFrom(...all, "isNull" as const);
}

/** Operators of the field's type: some types are not compared by size. */
function isAsked({ name, field, operator }: Condition): boolean {
  const isSized = name === "sum" || name === "avg" || name.startsWith("count");
  return isSized || !/^[lg]t/.test(operator) || (field !== "status" && field !== "isPaid");
}

function valueOf({ name, field }: Condition, rows: readonly Sale[]): unknown {
  return name === "count" ? rows.length : compute(name, field, rows);
}

function fits(asked: Condition, operand: unknown, rows: readonly Sale[]): boolean {
  return holds(asked, operand, valueOf(asked, rows)) !== asked.isNegated;
}

function holds({ name, field, operator }: Condition, operand: unknown, value: unknown): boolean {
  if (operator === "isNull") return (value === null) === operand;
  const other = operator === "in" || operator === "notIn" ? (operand as unknown[])[0] : operand;
  const order = compareValues(name, field, value, other);
  if (operator === "equals" || operator === "in") return order === 0;
  if (operator === "not" || operator === "notIn") return order !== 0;
  if (value === null) return false;
  return { lt: order < 0, lte: order <= 0, gt: order > 0, gte: order >= 0 }[operator];
}

function toHaving({ name, field, operator, isNegated }: Condition, operand: unknown): object {
  const filter = { [operator]: operand };
  const asked = name === "count" ? { count: filter } : { [name]: { [field]: filter } };
  return isNegated ? { NOT: asked } : asked;
}

onEveryDialect((fixture) => {
  let db: SalesClient;

  beforeAll(async () => {
    db = await openSales(fixture.url);
  });
  afterAll(() => db.dispose());

  it("computes of any rows what a person would, in one statement", async () => {
    await fc.assert(
      fc.asyncProperty(choices, scope, async (wanted, asked) => {
        const { result, statements } = await countStatements(db, () => db.sales.aggregate({ ...wanted, ...asked }));
        expect(statements).toBe(1);
        expect(result).toStrictEqual(evaluate(wanted, rowsOf(asked)));
      }),
      { numRuns: 200 },
    );
  });

  it("computes the same of each group, of those that are asked for, in their order", async () => {
    const groupings = fc.record({
      by: fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 2 }),
      wanted: choices,
      asked: scope,
      having: fc.option(condition.filter(isAsked), { nil: undefined }),
      order: fc.option(condition, { nil: undefined }),
      direction: fc.constantFrom("asc" as const, "desc" as const),
      page: fc.constantFrom<{ limit?: number; offset?: number }>(
        {},
        { limit: 2 },
        { limit: 3, offset: 1 },
        { offset: 2 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(groupings, async ({ by, wanted, asked, having, order, direction, page }) => {
        const groups = new Map<string, Sale[]>();
        for (const row of rowsOf(asked)) {
          const key = JSON.stringify(
            by.map((field) => row[field]),
            (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value),
          );
          groups.set(key, [...(groups.get(key) ?? []), row]);
        }
        const all = [...groups.values()];
        const operands =
          having === undefined ? [] : all.map((rows) => valueOf(having, rows)).filter((each) => each !== null);
        const found = operands.length === 0 ? undefined : operands[having!.pick % operands.length];
        const operand =
          having?.operator === "isNull" ? having.pick % 2 === 0 : /in$/i.test(having?.operator ?? "") ? [found] : found;
        const isFiltered = having !== undefined && (found !== undefined || having.operator === "isNull");
        const kept = isFiltered ? all.filter((rows) => fits(having, operand, rows)) : all;
        const sign = direction === "asc" ? 1 : -1;
        kept.sort((left, right) => {
          const first =
            order === undefined
              ? 0
              : sign * compareValues(order.name, order.field, valueOf(order, left), valueOf(order, right));
          if (first !== 0) return first;
          for (const field of by) {
            const difference = compareValues("min", field, left[0]![field], right[0]![field]);
            if (difference !== 0) return difference;
          }
          return 0;
        });
        const { offset = 0, limit = Infinity } = page;
        const expected = kept.slice(offset, offset + limit).map((rows) => ({
          ...Object.fromEntries(by.map((field) => [field, rows[0]![field]])),
          ...evaluate(wanted, rows),
        }));
        const orderTerm =
          order && (order.name === "count" ? { count: direction } : { [order.name]: { [order.field]: direction } });
        const result = await db.sales.groupBy({
          by,
          ...wanted,
          ...asked,
          ...page,
          ...(isFiltered ? { having: toHaving(having, operand) } : {}),
          orderBy: [...(orderTerm ? [orderTerm] : []), ...by.map((field) => ({ [field]: "asc" }))],
        });
        expect(result).toStrictEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
