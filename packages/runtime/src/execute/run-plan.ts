import type { Executor, Row } from "@joinery/sql";
import { refuse } from "../args/refuse.js";
import { RecordNotFound, StaleObject } from "../errors/call-errors.js";
import { countRun } from "../plan/reads/fan-out.js";
import type { BatchNode, PlanNode, QueryPlan, WriteNode } from "../plan/query-plan.js";
import type { Engine } from "./engine.js";
import { Cohort } from "./batching/cohort.js";
import { bindPage, cutPage, describePage, type BoundPage } from "./page.js";
import { collectRoots, growTree, placeBranches } from "./grow-tree.js";
import { sendChange, sendQueries, sendQuery, type Sender } from "./send.js";
import { prepareNestedWrite, type RunWrite } from "./writes/run-nested-write.js";
import { settleAll } from "./settle-all.js";
import { collectOwners, placeChildren } from "./stitch.js";

/**
 * Binds a plan to the arguments of one call and runs it. All that can be wrong with them is found before anything is
 * sent. The answer is there at once where the driver works at once: a turn of the event loop costs as much as a query.
 *
 * @throws JoineryError (thrown or as a rejection)
 */
export function runPlan(plan: QueryPlan, args: unknown, engine: Engine): unknown {
  const bound = bindPlan(plan, args);
  if (plan.needsTransaction) demandTransaction(engine);
  // A statement alone sees one moment by itself.
  if (plan.isOfOneMoment && plan.statements > 1)
    return engine.inSnapshot((executor) => runBound(bound, engine, executor));
  const { executor } = engine;
  const { writes, nested } = plan;
  if (nested !== undefined) return runNested(bound, prepareNestedWrite(plan, nested, args, engine), engine);
  if (writes !== undefined && (plan.root !== undefined || writes.length > 1)) {
    return engine.inTransaction(async (connection) => await runBound(bound, engine, connection));
  }
  return executor === undefined
    ? engine.open().then((opened) => runBound(bound, engine, opened))
    : runBound(bound, engine, executor);
}

/** Writes rows with those of their relations, and reads the one that the call is about. */
function runNested(bound: BoundPlan, write: RunWrite, engine: Engine): Promise<unknown> {
  return engine.inTransaction(async (executor) => {
    const key = await write({ engine, executor });
    const sender: Sender = { engine, executor, model: bound.plan.model, operation: bound.plan.operation };
    if (key === undefined) return pickAnswer(bound, [], sender);
    const { node, parameters } = bound.root!;
    node.bind.bindKeys(parameters, [key]);
    return await pickAnswer(bound, await runNode(bound.root!, sender), sender);
  });
}

/** @throws InvalidArgument for a lock that would end as soon as it is there */
export function demandTransaction(engine: Engine): void {
  if (engine.isTransaction) return;
  refuse(
    ["lock"],
    "A lock lasts as long as its transaction, which here would end with this very call. Make it inside of a transaction: db.transaction(async (transaction) => …).",
  );
}

interface BoundPlan {
  readonly plan: QueryPlan;
  readonly page: BoundPage | undefined;
  readonly root: BoundNode | undefined;
  readonly writes: readonly BoundWrite[];
  readonly staleness: unknown[] | undefined;
}

interface BoundWrite {
  readonly node: WriteNode;
  readonly parameters: unknown[];
}

/** A node with the values of one call; where keys of parents belong there are gaps until they are known. */
export interface BoundNode<Node extends PlanNode = PlanNode> {
  readonly node: Node;
  readonly args: unknown;
  readonly parameters: unknown[];
  readonly batches: readonly BoundBatch[];
}

function bindPlan(plan: QueryPlan, args: unknown): BoundPlan {
  return {
    plan,
    page: plan.page && bindPage(plan.page, args),
    root: plan.root && bindNode(plan.root, args),
    writes: plan.writes?.map((node) => ({ node, parameters: node.bind.bindArguments(args) })) ?? none,
    staleness: plan.staleness?.bind.bindArguments(args),
  };
}

const none: readonly never[] = [];

/** A relation's statement with the values of one call. */
export type BoundBatch = BoundNode<BatchNode>;

/** @throws InvalidArgument for a value that is none of its field */
export function bindNode<Node extends PlanNode>(node: Node, args: unknown): BoundNode<Node> {
  const { batches } = node;
  return {
    node,
    args,
    parameters: node.bind.bindArguments(args),
    batches: batches.length === 0 ? none : batches.map((batch) => bindNode(batch, args)),
  };
}

function runBound(bound: BoundPlan, engine: Engine, executor: Executor): unknown {
  const { plan, root, writes } = bound;
  const sender: Sender = { engine, executor, model: plan.model, operation: plan.operation };
  if (writes.length > 0) {
    const [only, ...others] = writes;
    const isAlone = root === undefined && others.length === 0;
    return isAlone ? sendChange(only!.node.statement, only!.parameters, sender) : runWithWrites(bound, sender);
  }
  if (bound.page !== undefined) return runPage(root!, bound.page, sender);
  const objects = runNode(root!, sender);
  const { learning } = root!.node;
  const answer = (found: readonly unknown[]) => {
    if (learning !== undefined) countRun(learning, found);
    return pickAnswer(bound, found, sender);
  };
  return objects instanceof Promise ? objects.then(answer) : answer(objects);
}

/** What is but the sign that there is more is not loaded any further. */
function runPage(root: BoundNode, page: BoundPage, sender: Sender): unknown {
  const finish = (rows: readonly Row[]) => {
    const kept = cutPage(page, rows);
    const items = finishNode(root, kept, sender);
    const describe = (loaded: readonly unknown[]) => ({ items: loaded, ...describePage(page, rows, kept) });
    return items instanceof Promise ? items.then(describe) : describe(items);
  };
  const rows = sendQuery(root.node.statement, root.parameters, sender);
  return Array.isArray(rows) ? finish(rows) : rows.then(finish);
}

async function runWithWrites(bound: BoundPlan, sender: Sender): Promise<unknown> {
  const { plan, root, writes } = bound;
  if (root === undefined) return (await runWrites(writes, sender)).changes;
  if (plan.isReadFirst) {
    const answer = await pickAnswer(bound, await runNode(root, sender), sender);
    const { changes } = await runWrites(writes, sender);
    // Somebody else was faster.
    if (changes === 0) await refuseMissing(bound, sender);
    return answer;
  }
  const { keys } = await runWrites(writes, sender);
  if (keys.length === 0) return pickAnswer(bound, [], sender);
  root.node.bind.bindKeys(root.parameters, keys);
  return pickAnswer(bound, await runNode(root, sender), sender);
}

/** Runs writes of which each goes on with the keys of the one before: how many rows they change, and the last keys. */
async function runWrites(writes: readonly BoundWrite[], sender: Sender) {
  let keys: readonly unknown[] = none;
  let changes: number | undefined;
  for (const { node, parameters } of writes) {
    const { statement, bind, key } = node;
    bind.bindKeys(parameters, keys);
    if (key !== undefined) keys = (await sendQuery(statement, parameters, sender)).map((row) => key.read(row));
    const changed = key === undefined ? await sendChange(statement, parameters, sender) : keys.length;
    changes ??= changed;
    if (changes === 0) break;
  }
  return { keys, changes: changes ?? 0 };
}

function pickAnswer(bound: BoundPlan, objects: readonly unknown[], sender: Sender): unknown {
  const { answer, operation } = bound.plan;
  switch (answer) {
    case "all":
      return objects;
    case "first":
      return objects[0] ?? null;
    case "one":
      return objects.length === 0 ? refuseMissing(bound, sender) : objects[0];
    case "number":
      return (objects[0] as { value: number }).value;
    case "presence":
      return objects.length > 0;
    case "page":
    case "changes":
      throw new Error(`${operation} has no rows to answer with`);
  }
}

/** @throws StaleObject where the row is there in another version than the call says, else RecordNotFound */
function refuseMissing({ plan, staleness }: BoundPlan, sender: Sender): never | Promise<never> {
  const refuse = (rows: readonly Row[]): never => {
    const Refusal = rows.length > 0 ? StaleObject : RecordNotFound;
    throw new Refusal(plan.model.name, plan.operation);
  };
  if (plan.staleness === undefined) return refuse([]);
  const rows = sendQuery(plan.staleness.statement, staleness!, sender);
  return Array.isArray(rows) ? refuse(rows) : rows.then(refuse);
}

/** Sends what a node reads, and all that belongs to its rows. */
export function runNode(bound: BoundNode, sender: Sender): readonly unknown[] | Promise<readonly unknown[]> {
  if (sender.executor.queryAll !== undefined) {
    const companions = bound.batches.filter(({ node }) => node.isIndependent);
    if (companions.length > 0) return runTogether(bound, companions, sender);
  }
  const rows = sendQuery(bound.node.statement, bound.parameters, sender);
  return Array.isArray(rows) ? finishNode(bound, rows, sender) : rows.then((late) => finishNode(bound, late, sender));
}

async function runTogether(
  bound: BoundNode,
  companions: readonly BoundBatch[],
  sender: Sender,
): Promise<readonly unknown[]> {
  const { rows, loaded } = await sendTogether(bound, companions, sender);
  return finishNode(bound, rows, sender, loaded);
}

/** Rows that came along with those of the parents. */
type LoadedRows = ReadonlyMap<BoundBatch, readonly Row[]>;

/** Sends a statement along with those that need none of its rows: one trip for all of them. */
export async function sendTogether(
  bound: BoundNode,
  companions: readonly BoundBatch[],
  sender: Sender,
): Promise<{ readonly rows: readonly Row[]; readonly loaded: LoadedRows }> {
  const statements = [bound, ...companions].map(({ node, parameters }) => ({ statement: node.statement, parameters }));
  const [rows = [], ...rowsOfCompanions] = await sendQueries(statements, sender);
  return { rows, loaded: new Map(companions.map((companion, index) => [companion, rowsOfCompanions[index]!])) };
}

/** What becomes of the rows of a node, with all that is loaded for them. */
export function finishNode(
  { node, batches }: BoundNode,
  rows: readonly Row[],
  sender: Sender,
  loaded?: LoadedRows,
): readonly unknown[] | Promise<readonly unknown[]> {
  const objects = node.decode(rows, (kind) => new Cohort(kind, sender));
  if (batches.length === 0 || rows.length === 0) return objects;
  const pending = runBatches(batches, rows, objects, sender, loaded);
  return pending === undefined ? objects : pending.then(() => objects);
}

/** Starts all statements of a level. */
export function runBatches(
  batches: readonly BoundBatch[],
  rows: readonly Row[],
  objects: readonly unknown[],
  sender: Sender,
  loaded?: LoadedRows,
): Promise<unknown> | undefined {
  const pending: Promise<unknown>[] = [];
  try {
    for (const batch of batches) {
      const result = runBatch(batch, rows, objects, sender, loaded?.get(batch));
      if (result !== undefined) pending.push(result);
    }
  } catch (error) {
    if (pending.length === 0) throw error;
    pending.push(Promise.reject(error));
  }
  return settleAll(pending);
}

function runBatch(
  bound: BoundBatch,
  parentRows: readonly Row[],
  parents: readonly unknown[],
  sender: Sender,
  loaded: readonly Row[] | undefined,
): Promise<unknown> | undefined {
  const { node, parameters, batches } = bound;
  const { keys, place } = (node.recursion === undefined ? prepareChildren : prepareTrees)(bound, parentRows, parents);
  if (keys.length === 0) return undefined;
  const finish = (found: readonly Row[]) => {
    const { rows, objects } = place(found, (each) => node.decode(each, (kind) => new Cohort(kind, sender)));
    return batches.length === 0 || rows.length === 0 ? undefined : runBatches(batches, rows, objects, sender);
  };
  if (loaded !== undefined) return finish(loaded);
  node.bind.bindKeys(parameters, keys);
  const rows = sendQuery(node.statement, parameters, sender);
  return Array.isArray(rows) ? finish(rows) : rows.then(finish);
}

/** The keys to load by, and what gives the rows that come of them to their parents. */
interface PreparedBatch {
  readonly keys: readonly unknown[];
  readonly place: (
    found: readonly Row[],
    decode: (rows: readonly Row[]) => readonly unknown[],
  ) => { readonly rows: readonly Row[]; readonly objects: readonly unknown[] };
}

function prepareChildren({ node }: BoundBatch, parentRows: readonly Row[], parents: readonly unknown[]): PreparedBatch {
  const owners = collectOwners(node, parentRows, parents);
  return {
    keys: owners.keys,
    place(rows, decode) {
      const objects = decode(rows);
      placeChildren(node, owners, rows, objects);
      return { rows, objects };
    },
  };
}

/** What a recursive relation leads to: trees are grown of it. */
function prepareTrees(
  { node, args }: BoundBatch,
  parentRows: readonly Row[],
  parents: readonly unknown[],
): PreparedBatch {
  const { keys, roots } = collectRoots(node, parentRows, parents);
  return {
    keys,
    place(found, decode) {
      const tree = growTree(node, roots, found, node.recursion!.readDepth(args));
      const objects = decode(tree.rows);
      placeBranches(node, roots, tree, objects);
      return { rows: tree.rows, objects };
    },
  };
}
