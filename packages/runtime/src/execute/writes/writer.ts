import type { Executor } from "@joinery/sql";
import type { ModelMetadata } from "../../metadata/metadata.js";
import type { Engine } from "../engine.js";
import type { Sender } from "../send.js";

/** What a write of many rows runs on: one connection, in a transaction. */
export interface Writer {
  readonly engine: Engine;
  readonly executor: Executor;
  /** Of the whole call: filters in it are bound to them. */
  readonly args: unknown;
  readonly operation: string;
}

export function senderOf({ engine, executor, operation }: Writer, model: ModelMetadata): Sender {
  return { engine, executor, operation, model };
}
