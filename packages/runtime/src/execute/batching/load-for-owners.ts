import { ValueError, type Executor } from "@joinery/sql";
import { readMembership } from "../../decode/row-kind.js";
import type { FieldMetadata } from "../../metadata/field-metadata.js";
import { modelOf, type Cohort, type LoadedValues } from "./cohort.js";
import type { Engine } from "../engine.js";
import { runBatches, type BoundBatch } from "../run-plan.js";

/** A row that the relation is loaded for: its keys, as if they were a row of the database, and what takes what is loaded. */
interface Owner {
  readonly member: object;
  readonly row: unknown[];
  readonly holder: Record<string, unknown>;
}

/**
 * Loads one relation for all rows of a cohort. What comes is put into objects of their own until all of it is there, so that
 * nobody sees the half of it. A row without a key that could be sent is left out: it must not harm the others.
 */
export function loadForOwners(
  property: string,
  fields: readonly FieldMetadata[],
  batches: readonly BoundBatch[],
  cohort: Cohort,
  engine: Engine,
): LoadedValues | Promise<LoadedValues> {
  const readers = fields.map(({ name }) => {
    const place = cohort.kind.kept.findIndex((field) => field.name === name);
    return place < 0
      ? (member: object) => (member as Record<string, unknown>)[name]
      : (member: object) => readMembership(member)!.kept[place];
  });
  const owners = cohort.members.flatMap((member): Owner | readonly [] => {
    const row = readers.map((read) => read(member));
    return row.every(isSendable) ? { member, row, holder: { [property]: null } } : [];
  });
  const run = (executor: Executor): LoadedValues | Promise<LoadedValues> => {
    const sender = { engine, executor, model: modelOf(cohort), operation: "load" };
    const fill = (some: readonly Owner[]) => {
      const pending = runBatches(
        batches,
        some.map(({ row }) => row),
        some.map(({ holder }) => holder),
        sender,
      );
      const collect = () => new Map(some.map(({ member, holder }) => [member, holder[property]]));
      return pending === undefined ? collect() : pending.then(collect);
    };
    const retry = (error: unknown) => {
      if (!(error instanceof ValueError)) throw error;
      return fill(owners.filter(({ row }) => batches.every((batch) => isEncodable(row, batch))));
    };
    try {
      const loaded = fill(owners);
      return loaded instanceof Promise ? loaded.catch(retry) : loaded;
    } catch (error) {
      return retry(error);
    }
  };
  const { executor } = engine;
  return executor === undefined ? engine.open().then(run) : run(executor);
}

/** The fields of a row are the user's to change, to anything. */
function isSendable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  return value instanceof Date || value instanceof Uint8Array;
}

function isEncodable(row: unknown[], { node, parameters }: BoundBatch): boolean {
  const key = node.ownerKey.read(row);
  try {
    if (key !== undefined) node.bind.bindKeys([...parameters], [key]);
    return true;
  } catch (error) {
    if (error instanceof ValueError) return false;
    throw error;
  }
}
