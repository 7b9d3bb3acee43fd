import type { Step } from "@joinery/migrate";
import type { JsonValue } from "@joinery/schema";

/** The steps of a plan for people: what each does, and under it what it puts at stake. */
export function listSteps(steps: readonly Step[]): string[] {
  return steps.flatMap(({ description, hazards }) => [
    `  ${description}`,
    ...hazards.map(
      ({ effect, message }) => `    ${effect === "loss" ? "LOSSY" : "FAILS where rows do not fit"}: ${message}`,
    ),
  ]);
}

/** The same for `--json`. */
export function describeSteps(steps: readonly Step[]): JsonValue {
  return steps.map(({ description, statements, hazards }) => ({
    description,
    sql: statements.map(({ sql }) => sql),
    hazards: hazards.map(({ code, effect, message }) => ({ code, effect, message })),
  }));
}
