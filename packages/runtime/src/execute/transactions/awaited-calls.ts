import { CallNotAwaited } from "../../errors/connection-errors.js";
import type { PlanDescription } from "../../plan/describe-plan.js";

/** A call as far as it takes part here. */
interface Call {
  plan(): Pick<PlanDescription, "model" | "operation">;
}

/** The calls of one transaction: its callback has to wait for each, or it would commit half of what it was to do. */
export class AwaitedCalls {
  /** Made, and not sent. */
  readonly #waiting = new Set<Call>();
  /** Sent, and not answered. */
  readonly #running = new Set<Call>();

  add(call: Call): void {
    this.#waiting.add(call);
  }

  /** It has been sent, or it was only asked how it would be. */
  remove(call: Call): void {
    this.#waiting.delete(call);
  }

  /** Watches a call that has been sent until it is answered, whatever the answer. */
  watch<Answer>(call: Call, answer: Promise<Answer>): Promise<Answer> {
    this.#running.add(call);
    const finish = () => void this.#running.delete(call);
    answer.then(finish, finish);
    return answer;
  }

  /** @throws CallNotAwaited where the callback was done before a call of it was */
  demandNone(): void {
    const [waiting] = this.#waiting;
    const [running] = this.#running;
    const call = waiting ?? running;
    if (call === undefined) return;
    const more = this.#waiting.size + this.#running.size - 1;
    throw new CallNotAwaited(describe(call), more, waiting !== undefined);
  }
}

function describe(call: Call): string {
  try {
    const { model, operation } = call.plan();
    return model === "" ? operation : `${model}.${operation}`;
  } catch {
    // What is wrong with it, it would have said if it had been sent.
    return "a call";
  }
}
