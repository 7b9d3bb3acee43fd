import { onEveryDialect } from "@joinery/conformance";
import { resolveDialect } from "@joinery/sql";
import { createProject, type Project } from "../run-joinery.js";

const models = (orderIndexes = "", lineIndexes = "") => `model Customer {
  id     Int     @id
  email  String  @unique
  name   String
  orders Order[]
}

model Order {
  id       Int      @id
  customer Customer
  status   String
  total    Int
  placed   Int
  note     String?
  lines    Line[]
${orderIndexes}}

model Line {
  id      Int   @id
  orderId Int
  order   Order @relation(fields: [orderId], references: [id])
  amount  Int
${lineIndexes}}

model Setting {
  name  String @id
  value String
}
`;

/** Each with what is to be said of it; nothing, where an index finds what it asks, or few rows are enough. */
const queries: Readonly<Record<string, readonly [text: string, message?: string]>> = {
  open: [
    `query Order.open($customer: Int, $note: String?) {
  where   { status: "OPEN", note: { not: $note }, placed: { gte: $customer } }
  orderBy { placed: desc }
  limit   20
}`,
    "Add `@@index([status, placed(sort: desc)])` to `Order`.",
  ],
  newest: [
    "query Order.newest {\n  orderBy { placed: desc }\n  limit   10\n}",
    "Add `@@index([placed(sort: desc)])` to `Order`.",
  ],
  above: [
    "query Order.above($total: Int) {\n  where { OR: [{ total: $total }], total: { gt: $total } }\n}",
    "Add `@@index([total])` to `Order`.",
  ],
  biggest: [
    "query Customer.biggest($id: Int) {\n  where   { id: $id }\n  include { orders: { where: { lines: { some: { amount: { gt: 5 } } } } } }\n}",
    "Add `@@index([amount])` to `Line`.",
  ],
  amounts: [
    "query Line.amounts($list: Int[]) {\n  where { amount: { in: $list } }\n}",
    "Add `@@index([amount])` to `Line`.",
  ],
  noted: [
    "query Order.noted($word: String) {\n  where { note: { contains: $word } }\n}",
    "by nothing that it asks could an index find them.",
  ],
  everything: ["query Order.everything {\n  include { customer: true }\n}", "it asks for all. Give it a `limit`."],
  silent: ["query Order.silent { // joinery-ignore check/full-scan -- an export\n  orderBy { id: asc }\n}"],
  byKey: [
    "query Order.byKey($id: Int) {\n  where   { id: $id }\n  include { lines: true, customer: true }\n}",
    "Add `@@index([orderId])` to `Line`.",
  ],
  byEmail: ["query Customer.byEmail($email: String) {\n  where { email: $email }\n}"],
  some: ["query Order.some {\n  limit 10\n}"],
  byId: ["query Order.byId {\n  orderBy { id: desc }\n  limit   10\n}"],
  setting: ["query Setting.valued($value: String) {\n  where { value: $value }\n}"],
};
const text = Object.values(queries)
  .map(([query]) => query)
  .join("\n\n");

/** The same rows on every database: 12,000 of each large table. */
const rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 12000)";
const fill = [
  `${rows} insert into customers (id, email, name) select i, 'mail' || i, 'name' || i from n`,
  `${rows} insert into orders (id, customer_id, status, total, placed) select i, i, 'S' || (i % 50), i % 700, i from n`,
  `${rows} insert into lines (id, order_id, amount) select i, i, i % 900 from n`,
  "insert into settings (name, value) values ('a', 'b')",
  "analyze",
];

onEveryDialect((fixture) => {
  let project: Project;

  async function execute(...statements: string[]): Promise<void> {
    const driver = await resolveDialect(fixture.url).open({ url: fixture.url });
    const connection = await driver.acquire();
    for (const sql of statements) await connection.execute(sql);
    await connection.release();
    await driver.close();
  }

  async function check() {
    const report = await project.runJson("check", "--database");
    const told = report.diagnostics.map(({ code, message, start }) => ({
      code,
      message: String(message),
      line: (start as { readonly line: number }).line,
    }));
    return { report, told };
  }

  const lineOf = (name: string) => (models() + text).split("\n").findIndex((line) => line.includes(`.${name}`)) + 1;

  beforeAll(async () => {
    project = createProject({
      "joinery.config.json": "{}",
      ".env": `DATABASE_URL=${fixture.url}\n`,
      "schema/shop.model": `${models()}${text}\n`,
    });
  });

  it("says nothing to a database that has no table yet", async () => {
    expect((await check()).told).toEqual([]);
  });

  it("says nothing of tables that are small", async () => {
    expect((await project.run("db", "push")).code).toBe(0);
    expect((await check()).told).toEqual([]);
  });

  it("warns of each query that reads all of a large table, and names the index that it lacks", async () => {
    await execute(...fill);
    const { report, told } = await check();
    expect(report.ok).toBe(true);
    const expected = Object.entries(queries).flatMap(([name, [, message]]) =>
      message === undefined
        ? []
        : [
            {
              code: message.startsWith("Add") ? "check/missing-index" : "check/full-scan",
              message: expect.stringContaining(message),
              line: lineOf(name),
            },
          ],
    );
    expect(told).toEqual(expected);
    expect((await project.run("check", "--database", "--strict")).code).toBe(1);
  });

  it("warns no more once the named indexes are there, and until then says that they are not", async () => {
    const { told } = await check();
    const named = told.flatMap(({ message }) => /Add `(.*)` to `(.*)`/.exec(message) ?? []);
    const indexesOf = (model: string) =>
      named.flatMap((name, at) => (named[at + 1] === model && name.startsWith("@@") ? [`  ${name}\n`] : []));
    const unique = (lines: readonly string[]) => [...new Set(lines)].join("");
    const mended = models(unique(indexesOf("Order")), unique(indexesOf("Line")));
    project.write({ "schema/shop.model": `${mended}${text}\n` });
    for (const { message } of (await check()).told) {
      expect(message).toMatch(/is in the schema: migrate the database|could an index find|asks for all/);
    }
    expect((await project.run("db", "push")).code).toBe(0);
    await execute("analyze");
    expect((await check()).told.map(({ code }) => code)).toEqual(["check/full-scan", "check/full-scan"]);
  });

  it("is an error where the database is behind", async () => {
    project.write({ "schema/shop.model": `${models("  sum Int\n")}query Order.late {\n  where { sum: 1 }\n}\n` });
    const { report, told } = await check();
    expect(report.ok).toBe(false);
    expect(told).toEqual([
      {
        code: "check/refused-query",
        message: expect.stringMatching(/no such column: t0.sum|column t0.sum does not/),
        line: 30,
      },
    ]);
  });
});
