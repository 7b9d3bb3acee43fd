import type { CompiledStatement } from "./dialect.js";

/** A statement that asks how another would be run, in the words of a database: it takes the same parameters. */
export function writePlanQuestion(words: string, { sql, parameters }: CompiledStatement): CompiledStatement {
  return { sql: `${words} ${sql}`, parameters, output: [], decoders: [], isRead: true, isUntyped: true };
}
