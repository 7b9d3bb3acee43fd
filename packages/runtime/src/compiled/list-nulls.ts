import type { QueryDefinition } from "@joinery/schema";

/** Which parameters of a query may be null together, in the order of `CompiledPlans.plans`: first none of them. */
export function listNulls({ parameters }: Pick<QueryDefinition, "parameters">): readonly ReadonlySet<string>[] {
  const nullable = parameters.filter(({ isNullable }) => isNullable).map(({ name }) => name);
  return Array.from(
    { length: 2 ** nullable.length },
    (_, number) => new Set(nullable.filter((_name, bit) => (number >> bit) & 1)),
  );
}
