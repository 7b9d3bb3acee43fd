import { takeOwnPart, type Model, type QueryDefinition, type Schema, type TableName } from "@joinery/schema";
import { DatabaseError, type Catalog, type Connection, type Dialect, type TableScan } from "@joinery/sql";
import { ddlOf } from "@joinery/sql/ddl";
import { lowerSchema } from "../lower/lower-schema.js";
import { withConnection, type MigrationContext } from "../migration-context.js";
import { stateTables } from "../history/state-schema.js";
import { adviseIndex, findTable, hasIndex, type IndexAdvice } from "./advise-index.js";
import type { QueryProblem, QueryStatement, WholeTable } from "./query-problem.js";
import { listTableUses, type TableUse } from "./table-use.js";

/** From how many rows on a table is large: to read fewer takes a few milliseconds. */
const manyRows = 10_000;

/**
 * Prepares the statements of queries on a database, none of which is run, and says which it refuses, and which read the whole of a large
 * table. One of its tables is large if it has 10,000 rows: they are counted so far. Nothing is said to a database that has no table of the schema.
 *
 * Where a database has the index that helps and reads the table nonetheless, it knows why.
 *
 * @throws DatabaseError where the database cannot be asked
 */
export async function findQueryProblems(
  { dialect, driver }: Pick<MigrationContext, "dialect" | "driver">,
  schema: Schema,
  statements: readonly QueryStatement[],
): Promise<readonly QueryProblem[]> {
  return withConnection({ driver }, async (connection) => {
    const found = await ddlOf(dialect).introspect(connection, { excludeTables: stateTables });
    const wanted = lowerSchema(schema, dialect);
    if (!wanted.tables.some((table) => findTable(found, table))) return [];
    const inspector = new QueryInspector(connection, dialect, schema, { found, wanted });
    const problems = new Map<string, QueryProblem>();
    for (const each of statements) {
      for (const problem of await inspector.inspect(each)) problems.set(identify(problem), problem);
    }
    return [...problems.values()];
  });
}

/** Statements of one query, with one or another parameter null, have the same to say. */
function identify(problem: QueryProblem): string {
  const { query, kind } = problem;
  const more = kind === "refused" ? problem.reason : JSON.stringify([problem.model.name, problem.cause]);
  return `${query.model}.${query.name} ${kind} ${more}`;
}

/** Looks at one statement after the other on one connection, and counts no table twice. */
class QueryInspector {
  readonly #large = new Map<string, boolean>();

  constructor(
    private readonly connection: Connection,
    private readonly dialect: Dialect,
    private readonly schema: Schema,
    private readonly catalogs: { readonly found: Catalog; readonly wanted: Catalog },
  ) {}

  async inspect({ query, nulls, statement, bound }: QueryStatement): Promise<readonly QueryProblem[]> {
    const scans = await this.#explain(bound);
    if (typeof scans === "string") return [{ kind: "refused", query, reason: scans }];
    // Where null is asked for, rows may be few or most.
    if (nulls.size > 0) return [];
    const uses = listTableUses(statement);
    const problems: QueryProblem[] = [];
    for (const scan of scans) {
      const use = uses.get(scan.source);
      if (use === undefined || !readsAll(scan, use)) continue;
      const problem = this.#judge(query, use);
      if (problem !== undefined && (await this.#isLarge(use.table))) problems.push(problem);
    }
    return problems;
  }

  /** How it would come to the rows of its tables; or why it would not. */
  async #explain({ statement, parameters }: QueryStatement["bound"]): Promise<readonly TableScan[] | string> {
    const { explain } = this.dialect;
    try {
      const { rows } = await this.connection.queryUntyped(explain.write(statement), parameters);
      return explain.read(rows).scans;
    } catch (error) {
      if (error instanceof DatabaseError && error.kind === "refused") return error.message;
      throw error;
    }
  }

  #judge(query: QueryDefinition, use: TableUse): WholeTable | undefined {
    const model = this.schema.models.find((each) => isSameTable(each.table, use.table) && each.view === undefined);
    const table = findTable(this.catalogs.found, use.table);
    // What joins two models has all the indexes that it can have.
    if (model === undefined || table === undefined) return undefined;
    const problem = { kind: "whole-table", query, model, rows: manyRows } as const;
    const advice = adviseIndex(use, table);
    if (advice === undefined) {
      // The first few are enough.
      if (use.isLimited && !use.isFiltered) return undefined;
      return { ...problem, cause: { kind: use.isFiltered ? "unindexable" : "unfiltered" } };
    }
    if (hasIndex(table, advice)) return undefined;
    const declared = findTable(this.catalogs.wanted, use.table);
    const isDeclared = declared !== undefined && hasIndex(declared, advice);
    return {
      ...problem,
      cause: { kind: isDeclared ? "undone-index" : "missing-index", index: spellIndex(advice, model) },
    };
  }

  async #isLarge(table: TableName): Promise<boolean> {
    const name = JSON.stringify([table.schema, table.name]);
    let isLarge = this.#large.get(name);
    if (isLarge === undefined) {
      const one = { kind: "literal", value: 1 } as const;
      const { sql } = this.dialect.compile({
        kind: "select",
        columns: [{ expression: { kind: "call", function: "count", arguments: [] }, alias: "rows" }],
        from: {
          kind: "subquery",
          alias: "counted",
          select: {
            kind: "select",
            columns: [{ expression: one, alias: "one" }],
            from: { kind: "table", table, alias: "t" },
            limit: { kind: "literal", value: manyRows },
          },
        },
      });
      const [counted] = await this.connection.queryRaw(sql);
      isLarge = Number(counted!["rows"]) >= manyRows;
      this.#large.set(name, isLarge);
    }
    return isLarge;
  }
}

/** Whether all rows of a table may be looked at: of an index in its order, the first few may be enough. */
function readsAll({ isWhole, index }: TableScan, { isLimited }: TableUse): boolean {
  return isWhole && !(isLimited && index !== undefined);
}

function isSameTable(left: TableName, right: TableName): boolean {
  return left.name === right.name && left.schema === right.schema;
}

/** As it is written in the model. */
function spellIndex({ equal, ordered }: IndexAdvice, model: Model): string {
  const { fields } = takeOwnPart(model);
  const nameOf = (column: string) => fields.find((field) => field.column === column)?.name ?? column;
  const sorted = ordered.map(({ column, direction }) => nameOf(column) + (direction === "desc" ? "(sort: desc)" : ""));
  return `@@index([${[...equal.map(nameOf), ...sorted].join(", ")}])`;
}
