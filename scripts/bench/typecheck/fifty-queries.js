"use strict";

/**
 * One of ten kinds of call, on the model with this number of the synthetic schema, with a use of what it gives: reading
 * and writing, filters of every kind, shapes of every depth.
 *
 * @type {((db: string, number: number) => string)[]}
 */
const kinds = [
  (model, number) => `
  const page${number} = await ${model}.findMany({
    where: { isActive: true, children: { some: { title: { contains: "sql" } } } },
    include: { children: { orderBy: { createdAt: "desc" }, limit: 5, include: { parent: true } } },
    orderBy: { createdAt: "desc" },
    limit: 20,
  });
  page${number}[0]!.children[0]!.parent.email satisfies string;`,
  (model, number) => `
  const selected${number} = await ${model}.findMany({
    select: { id: true, email: true, children: { select: { title: true }, where: { score: { gt: ${number} } } } },
  });
  selected${number}[0]!.children[0]!.title satisfies string;`,
  (model, number) => `
  const first${number} = await ${model}.findFirst({
    where: { OR: [{ email: "a" }, { score: { in: [1, 2] } }], NOT: { role: "ADMIN" } },
  });
  first${number}?.email satisfies string | undefined;`,
  (model, number) => `
  const unique${number} = await ${model}.findUnique({
    where: { id: ${number}, isActive: true },
    include: { owner: { include: { owned: true } } },
  });
  unique${number}?.owner?.owned[0]!.id satisfies number | undefined;`,
  (model, number) => `
  const found${number} = await ${model}.getByEmail("ada@example.com", { include: { children: true } });
  found${number}?.children[0]!.id satisfies number | undefined;`,
  (model, number) => `
  const deep${number} = await ${model}.findMany({
    include: { children: { include: { children: { include: { children: { where: { id: { lt: 3 } } } } } } } },
  });
  deep${number}[0]!.children[0]!.children[0]!.children[0]!.id satisfies number;`,
  (model, number) => `
  const created${number} = await ${model}.create({
    data: { email: "a", score: 1, title: "t", parentId: 3, secret: "s" },
    select: { id: true },
  });
  created${number}.id satisfies number;`,
  (model, number) => `
  const updated${number} = await ${model}.update({ where: { email: "x" }, data: { name: null, score: ${number} } });
  updated${number}.id satisfies number;`,
  (model, number) => `
  const ordered${number} = await ${model}.findMany({
    select: { id: true, secret: true, owner: { select: { id: true, owned: { include: { parent: true } } } } },
    orderBy: [{ owner: { name: { sort: "asc", nulls: "last" } } }, { id: "asc" }],
    offset: 10,
    limit: 10,
  });
  ordered${number}[0]!.owner?.owned[0]!.parent.id satisfies number | undefined;`,
  (model, number) => `
  const count${number} = await ${model}.count({
    where: { parent: { is: { email: { startsWith: "a", mode: "insensitive" } } }, createdAt: { gte: new Date() } },
  });
  count${number} satisfies number;`,
];

/** A module of fifty calls: five of each kind, spread over ten models. */
function writeFiftyQueries() {
  const calls = Array.from({ length: 50 }, (_, number) =>
    kinds[Math.floor(number / 5)]?.(`db.items${number % 10}`, number),
  );
  return `import { connect } from "./generated/client.js";

const db = connect("");

export async function run(): Promise<void> {${calls.join("\n")}
}
`;
}

module.exports = { writeFiftyQueries };
