import { resolveDialect } from "@joinery/sql";
import { applyRevisions } from "../src/index.js";

/** What a deployer does, in a process of its own that can be killed; tells each statement on standard output. */
async function applyInChild([url = "", folder = ""]: readonly string[]): Promise<void> {
  const dialect = resolveDialect(url);
  const driver = await dialect.open({ url });
  await applyRevisions({
    dialect,
    driver,
    folder,
    onEvent: (event) => {
      if (event.kind === "statement-started") process.stdout.write(`statement ${event.index}\n`);
    },
  });
  await driver.close();
}

void applyInChild(process.argv.slice(2));
