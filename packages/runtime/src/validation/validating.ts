import type { ArgumentPath } from "../args/argument-path.js";
import type { ModelMetadata } from "../metadata/metadata.js";
import type { Action } from "../query.js";
import { HeldValues } from "./held-values.js";
import { holdData, holdItems, holdParts } from "./hold-data.js";
import type { InputSchemas } from "./input-schemas.js";

/** Where in the arguments of a call the values are: the names on the way to them, past lists. */
type Way = readonly string[];

/**
 * The same action, whose values are held to the generated schemas before anything is sent, where the client is to (`validate`); otherwise this
 * costs one look.
 *
 * @param ways where in its arguments values are
 */
export function validating(operation: string, action: Action, ...ways: readonly Way[]): Action {
  return {
    ...action,
    run(args, model, engine, hasCompany) {
      const { validation } = engine;
      if (validation === undefined) return action.run(args, model, engine, hasCompany);
      const run = (schemas: InputSchemas) => {
        const values = new HeldValues(schemas, model, operation);
        const held = ways.reduce((all, way) => holdWay(all, way, model, [], values), args);
        values.demandNone();
        return action.run(held, model, engine, false);
      };
      return validation.schemas === undefined ? validation.read().then(run) : run(validation.schemas);
    },
  };
}

function holdWay(value: unknown, way: Way, model: ModelMetadata, path: ArgumentPath, values: HeldValues): unknown {
  const [name, ...rest] = way;
  return holdItems(value, path, (item, at) =>
    name === undefined
      ? holdData(item, model, at, values)
      : holdParts(item, [name], at, (part, place) => holdWay(part, rest, model, place, values)),
  );
}
