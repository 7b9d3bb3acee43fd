import { readChangedRow, readNewRow } from "../../args/writes/read-rows.js";
import { checkValue, type ValueReader } from "../../args/writes/check-value.js";
import { copyValues, startRowSet, type RowSet, type Values } from "../../args/writes/row-set.js";
import { isPlain, refuse } from "../../args/refuse.js";
import { planFindRows } from "../../plan/writes/plan-find-rows.js";
import type { KeyPart, NestedWrite, QueryPlan } from "../../plan/query-plan.js";
import { isSameValue } from "../../plan/binder.js";
import type { Engine } from "../engine.js";
import { keyOf } from "./remove-rows.js";
import { sendQuery } from "../send.js";
import { writeSet } from "./write-relation.js";
import { createValueReader } from "./value-reader.js";
import { senderOf, type Writer } from "./writer.js";

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
  const reader = createValueReader(engine);
  const { data, create, update } = args as Readonly<Record<string, unknown>>;
  const { target, key } = nested;
  const created = startRowSet(model);
  const changed = startRowSet(model);
  const newRow =
    target === undefined
      ? readNewRow(data, created, { path: ["data"] }, reader)
      : key && readNewRow(addKey(create, key, args, reader), created, { path: ["create"] }, reader);
  checkFilters(created, args, engine);
  const insert = async (writer: Writer) => {
    await writeSet(created, "insert", writer);
    return keyOf(newRow!.known, model);
  };
  if (target === undefined) return (on) => insert({ ...on, args, operation });
  const row = key
    ? readChangedRow(update, changed, { path: ["update"] }, reader)
    : readChangedRow(data, changed, { path: ["data"] }, reader);
  checkFilters(changed, args, engine);
  const parameters = target.bind.bindArguments(args);
  return async (on) => {
    const writer = { ...on, args, operation };
    const [found] = await sendQuery(target.statement, parameters, senderOf(writer, model));
    if (found === undefined) return newRow === undefined ? undefined : insert(writer);
    row.known = target.read(found);
    await writeSet(changed, "change", writer);
    return keyOf(row.known, model);
  };
}

/** Binds the filters in the data once for nothing: a value in them that is wrong is found before anything is sent. */
function checkFilters({ relations }: RowSet, args: unknown, engine: Engine): void {
  for (const { relation, entries, created, changed } of relations.values()) {
    for (const { filter } of entries) {
      if (filter === undefined) continue;
      const question = { target: relation.target, key: [], owned: relation, filter, wanted: [] };
      planFindRows(question, engine.planner).bind.bindArguments(args);
    }
    checkFilters(created, args, engine);
    checkFilters(changed, args, engine);
  }
}

/** A new row gets the key that it was looked for by. */
function addKey(create: unknown, key: readonly KeyPart[], args: unknown, reader: ValueReader): unknown {
  if (!isPlain(create)) return create;
  const values = copyValues(create);
  for (const { field, path } of key) {
    const value = path.reduce<unknown>((at, step) => (at as Readonly<Values>)[step], args);
    const place = ["create", field.name];
    checkValue(value, reader.encoderOf(field, "store"), path);
    if (Object.hasOwn(create, field.name)) {
      checkValue(create[field.name], reader.encoderOf(field, "store"), place);
      const [given, wanted] = [create[field.name], value].map((each) => reader.encoderOf(field, "store")(each));
      if (!isSameValue(given, wanted)) refuse(place, "A new row has the key that it was looked for by. Leave it out.");
    }
    values[field.name] = value;
  }
  return values;
}
