import { resolveDialect } from "@joinery/sql";

/** A process that runs statements, each committed by itself. */
async function execute(url: string, statements: readonly string[]): Promise<void> {
  const driver = await resolveDialect(url).open({ url });
  const connection = await driver.acquire();
  for (const sql of statements) await connection.execute(sql);
  await connection.release();
  await driver.close();
}

const [url = "", ...statements] = process.argv.slice(2);
void execute(url, statements);
