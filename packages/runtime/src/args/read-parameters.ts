import { readObject, refuse, refuseName, refuseUndefined, isPlain, kindOf } from "./refuse.js";

/** What a parameter of a query can be given. Whether a value is of its type is found where it is compared. */
export interface ParameterDefinition {
  readonly isList?: true;
  readonly isNullable?: true;
  /** It may be an object or a list, for it is JSON. */
  readonly isJson?: true;
  /** Its value where the call gives none. A parameter without one must be given. */
  readonly default?: unknown;
  /** Where the call gives none, it is the time of the call. */
  readonly isNow?: true;
}

export type ParameterDefinitions = Readonly<Record<string, ParameterDefinition>>;

/**
 * Checks what a query was given and puts in the defaults. A value that could change what is asked (an object where a filter
 * would be read from it, a list for one value) is refused here: it never becomes a part of the arguments.
 *
 * @throws InvalidArgument with the name of the parameter
 */
export function readParameters(given: unknown, definitions: ParameterDefinitions): Readonly<Record<string, unknown>> {
  const names = Object.keys(definitions);
  const args = readObject(given ?? {}, [], "an object with the values of the parameters");
  for (const name of Object.keys(args)) {
    if (!Object.hasOwn(definitions, name)) refuseName([name], "The query", names);
  }
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of names) values[name] = readParameter(name, args, definitions[name]!);
  return values;
}

function readParameter(
  name: string,
  args: Readonly<Record<string, unknown>>,
  { isList, isNullable, isJson, isNow, default: made }: ParameterDefinition,
): unknown {
  const value = args[name];
  if (!(name in args)) {
    if (isNow === true) return new Date();
    if (made === undefined) refuse([name], "The query needs this value.");
    return made;
  }
  if (value === undefined) refuseUndefined([name]);
  if (value === null) {
    if (isNullable !== true) refuse([name], "Expected a value, got null.");
  } else if (isJson !== true) {
    if (Array.isArray(value) !== (isList === true)) {
      refuse([name], `Expected ${isList ? "a list of values" : "one value"}, got ${kindOf(value)}.`);
    }
    if (isPlain(value)) refuse([name], "Expected a value, got an object.");
  }
  return value;
}
