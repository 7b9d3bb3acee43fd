import { joinTransaction } from "./execute/transactions/ambient-transaction.js";
import { currentScope, runInScope } from "./execute/call-scope.js";
import { findCallSite } from "./execute/call-site.js";
import type { Engine } from "./execute/engine.js";
import type { ExplainedStatement } from "./execute/explain-statements.js";
import { JoineryError } from "./errors/joinery-error.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { listStatements, type PlanDescription } from "./plan/describe-plan.js";

/** What a method of a repository does with its arguments. */
export interface Action {
  /** @param hasCompany whether other calls were made before this one was started: those of one tick, as like as not */
  run(args: unknown, model: ModelMetadata, engine: Engine, hasCompany?: boolean): unknown;
  describe(args: unknown, model: ModelMetadata, engine: Engine): PlanDescription;
  explain(args: unknown, model: ModelMetadata, engine: Engine): Promise<readonly ExplainedStatement[]>;
}

/** How many calls were made so far, over and over. */
let calls = 0;

/**
 * A call that has not been sent: it is a promise that starts when it is awaited (or given to `Promise.all`, or chained),
 * once, and can be asked first how it would be answered.
 */
export class Query<Result> implements Promise<Result> {
  private readonly action: Action;
  private readonly args: unknown;
  private readonly model: ModelMetadata;
  private readonly engine: Engine;
  private readonly number: number;
  /** Known only while somebody counts statements. */
  private readonly site: string | undefined;
  private answer: Promise<Result> | undefined;

  /** @param model none for SQL, whose action asks for none */
  constructor(action: Action, args: unknown, model: ModelMetadata | undefined, engine: Engine) {
    this.action = action;
    this.args = args;
    this.model = model!;
    this.engine = joinTransaction(engine);
    this.number = calls = (calls + 1) & 0x3fffffff;
    this.site = currentScope() === undefined ? undefined : findCallSite();
    this.answer = undefined;
    if (this.engine?.isTransaction) this.engine.calls!.add(this);
  }

  get [Symbol.toStringTag](): string {
    return "Query";
  }

  // oxlint-disable-next-line no-thenable -- what it is for
  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((value: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return (this.answer ??= this.start()).then(onFulfilled, onRejected);
  }

  catch<Rejected = never>(
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Result | Rejected> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Result> {
    return (this.answer ??= this.start()).finally(onFinally);
  }

  /**
   * How the call would be answered: which strategy for each relation and why, and how many statements. Sends nothing.
   *
   * @throws InvalidArgument as the call itself would
   */
  plan(): PlanDescription {
    // One that is only asked need not be awaited.
    this.engine?.calls?.remove(this);
    return this.action.describe(this.args, this.model, this.engine);
  }

  /** The text of each statement that the call would send, in their order. Sends nothing. */
  toSQL(): readonly string[] {
    return listStatements(this.plan().steps).map(({ sql }) => sql);
  }

  /**
   * How the database would run each statement of the call, in their order: asks it, and runs none of them. A statement for the rows of another
   * is planned for ten keys that stand for theirs (for one, where there is one row at most). The plans are those for the values of this
   * call, and may show them: mind that before you write them into a log.
   *
   * @throws InvalidArgument as the call itself would (as a rejection)
   */
  explain(): Promise<readonly ExplainedStatement[]> {
    this.engine?.calls?.remove(this);
    const engine = joinTransaction(this.engine);
    const ask = async () => this.action.explain(this.args, this.model, engine);
    return engine?.isTransaction ? engine.calls!.watch(this, ask()) : ask();
  }

  private start(): Promise<Result> {
    const scope = this.site === undefined ? undefined : currentScope();
    if (scope === undefined) return this.run();
    return runInScope({ ...scope, site: this.site! }, () => this.run());
  }

  private run(): Promise<Result> {
    // Made outside of the transaction that it is awaited in, it joins there.
    const engine = joinTransaction(this.engine);
    const answer = this.runOn(engine);
    if (!engine?.isTransaction) return answer;
    this.engine.calls?.remove(this);
    return engine.calls!.watch(this, answer);
  }

  private runOn(engine: Engine): Promise<Result> {
    try {
      // A promise or a value: `resolve` takes either.
      return Promise.resolve(this.action.run(this.args, this.model, engine, this.number !== calls) as Result);
    } catch (error) {
      return rejectAtCaller(error);
    }
  }
}

/**
 * A query that works at once fails in a job of its own, where the stack no longer knows who awaits it. One reaction later it does: there
 * the error's stack is taken anew. Bugs keep theirs.
 */
function rejectAtCaller(error: unknown): Promise<never> {
  return Promise.resolve().then(() => {
    if (error instanceof JoineryError) Error.captureStackTrace(error);
    throw error;
  });
}
