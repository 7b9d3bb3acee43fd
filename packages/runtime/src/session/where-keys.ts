/** The filter of the rows whose fields have one of some keys: a list where it is of one field, else an alternative for each. */
export function whereKeys(names: readonly string[], keys: readonly (readonly unknown[])[]): object {
  const [only] = names;
  if (names.length === 1) return { [only!]: { in: keys.map(([part]) => part) } };
  return { OR: keys.map((key) => Object.fromEntries(names.map((name, part) => [name, key[part]]))) };
}
