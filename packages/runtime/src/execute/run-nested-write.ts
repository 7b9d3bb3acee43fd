import { readChangedRow, readNewRow } from "../args/read-rows.js";
import type { ValueReader } from "../args/check-value.js";
import { startRowSet } from "../args/row-set.js";
import { isPlain } from "../args/refuse.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { NestedWrite, QueryPlan } from "../plan/query-plan.js";
import type { Engine } from "./engine.js";
import { keyOf } from "./remove-rows.js";
import { sendQuery } from "./send.js";
import { writeSet } from "./write-relation.js";
import { senderOf, type Writer } from "./writer.js";
import type { Encode } from "@joinery/sql";

/** What was written: the key of the row, as plans go on with it; undefined where there was no row to change. */
export type RunWrite = (writer: Omit<Writer, "args" | "operation">) => Promise<unknown>;

/**
 * Reads the data of a call that writes rows of relations, and gives what writes them: so all that can be wrong with them is found before
 * anything is sent.
 *
 * @throws InvalidArgument
 */
export function prepareNestedWrite(plan: QueryPlan, nested: NestedWrite, args: unknown, engine: Engine): RunWrite {
  const { model, operation } = plan;
  const set = startRowSet(model);
  const data = isPlain(args) ? args["data"] : undefined;
  const reader = createValueReader(engine);
  const { target } = nested;
  const place = { path: ["data"] };
  if (target === undefined) {
    const row = readNewRow(data, set, place, reader);
    return async (on) => {
      await writeSet(set, "insert", { ...on, args, operation });
      return keyOf(row.known, model);
    };
  }
  const row = readChangedRow(data, set, place, reader);
  const parameters = target.bind.bindArguments(args);
  return async (on) => {
    const writer = { ...on, args, operation };
    const [found] = await sendQuery(target.statement, parameters, senderOf(writer, model));
    if (found === undefined) return undefined;
    row.known = target.read(found);
    await writeSet(set, "change", writer);
    return keyOf(row.known, model);
  };
}

/** Encoders are made once for a field, which belongs to one database. */
function createValueReader({ planner }: Engine): ValueReader {
  return {
    encoderOf(field, use) {
      const made = encoders[use];
      let encode = made.get(field);
      if (encode === undefined) made.set(field, (encode = planner.dialect.codec.encoder(field.type, use)));
      return encode;
    },
  };
}

const encoders: Readonly<Record<"store" | "compare", WeakMap<FieldMetadata, Encode>>> = {
  store: new WeakMap(),
  compare: new WeakMap(),
};
