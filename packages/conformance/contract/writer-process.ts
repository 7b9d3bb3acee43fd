import { createClient } from "@joinery/runtime";
import type { Schema } from "@joinery/schema";
import type { Ledger } from "./ledger.js";

/**
 * A process that writes to a ledger until it has written enough, or is killed: transactions that add one to a counter and say so in an entry, numbered
 * from `first` on. It prints the number of each that was acknowledged.
 */
async function write(url: string, schema: Schema, counter: number, first: number, count: number): Promise<void> {
  const db = createClient<Ledger>({ url, schema, models: {} });
  for (let id = first; id < first + count; id++) {
    await db.transaction(
      async () => {
        const { value } = await db.counters.getById(counter);
        await db.entries.create({ data: { id, counter } });
        await db.counters.update({ where: { id: counter }, data: { value: value + 1 } });
      },
      { isolation: "serializable", retries: 100 },
    );
    process.stdout.write(`${id}\n`);
  }
  await db.dispose();
}

const [url = "", schema = "", ...numbers] = process.argv.slice(2);
const [counter = 0, first = 0, count = 0] = numbers.map(Number);
void write(url, JSON.parse(schema) as Schema, counter, first, count);
