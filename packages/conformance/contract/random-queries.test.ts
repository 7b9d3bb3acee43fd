import { onEveryDialect } from "@joinery/conformance";
import type { Query } from "@joinery/runtime";
import fc from "fast-check";
import { generateClient, type GeneratedClient } from "./generate-client.js";
import { matches, models, openNodes, rows, where, type Node, type NodeClient, type Where } from "./nodes.js";

/** How many queries; all of them are written into one schema, which is generated once. */
const count = 150;

const types: Readonly<Record<string, string>> = {
  number: "Int",
  exact: "BigInt",
  text: "String",
  flag: "Boolean",
  level: "Level",
  time: "DateTime",
  price: "Decimal(30, 2)",
  labels: "String",
};

/** A filter as a query would say it, some of its values given by parameters. */
interface Written {
  readonly text: string;
  /** `$p0: Int?` and so on. */
  readonly parameters: string[];
  readonly values: Record<string, unknown>;
}

function writeQuery(filter: Where, isGiven: readonly boolean[]): Written {
  const parameters: string[] = [];
  const values: Record<string, unknown> = {};
  let decisions = 0;
  const decide = () => isGiven[decisions++ % isGiven.length]!;

  function write(value: Where): string {
    const entries = Object.entries(value).map(([name, each]) => `${name}: ${writeMember(name, each)}`);
    return `{ ${entries.join(", ")} }`;
  }
  function writeMember(name: string, value: unknown): string {
    if (name === "AND" || name === "OR" || name === "NOT") {
      return Array.isArray(value) ? `[${value.map((each) => write(each as Where)).join(", ")}]` : write(value as Where);
    }
    if (name !== "children" && name !== "parent") return writeField(name, value);
    if (value === null) return "null";
    const quantifiers = Object.entries(value as Where).map(
      ([quantifier, inner]) => `${quantifier}: ${inner === null ? "null" : write(inner as Where)}`,
    );
    return `{ ${quantifiers.join(", ")} }`;
  }
  function writeField(name: string, filter: unknown): string {
    if (!isFilter(filter)) return writeValue(name, filter);
    const operators = Object.entries(filter).map(([operator, operand]) => {
      if (operator === "mode") return "mode: insensitive";
      if (operator === "isNull" || operator === "isEmpty") return `${operator}: ${String(operand)}`;
      if (operator === "not" && isFilter(operand)) return `not: ${writeField(name, operand)}`;
      return `${operator}: ${writeValue(name, operand, operator === "between")}`;
    });
    return `{ ${operators.join(", ")} }`;
  }
  function writeValue(name: string, value: unknown, isPair = false): string {
    if (!isPair && decide()) {
      const parameter = `p${parameters.length}`;
      parameters.push(`$${parameter}: ${types[name]!}${Array.isArray(value) ? "[]" : ""}${value === null ? "?" : ""}`);
      values[parameter] = value;
      return `$${parameter}`;
    }
    return Array.isArray(value)
      ? `[${value.map((each) => writeValue(name, each)).join(", ")}]`
      : writeLiteral(name, value);
  }
  return { text: write(filter), parameters, values };
}

function isFilter(value: unknown): value is Where {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function writeLiteral(name: string, value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  return typeof value === "string" && types[name] === "String" ? JSON.stringify(value) : String(value);
}

const samples = fc
  .sample(fc.tuple(where, fc.array(fc.boolean(), { minLength: 1, maxLength: 7 })), { numRuns: count, seed: 11 })
  .map(([filter, isGiven]) => ({ filter, ...writeQuery(filter, isGiven) }));

const queries = samples.map(
  ({ text, parameters }, index) =>
    `query Node.query${index}${parameters.length === 0 ? "" : `(${parameters.join(", ")})`} {\n  where ${text}\n  orderBy { id: asc }\n}\n`,
);

type Named = Readonly<Record<string, (args?: object) => Query<Node[]>>>;

onEveryDialect((fixture) => {
  let plain: NodeClient;
  let generated: GeneratedClient<{ readonly nodes: Named; dispose(): Promise<void> }>;
  let db: ReturnType<typeof generated.connect>;

  beforeAll(async () => {
    plain = await openNodes(fixture.url);
    generated = await generateClient(models + queries.join("\n"));
    db = generated.connect(fixture.url);
  });
  afterAll(async () => {
    await Promise.all([plain.dispose(), db.dispose()]);
    generated.remove();
  });

  it("gives what findMany gives with the same arguments, by the same statements", async () => {
    expect(samples.filter(({ parameters }) => parameters.length > 1).length).toBeGreaterThan(count / 10);
    for (const [index, { filter, values }] of samples.entries()) {
      const named = db.nodes[`query${index}`]!(values);
      const called = plain.nodes.findMany({ where: filter, orderBy: { id: "asc" } });
      expect({ index, sql: named.toSQL() }).toEqual({ index, sql: called.toSQL() });
      const found = (await named).map((node) => node.id);
      expect({ index, found }).toEqual({ index, found: (await called).map((node) => node.id) });
      expect({ index, found }).toEqual({
        index,
        found: rows.filter((node) => matches(filter, node)).map((node) => node.id),
      });
    }
  });
});
