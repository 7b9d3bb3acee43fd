import { actions } from "./actions.js";
import { createTemplate, ParameterHole, type QueryTemplate } from "./args/query-template.js";
import { readParameters, type ParameterDefinitions } from "./args/read-parameters.js";
import { InvalidArgument } from "./errors/call-errors.js";
import type { Action } from "./query.js";

/** Stands, in the arguments of a query, for the value of a parameter. */
export function parameter(name: string): ParameterHole {
  return new ParameterHole(name);
}

/**
 * What a `query` block of the schema does: `findMany` with arguments that are the same for every call but for the values of
 * its parameters, so that all calls share their plan (one more for each parameter that is null).
 */
export function defineQuery(parameters: ParameterDefinitions, args: object): Action {
  let made: QueryTemplate | undefined;
  const call = <Answer>(given: unknown, use: (args: unknown) => Answer): Answer => {
    // A module with many queries costs nothing before the first is used.
    const template = (made ??= createTemplate(args));
    const values = readParameters(given, parameters);
    try {
      return use(template.fill(values));
    } catch (error) {
      throw error instanceof InvalidArgument ? atParameter(error, template) : error;
    }
  };
  return {
    run: (given, model, engine) => call(given, (filled) => actions.findMany.run(filled, model, engine)),
    describe: (given, model, engine) => call(given, (filled) => actions.findMany.describe(filled, model, engine)),
  };
}

/** The same mistake where the caller made it: at the parameter, not where the query uses it. */
function atParameter(error: InvalidArgument, { places }: QueryTemplate): InvalidArgument {
  for (const [place, name] of places) {
    const inside = error.path.slice(place.length);
    if (error.path.startsWith(place) && /^([[.]|$)/.test(inside)) {
      return new InvalidArgument(name + inside, error.problem, error.suggestion);
    }
  }
  return error;
}
