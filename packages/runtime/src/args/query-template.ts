import { formatPath, type ArgumentPath } from "./argument-path.js";
import { isPlain } from "./refuse.js";

/** Stands in a template for the value that a parameter has in one call. */
export class ParameterHole {
  constructor(readonly name: string) {}
}

/** The arguments of a call with holes for parameters, made once; every call fills in what varies and shares the rest. */
export interface QueryTemplate {
  readonly fill: (values: ReadonlyMap<string, unknown>) => unknown;
  /** The parameter behind each place, by its path as `InvalidArgument` spells it. */
  readonly places: ReadonlyMap<string, string>;
}

export function createTemplate(args: unknown): QueryTemplate {
  const places = new Map<string, string>();
  return { fill: createFill(args, [], places) ?? (() => args), places };
}

type Fill = QueryTemplate["fill"];

/** Undefined for what has no holes in it. Only what has them is copied, so lists of values and JSON stay as they are. */
function createFill(value: unknown, path: ArgumentPath, places: Map<string, string>): Fill | undefined {
  if (value instanceof ParameterHole) {
    const { name } = value;
    places.set(formatPath(path), name);
    return (values) => values.get(name);
  }
  if (!Array.isArray(value) && !isPlain(value)) return undefined;
  const fills = Object.entries(value).flatMap(([key, each]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    const fill = createFill(each, [...path, step], places);
    return fill === undefined ? [] : [{ key, fill }];
  });
  if (fills.length === 0) return undefined;
  return (values) => {
    const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    for (const { key, fill } of fills) copy[key] = fill(values);
    return copy;
  };
}
