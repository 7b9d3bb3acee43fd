interface BoundValues {
  readonly parameters: readonly unknown[];
  readonly batches: readonly BoundValues[];
}

/** The values of a call in the form in which they are sent, as text: the same for calls of one plan that ask for the same. */
export function describeValues({ parameters, batches }: BoundValues): string {
  if (parameters.length === 0 && batches.length === 0) return "";
  const values = JSON.stringify(parameters, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return `${values}[${batches.map(describeValues).join()}]`;
}
