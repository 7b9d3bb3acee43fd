import type { Executor, Row } from "@joinery/sql";
import type { Arguments } from "../../args/read-arguments.js";
import { RecordNotFound } from "../../errors/call-errors.js";
import { JoineryError } from "../../errors/joinery-error.js";
import { planPoints, type PointsPlan } from "../../plan/reads/plan-points.js";
import type { QueryPlan } from "../../plan/query-plan.js";
import { currentScope, runInScope, type CallScope } from "../call-scope.js";
import { describeValues } from "../describe-values.js";
import type { Engine } from "../engine.js";
import { holdReads } from "./held-reads.js";
import { bindNode, finishNode, runPlan, sendTogether, type BoundNode } from "../run-plan.js";
import { sendQuery, type Sender } from "../send.js";

/** Calls that differ in nothing but the key of the row that they want. */
interface Gathering {
  readonly plan: QueryPlan;
  readonly points: PointsPlan;
  readonly engine: Engine;
  /** The statement, with all values but the keys. */
  readonly bound: BoundNode;
  readonly values: string;
  /** That of the first call: what is sent for several counts for it. */
  readonly scope: CallScope | undefined;
  readonly calls: PointCall[];
}

interface PointCall {
  readonly args: unknown;
  readonly key: unknown;
  readonly resolve: (row: unknown) => void;
  readonly reject: (error: unknown) => void;
}

let gatherings: Gathering[] = [];

/** By the plan of one such call; null where those cannot be one statement. */
const plansOfMany = new WeakMap<QueryPlan, PointsPlan | null>();

/**
 * Runs a call that names one row together with all others of its shape that are started before this job of the event loop is done (the
 * idea of DataLoader): one statement for all of them. Each gets an object of its own, also where two want the same row.
 *
 * @throws InvalidArgument for a value that is none of its field: it never gets among the others
 */
export function gatherPoint(plan: QueryPlan, args: unknown, engine: Engine): unknown {
  const points = findPoints(plan, args, engine);
  if (points === null) return runPlan(plan, args, engine);
  plan.root!.bind.bindArguments(args);
  const key = readKey(points, args);
  const bound = bindNode(points.node, args);
  const values = describeValues(bound);
  return new Promise((resolve, reject) => {
    const call: PointCall = { args, key, resolve, reject };
    const known = gatherings.find((each) => each.plan === plan && each.engine === engine && each.values === values);
    if (known !== undefined) known.calls.push(call);
    else gatherings.push({ plan, points, engine, bound, values, scope: currentScope(), calls: [call] });
    holdReads(sendGatherings);
  });
}

function findPoints(plan: QueryPlan, args: unknown, { planner }: Engine): PointsPlan | null {
  let points = plansOfMany.get(plan);
  if (points === undefined) {
    points = planPoints(args as Arguments, plan.model, planner) ?? null;
    plansOfMany.set(plan, points);
  }
  return points;
}

/** As it is sent: a value, or a tuple. */
function readKey({ keyPaths }: PointsPlan, args: unknown): unknown {
  type Steps = Readonly<Record<string | number, unknown>>;
  const [first, ...others] = keyPaths.map((path) => path.reduce<unknown>((at, step) => (at as Steps)[step], args));
  return others.length === 0 ? first : [first, ...others];
}

function sendGatherings(): void {
  const all = gatherings;
  gatherings = [];
  for (const gathering of all) {
    runInScope(gathering.scope, () => {
      const { plan, engine, calls } = gathering;
      const [only, second] = calls;
      if (second === undefined) runAlone(only!, plan, engine);
      else void runGathering(gathering);
    });
  }
}

function runAlone({ args, resolve, reject }: PointCall, plan: QueryPlan, engine: Engine): void {
  try {
    resolve(runPlan(plan, args, engine));
  } catch (error) {
    reject(error);
  }
}

/** What belongs to the rows by their key leaves together with them, where the driver can send so. */
async function sendPoints({ points, bound }: Gathering, keys: readonly unknown[], sender: Sender) {
  if (sender.executor.queryAll === undefined || points.companions.length === 0) {
    return { rows: await sendQuery(bound.node.statement, bound.parameters, sender), loaded: undefined };
  }
  const isTuple = points.keyPaths.length > 1;
  const companions = points.companions.map(({ place, ownerKey }) => {
    const batch = bound.batches[place]!;
    const owners = new Map<unknown, unknown>();
    for (const key of keys) {
      const owner = ownerKey.read(isTuple ? (key as Row) : [key]);
      owners.set(ownerKey.identify(owner), owner);
    }
    batch.node.bind.bindKeys(batch.parameters, [...owners.values()]);
    return batch;
  });
  return await sendTogether(bound, companions, sender);
}

async function runGathering(gathering: Gathering): Promise<void> {
  const { plan, points, engine, bound, calls } = gathering;
  const { ownKey } = points;
  const { model, operation } = plan;
  try {
    const wanted = new Map(calls.map(({ key }) => [ownKey.identify(key), key]));
    const keys = [...wanted.values()];
    bound.node.bind.bindKeys(bound.parameters, keys);
    const send = (executor: Executor) => {
      const sender = { engine, executor, model, operation };
      return { sender, sent: sendPoints(gathering, keys, sender) };
    };
    const { executor } = engine;
    const { sender, sent } = executor === undefined ? send(await engine.open()) : send(executor);
    const { rows, loaded } = await sent;
    const byKey = new Map(rows.map((row) => [ownKey.identify(ownKey.read(row)), row]));
    const found: { readonly call: PointCall; readonly row: Row }[] = [];
    const missing: PointCall[] = [];
    for (const call of calls) {
      const row = byKey.get(ownKey.identify(call.key));
      if (row === undefined) missing.push(call);
      else found.push({ call, row });
    }
    const objects = await finishNode(
      bound,
      found.map(({ row }) => row),
      sender,
      loaded,
    );
    found.forEach(({ call }, place) => call.resolve(objects[place]));
    // A database may hold a key to be the same as one that is written otherwise: then a row is there that nobody has.
    const isEachTaken = [...byKey.keys()].every((key) => wanted.has(key));
    for (const call of missing) {
      if (!isEachTaken) runAlone(call, plan, engine);
      else if (plan.answer === "one") call.reject(new RecordNotFound(model.name, operation));
      else call.resolve(null);
    }
  } catch (error) {
    // What the database refuses it refuses to all; what is wrong with one row, to whom it belongs.
    for (const call of calls) {
      if (error instanceof JoineryError) call.reject(error);
      else runAlone(call, plan, engine);
    }
  }
}
