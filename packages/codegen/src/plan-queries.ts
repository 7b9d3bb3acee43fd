import type { QueryStatement } from "@joinery/runtime";
import type { Schema } from "@joinery/schema";

/** All that the generated queries of a schema send to a database of that dialect, for whoever wants to try it on one. */
export async function planQueries(schema: Schema, dialect: string): Promise<readonly QueryStatement[]> {
  const runtime = await import("@joinery/runtime");
  return runtime.planQueries(schema, dialect);
}
