import type { BoundStatement, SqlExpression } from "@joinery/sql";
import { readSql } from "./args/filters/read-sql.js";
import { readObject, refuse } from "./args/refuse.js";
import { withLimits } from "./execute/limits/call-limits.js";
import { explainStatements } from "./execute/explain-statements.js";
import { readRows } from "./execute/read-rows.js";
import type { Engine } from "./execute/engine.js";
import { sendUntyped } from "./execute/send.js";
import { createBinder } from "./plan/binder.js";
import { compileStatement } from "./plan/build-node.js";
import { startDraft } from "./plan/draft.js";
import type { PlanDescription } from "./plan/describe-plan.js";
import { planSql } from "./plan/conditions/plan-sql.js";
import { Query, type Action } from "./query.js";
import { SqlFragment, type SqlValue } from "./sql-fragment.js";
import { readTemplate } from "./sql.js";
import type { CallLimits } from "./types/call-limits.js";
import type { RowSchema } from "./types/row-schema.js";

/** The rows of SQL as plain objects, by the names of their columns. */
export type RawRow = Record<string, unknown>;

/**
 * Runs SQL of your own: a whole statement, of which nothing is known but what the database says. What is put in is a parameter, or a
 * quoted name: `${db.users}` the table, `${db.users.fields.email}` the column (`u.${…}` where the table has an alias).
 */
export interface RawSql {
  /**
   * The rows it gives; none where it gives none. Of a column of a table of the schema the values are those that its field has (an enum's
   * and a value object's as they are stored); of what is computed, what the database has: whole numbers as numbers where those are exact and
   * as bigint beyond, exact decimals as text, and times as Date where it knows them for times.
   */
  (strings: TemplateStringsArray, ...values: readonly SqlValue[]): Query<RawRow[]>;
  /** The same, each row checked by a schema (of Zod, or any other of the Standard Schema), which says what type it has. */
  <Row>(schema: RowSchema<Row>): (strings: TemplateStringsArray, ...values: readonly SqlValue[]) => Query<Row[]>;
  /** For a statement that changes rows: their number. */
  run(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Query<number>;
  /** The same, of which each statement ends with a signal, or after a time. An embedded database cannot stop one that runs already. */
  within(limits: CallLimits): RawSql;
}

/** SQL on a database, or in a transaction. */
export function createRawSql(engine: Engine, limits: CallLimits = {}): RawSql {
  const query = <Answer>(action: Action, strings: TemplateStringsArray, values: readonly SqlValue[]) =>
    new Query<Answer>(withLimits(action, limits), new SqlFragment(readTemplate(strings), values), undefined, engine);
  const all = (first: TemplateStringsArray | RowSchema<unknown>, ...values: readonly SqlValue[]) => {
    if (!isSchema(first))
      return query(
        createAction((result) => result.rows),
        first,
        values,
      );
    const check = createAction((result) => readRows(result.rows, first));
    return (strings: TemplateStringsArray, ...inner: readonly SqlValue[]) => query(check, strings, inner);
  };
  const run = (strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    query(
      createAction((result) => result.count),
      strings,
      values,
    );
  const within = (given: CallLimits) =>
    createRawSql(engine, readObject(given, [], "an object with signal and timeout"));
  return Object.assign(all, { run, within }) as RawSql;
}

function isSchema(value: TemplateStringsArray | RowSchema<unknown>): value is RowSchema<unknown> {
  return (typeof value === "object" || typeof value === "function") && value !== null && "~standard" in value;
}

type Answer = (result: { readonly rows: RawRow[]; readonly count: number }) => unknown;

function createAction(answer: Answer): Action {
  return {
    run(args, _model, engine) {
      const { statement, parameters } = bind(args as SqlFragment, engine);
      const send = (executor: NonNullable<Engine["executor"]>) =>
        sendUntyped(statement, parameters, { engine, executor, operation: "sql" });
      const { executor } = engine;
      return (executor === undefined ? engine.open().then(send) : Promise.resolve(send(executor))).then(answer);
    },
    describe: (args, _model, engine) => describe(bind(args as SqlFragment, engine)),
    explain(args, _model, engine) {
      const bound = bind(args as SqlFragment, engine);
      return explainStatements(describe(bound), [bound], engine);
    },
  };
}

function describe({ statement: { sql } }: BoundStatement): PlanDescription {
  const reason = "SQL of the call's own";
  const steps = [{ model: "", strategy: "root", reason, sql, steps: [] }] as const;
  return { model: "", operation: "sql", statements: 1, steps };
}

/** @throws InvalidArgument for what cannot stand in SQL, or text that is no statement of its own */
function bind(fragment: SqlFragment, { planner }: Engine): BoundStatement {
  const draft = startDraft();
  const sql: SqlExpression = planSql(readSql(fragment, "anything", []), [], "", draft);
  const statement = compileStatement({ kind: "raw", sql }, planner);
  if (statement.sql.trim() === "") refuse([], "There is no statement in this SQL.");
  if (isControl(statement.sql)) {
    refuse(
      [],
      "A transaction is begun and ended by db.transaction: on a connection of the pool it would be somebody else's.",
    );
  }
  return { statement, parameters: createBinder(statement, draft.sources).bindArguments(fragment) };
}

function isControl(sql: string): boolean {
  return /^\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release)\b/i.test(sql);
}
