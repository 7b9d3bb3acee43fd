import { InvalidArgument, type Client } from "@joinery/runtime";
import { countStatements } from "./count-statements.js";

/** What is wrong with a call: found before any statement is sent. */
export async function refusalOf(db: Client, call: () => PromiseLike<unknown>): Promise<InvalidArgument> {
  const { result, statements } = await countStatements(db, () =>
    Promise.resolve()
      .then(call)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      ),
  );
  expect(result).toBeInstanceOf(InvalidArgument);
  expect(statements).toBe(0);
  return result as InvalidArgument;
}
