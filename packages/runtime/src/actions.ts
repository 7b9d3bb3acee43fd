import type { BoundStatement } from "@joinery/sql";
import { bulkCreate, listBulkInserts } from "./execute/writes/bulk-create.js";
import { acceptLimits } from "./execute/limits/call-limits.js";
import { openCursor } from "./args/read-page.js";
import { refuse } from "./args/refuse.js";
import type { Engine } from "./execute/engine.js";
import { explainPlan } from "./execute/explain-plan.js";
import { explainStatements } from "./execute/explain-statements.js";
import { nameBrokenKeys } from "./execute/writes/find-broken-key.js";
import { gatherPoint } from "./execute/batching/gather-points.js";
import { areReadsHeld } from "./execute/batching/held-reads.js";
import { insertMany, listInserts } from "./execute/writes/insert-many.js";
import { compileRefresh, refreshView } from "./execute/refresh-view.js";
import { bulkUpdate, listBulkUpdates, listUpdates, updateEach } from "./execute/writes/update-each.js";
import { listUpserts, readUpserted, upsertMany } from "./execute/writes/upsert-many.js";
import type { WrittenRows } from "./execute/writes/written-rows.js";
import { runPlan } from "./execute/run-plan.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { bindToLook } from "./plan/bind-to-look.js";
import { listNodes } from "./plan/list-nodes.js";
import { describePlan, type PlanDescription, type PlanStep } from "./plan/describe-plan.js";
import { findPlan } from "./plan/find-plan.js";
import { operations, type Operation } from "./plan/operations.js";
import type { Action } from "./query.js";
import { validating } from "./validation/validating.js";

/** `paginate`, of a cursor that is opened. */
const pages = planned(operations.paginate);

/** What each method of a repository does. */
export const actions = {
  findUnique: naming(operations.findUnique),
  findUniqueOrThrow: naming(operations.findUniqueOrThrow),
  findFirst: planned(operations.findFirst),
  findFirstOrThrow: planned(operations.findFirstOrThrow),
  findMany: planned(operations.findMany),
  getById: naming(operations.getById),
  getAll: planned(operations.getAll),
  paginate: {
    run: (args, model, engine) => pages.run(openCursor(args), model, engine),
    describe: (args, model, engine) => pages.describe(openCursor(args), model, engine),
    explain: (args, model, engine) => pages.explain(openCursor(args), model, engine),
  },
  count: planned(operations.count),
  exists: planned(operations.exists),
  aggregate: planned(operations.aggregate),
  groupBy: planned(operations.groupBy),
  create: validating("create", writing(operations.create), ["data"]),
  update: validating("update", writing(operations.update), ["data"]),
  upsert: validating("upsert", writing(operations.upsert), ["create"], ["update"]),
  updateMany: validating("updateMany", writing(operations.updateMany), ["data"]),
  delete: writing(operations.delete),
  deleteMany: writing(operations.deleteMany),
  createMany: validating("createMany", chunked("createMany", insertMany, listInserts), ["data"]),
  updateEach: validating("updateEach", chunked("updateEach", updateEach, listUpdates), ["changes", "data"]),
  upsertMany: validating(
    "upsertMany",
    chunked("upsertMany", upsertMany, listUpserts, readUpserted),
    ["data"],
    ["update"],
  ),
  bulkCreate: validating("bulkCreate", chunked("bulkCreate", bulkCreate, listBulkInserts), ["data"]),
  bulkUpdate: validating("bulkUpdate", chunked("bulkUpdate", bulkUpdate, listBulkUpdates), ["changes", "data"]),
  refresh: acceptLimits({
    run: refreshView,
    describe(args, model, engine) {
      const statement = compileRefresh(args, model, engine);
      const reason = "the rows that the view keeps are computed anew";
      return {
        model: model.name,
        operation: "refresh",
        statements: statement === undefined ? 0 : 1,
        steps:
          statement === undefined
            ? []
            : [{ model: model.name, strategy: "write", reason, sql: statement.sql, steps: [] }],
      };
    },
    explain(args, model, engine) {
      compileRefresh(args, model, engine);
      refuse([], "A database has no plan for refreshing a view. Explain a query of the view.");
    },
  }),
} satisfies Record<string, Action>;

type ListStatements = (args: unknown, model: ModelMetadata, engine: Engine) => readonly BoundStatement[];

type ReadWritten = (args: unknown, model: ModelMetadata, engine: Engine) => WrittenRows | undefined;

/** A change of many rows, of which each statement takes some; `read` prepares what it gives back of them. */
function chunked(operation: string, run: Action["run"], list: ListStatements, read?: ReadWritten): Action {
  const prepare = (args: unknown, model: ModelMetadata, engine: Engine) => {
    const writes = list(args, model, engine);
    const written = read?.(args, model, engine);
    const reading = written && describePlan(written.plan);
    const reason = "as many rows at a time as pays";
    const steps = writes.map(({ statement: { sql } }): PlanStep => {
      return { model: model.name, strategy: "write", reason, sql, steps: [] };
    });
    const description: PlanDescription = {
      model: model.name,
      operation,
      statements: writes.length + (reading?.statements ?? 0),
      steps: [...steps, ...(reading?.steps ?? [])],
    };
    const reads = written === undefined ? [] : listNodes(written.plan).map((node) => bindToLook(node, written.args));
    return { description, statements: [...writes, ...reads] };
  };
  return nameBrokenKeys(
    acceptLimits({
      run,
      describe: (args, model, engine) => prepare(args, model, engine).description,
      explain(args, model, engine) {
        const { description, statements } = prepare(args, model, engine);
        return explainStatements(description, statements, engine);
      },
    }),
  );
}

/** One that names a row: it may be one of many that do. */
function naming(operation: Operation): Action {
  return acceptLimits({
    run(args, model, engine, hasCompany) {
      const plan = findPlan(operation, model, args, engine);
      return hasCompany === true || areReadsHeld() ? gatherPoint(plan, args, engine) : runPlan(plan, args, engine);
    },
    ...described(operation),
  });
}

function writing(operation: Operation): Action {
  return nameBrokenKeys(planned(operation));
}

/** An action whose plan depends on the shape of its arguments alone. */
function planned(operation: Operation): Action {
  return acceptLimits({
    run: (args, model, engine) => runPlan(findPlan(operation, model, args, engine), args, engine),
    ...described(operation),
  });
}

/** What is told of a call that has a plan. */
function described(operation: Operation): Pick<Action, "describe" | "explain"> {
  return {
    describe: (args, model, engine) => describePlan(findPlan(operation, model, args, engine)),
    explain: (args, model, engine) => explainPlan(findPlan(operation, model, args, engine), args, engine),
  };
}
