/**
 * What a call says of a relation that it loads, as text: the same for choices that load the same. Undefined where it says anything
 * that may hold values (a filter, a limit): those are no part of what can be known of a plan.
 */
export function describeChoice(choice: unknown): string | undefined {
  return choice === true ? "{}" : describeEntries(choice, describeArgument);
}

function describeArgument(value: unknown, name: string): string | undefined {
  switch (name) {
    case "select":
    case "include":
      return describeEntries(value, (each) => (each === false ? "false" : describeChoice(each)));
    case "omit":
      return describeEntries(value, describeWord);
    case "withDeleted":
      return describeWord(value);
    case "orderBy":
    case "distinct":
      return describeOrder(value);
    default:
      return undefined;
  }
}

function describeOrder(value: unknown): string | undefined {
  if (Array.isArray(value)) return join(value.map((each) => describeOrder(each)));
  return typeof value === "object" ? describeEntries(value, describeOrder) : describeWord(value);
}

/** True, false, a direction, the name of a field: all of them are of the shape of a call. */
function describeWord(value: unknown): string | undefined {
  return typeof value === "boolean" || typeof value === "string" ? JSON.stringify(value) : undefined;
}

function describeEntries(
  value: unknown,
  describe: (each: unknown, name: string) => string | undefined,
): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  // How it is loaded makes no difference to what is.
  const entries = Object.entries(value).filter(([name, each]) => each !== undefined && name !== "load");
  const texts = entries.map(([name, each]) => {
    const text = describe(each, name);
    return text === undefined ? undefined : `${JSON.stringify(name)}:${text}`;
  });
  const text = join(texts);
  return text === undefined ? undefined : `{${text}}`;
}

function join(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join();
}
