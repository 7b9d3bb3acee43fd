/** How a hazard works: a loss goes unnoticed unless it is asked for; a failure stops the migration and loses nothing. */
export type HazardEffect = "loss" | "failure";

interface HazardDefinition<Effect extends HazardEffect, Parameters> {
  readonly effect: Effect;
  readonly message: (parameters: Parameters) => string;
  /** What to do about it. */
  readonly remedy: string;
}

function loss<Parameters>(message: (parameters: Parameters) => string): HazardDefinition<"loss", Parameters> {
  return { effect: "loss", message, remedy: "Save what is needed elsewhere, or accept the loss." };
}

function failure<Parameters>(
  message: (parameters: Parameters) => string,
  remedy: string,
): HazardDefinition<"failure", Parameters> {
  return { effect: "failure", message, remedy };
}

/**
 * Every hazard of a migration: the only place where a code and its message are written. The list is closed, and a code is never renamed
 * once released. The idea of a closed list is pg-schema-diff's.
 */
export const hazardRegistry = {
  "migrate/drops-data": loss((p: { what: string }) => `what ${p.what} holds is gone for good`),
  "migrate/narrows-type": loss(
    (p: { column: string; from: string; to: string }) =>
      `values of ${p.column} that do not survive the way from ${p.from} to ${p.to} are cut, rounded or refused`,
  ),
  "migrate/drops-unknown": loss(
    (p: { table: string }) => `${p.table} is made anew, and triggers and indexes of yours on it are gone`,
  ),
  "migrate/adopts-table": loss(
    (p: { table: string }) => `${p.table} was not made by Joinery and is changed all the same`,
  ),
  "migrate/removes-value": failure(
    (p: { column: string; values: string }) => `rows may not hold ${p.values} in ${p.column} any more`,
    "Give those rows another value first.",
  ),
  "migrate/requires-value": failure(
    (p: { column: string }) => `every row needs a value in ${p.column}, and rows that are there have none`,
    "Give it a default, or leave it optional until all rows have a value.",
  ),
  "migrate/requires-unique": failure(
    (p: { what: string }) => `no two rows may be alike in ${p.what}`,
    "Remove or change the duplicates first.",
  ),
  "migrate/requires-parent": failure(
    (p: { what: string; target: string }) => `what ${p.what} refers to must be there in ${p.target}`,
    "Remove those rows, or add what they refer to, first.",
  ),
  "migrate/requires-check": failure(
    (p: { what: string; expression: string }) => `every row of ${p.what} must meet: ${p.expression}`,
    "Change the rows that do not first.",
  ),
} as const;

export type HazardCode = keyof typeof hazardRegistry;

type LossCode = {
  [Code in HazardCode]: (typeof hazardRegistry)[Code]["effect"] extends "loss" ? Code : never;
}[HazardCode];

type WithoutArea<Code> = Code extends `migrate/${infer Name}` ? Name : never;

/** A loss by the name that `accept` takes: the code without its area. */
export type AcceptedLoss = WithoutArea<LossCode>;

/** A danger of one step for the rows that are there. */
export interface Hazard {
  readonly code: HazardCode;
  readonly effect: HazardEffect;
  /** One line, without a full stop. */
  readonly message: string;
  /** SELECT that counts what is at stake, as `rows`: for a loss before anything has run, for a failure right before its step. */
  readonly countSql?: string;
}

type ParametersOf<Code extends HazardCode> = Parameters<(typeof hazardRegistry)[Code]["message"]>[0];

/** Makes a hazard of the registry. */
export function hazard<Code extends HazardCode>(code: Code, parameters: ParametersOf<Code>, countSql?: string): Hazard {
  const { effect, message } = hazardRegistry[code] as unknown as HazardDefinition<HazardEffect, ParametersOf<Code>>;
  const oneLine = message(parameters).replaceAll(/\s+/g, " ");
  return { code, effect, message: oneLine, ...(countSql === undefined ? {} : { countSql }) };
}

/** What to do about a hazard, as a sentence. */
export function hazardRemedy(code: HazardCode): string {
  return hazardRegistry[code].remedy;
}

export function isHazardCode(code: string): code is HazardCode {
  return Object.hasOwn(hazardRegistry, code);
}

/** Every loss that can be accepted, for flags and their help. */
export const acceptableLosses: readonly AcceptedLoss[] = (Object.keys(hazardRegistry) as HazardCode[])
  .filter((code) => hazardRegistry[code].effect === "loss")
  .map((code) => code.slice("migrate/".length) as AcceptedLoss);
