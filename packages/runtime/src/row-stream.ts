import { joinTransaction } from "./execute/transactions/ambient-transaction.js";
import type { Engine } from "./execute/engine.js";
import type { ExplainedStatement } from "./execute/explain-statements.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { listStatements, type PlanDescription } from "./plan/describe-plan.js";
import { describeStream, explainStream, openStream } from "./stream-rows.js";

/**
 * Rows that are read while they are looped over: `for await (const row of …)`. Nothing is sent before the loop begins; each loop is a run of its
 * own. Leaving it in whatever way (`break`, `return`, an error) closes the cursor and gives the connection back.
 */
export class RowStream<Row> implements AsyncIterable<Row> {
  private readonly args: unknown;
  private readonly model: ModelMetadata;
  private readonly engine: Engine;

  constructor(args: unknown, model: ModelMetadata, engine: Engine) {
    this.args = args;
    this.model = model;
    this.engine = joinTransaction(engine);
  }

  [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    return openStream(this.args, this.model, joinTransaction(this.engine)) as AsyncGenerator<Row, void, undefined>;
  }

  /**
   * How the rows would be read: `statements` is the number for each batch, reading it among them. Sends nothing.
   *
   * @throws InvalidArgument as the loop itself would
   */
  plan(): PlanDescription {
    return describeStream(this.args, this.model, this.engine);
  }

  /** The text of each statement of a batch, in their order. Sends nothing. */
  toSQL(): readonly string[] {
    return listStatements(this.plan().steps).map(({ sql }) => sql);
  }

  /**
   * How the database would run each statement of a batch: as `explain` of any call.
   *
   * @throws InvalidArgument as the loop itself would (as a rejection)
   */
  async explain(): Promise<readonly ExplainedStatement[]> {
    return explainStream(this.args, this.model, this.engine);
  }
}
