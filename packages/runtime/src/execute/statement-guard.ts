import { readArguments } from "../args/read-arguments.js";
import { refuse } from "../args/refuse.js";
import { TooManyStatements, type GuardedStatement } from "../errors/call-errors.js";
import { currentScope, runInScope } from "./call-scope.js";
import type { QueryEvents, StartingStatement } from "./query-events.js";

export interface GuardOptions {
  /** How many statements may be sent. */
  readonly maxStatements: number;
  /** What happens to more: they are refused (the default), or all are sent and told of in the client's `log` at the end. */
  readonly mode?: "throw" | "log";
}

/**
 * Runs `work`, and counts the statements that it sends through this client, in whatever function and however late: those of the same
 * asynchronous context, so that requests beside it do not count, and a guard within counts for those around it too. A
 * statement that answers several calls counts once, for the first of them.
 *
 * @throws TooManyStatements (as a rejection) instead of sending one too many, and at the end, should `work` have swallowed it
 */
export async function guardStatements<Result>(
  options: GuardOptions,
  events: QueryEvents,
  log: ((line: string) => void) | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const { maxStatements, mode = "throw" } = checkOptions(options);
  if (mode === "log" && log === undefined)
    refuse(["mode"], 'This needs to know where to write: pass "log" to connect.');
  const guard = new StatementGuard(maxStatements, mode === "throw");
  const remove = events.addGate((statement) => guard.admit(statement));
  try {
    const result = await runInScope({ guards: [...(currentScope()?.guards ?? []), guard] }, work);
    const excess = guard.describeExcess();
    if (excess !== undefined && mode === "throw") throw excess;
    if (excess !== undefined) log!(excess.message);
    return result;
  } finally {
    remove();
  }
}

/** Counts the statements of one piece of work. */
export class StatementGuard {
  readonly #counts = new Map<string, { -readonly [Key in keyof GuardedStatement]: GuardedStatement[Key] }>();
  #total = 0;

  constructor(
    private readonly most: number,
    private readonly isStrict: boolean,
  ) {}

  /** @throws TooManyStatements for one too many */
  admit({ model, operation }: StartingStatement): void {
    const scope = currentScope();
    if (scope?.guards.includes(this) !== true) return;
    const { site } = scope;
    this.#total++;
    const key = `${model ?? ""} ${operation} ${site ?? ""}`;
    const known = this.#counts.get(key);
    if (known !== undefined) known.count++;
    else this.#counts.set(key, { ...(model && { model }), operation, count: 1, ...(site && { site }) });
    const excess = this.isStrict ? this.describeExcess() : undefined;
    if (excess !== undefined) throw excess;
  }

  /** What is wrong, if more was sent than may be, or would have been. */
  describeExcess(): TooManyStatements | undefined {
    return this.#total > this.most ? new TooManyStatements(this.most, [...this.#counts.values()]) : undefined;
  }
}

function checkOptions(options: GuardOptions): GuardOptions {
  const { maxStatements, mode } = readArguments(options, ["maxStatements", "mode"], [], "A guard");
  if (typeof maxStatements !== "number" || !Number.isSafeInteger(maxStatements) || maxStatements < 0) {
    refuse(["maxStatements"], "Expected a number of statements: whole, and not negative.");
  }
  if (mode !== undefined && mode !== "throw" && mode !== "log") refuse(["mode"], 'Expected "throw" or "log".');
  return { maxStatements, ...(mode && { mode }) };
}
