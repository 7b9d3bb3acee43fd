/**
 * What a call says of a relation that it loads, as text: the same for choices that load the same. Undefined where it holds values
 * (of a filter, a limit): those are no part of what can be known of a plan.
 */
export function describeChoice(choice: unknown): string | undefined {
  return choice === true ? "{}" : describe(choice, false);
}

/** Only these take text that is no value: directions, names of fields, a strategy. */
const isWorded: ReadonlySet<string> = new Set(["orderBy", "distinct", "load"]);

function describe(value: unknown, isWord: boolean): string | undefined {
  if (typeof value === "boolean" || (isWord && typeof value === "string")) return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value))
    return join(
      value.map((each) => describe(each, isWord)),
      "[]",
    );
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const texts = entries.map(([name, each]) => {
    const text = each === true && !isWord ? "{}" : describe(each, isWord || isWorded.has(name));
    return text === undefined ? undefined : `${JSON.stringify(name)}:${text}`;
  });
  return join(texts, "{}");
}

function join(texts: readonly (string | undefined)[], [open, close]: string | readonly string[]): string | undefined {
  return texts.includes(undefined) ? undefined : `${open}${texts.join()}${close}`;
}
