import type { Capabilities, RowLock } from "@joinery/sql";
import type { ModelMetadata } from "../metadata/metadata.js";
import { readFlag, type Arguments } from "./read-arguments.js";
import { refuse } from "./refuse.js";

/** The arguments about locks, of calls that may have them. */
export const lockNames = ["lock", "skipLocked", "noWait"];

export const lockStrengths = ["update", "no key update", "share", "key share"] as const satisfies RowLock["strength"][];

/** What a call locks of the rows that it reads, without the sources; undefined for one that locks nothing. */
export function readLock(
  args: Arguments,
  { name, view }: ModelMetadata,
  { hasRowLocks }: Capabilities,
): Omit<RowLock, "sources"> | undefined {
  const { lock } = args;
  const isSkipping = readFlag(args, "skipLocked", []);
  const isFailing = readFlag(args, "noWait", []);
  if (lock === undefined) {
    if (isSkipping || isFailing) refuse([isSkipping ? "skipLocked" : "noWait"], "This says how to lock: say lock too.");
    return undefined;
  }
  const strength = lockStrengths.find((known) => known === lock);
  if (strength === undefined)
    refuse(["lock"], `Expected one of ${lockStrengths.map((each) => `"${each}"`).join(", ")}.`);
  if (isSkipping && isFailing)
    refuse(["noWait"], "Say either skipLocked or noWait: what is left out is not waited for.");
  if (view !== undefined) refuse(["lock"], `${name} is a view: lock the rows of the models that it reads.`);
  if (!hasRowLocks) {
    refuse(
      ["lock"],
      "This database does not lock single rows, and need not: a transaction that may write is the only one there is from its beginning on, so nobody changes what it reads. Leave lock out.",
    );
  }
  return { strength, ...(isSkipping ? { ifTaken: "skip" } : isFailing ? { ifTaken: "fail" } : {}) };
}
