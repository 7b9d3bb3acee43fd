import type { Client } from "@joinery/runtime";

/** Runs `work` and gives what it gave, with the statements that it sent. */
export async function countStatements<Result>(
  db: Client,
  work: () => PromiseLike<Result>,
): Promise<{ result: Result; statements: number }> {
  let statements = 0;
  const stop = db.on("query", () => statements++);
  try {
    return { result: await work(), statements };
  } finally {
    stop();
  }
}
