import { maxDepth, type ArgumentPath } from "../args/argument-path.js";
import { isPlain } from "../args/refuse.js";
import { Given } from "../args/writes/given.js";
import { operatorsOf } from "../args/writes/read-operators.js";
import type { FieldMetadata } from "../metadata/field-metadata.js";
import type { ModelMetadata, RelationMetadata } from "../metadata/metadata.js";
import type { HeldValues } from "./held-values.js";

/**
 * Holds the values of a row, and of all rows that are written with it, to what their fields demand, and gives what is written for them: the same data
 * where none is changed. What is no value and should be one is left as it is: to say so is for those who read arguments.
 */
export function holdData(data: unknown, model: ModelMetadata, path: ArgumentPath, values: HeldValues): unknown {
  if (path.length > maxDepth) return data;
  return holdMembers(data, path, (value, name, at) => {
    const member = model.members.get(name);
    switch (member?.kind) {
      case "field":
        return holdField(value, member, model, at, values);
      case "relation":
        return holdRelation(value, member, at, values);
      case "arc":
        return holdMembers(value, at, (said, target, place) => {
          const relation = member.targets.get(target);
          return relation === undefined ? said : holdRelation(said, relation, place, values);
        });
      case undefined:
        return value;
    }
  });
}

/** Of what is done to a value where it is, only what comes to be the value, or an element of it, is known here. */
function holdField(
  value: unknown,
  field: FieldMetadata,
  model: ModelMetadata,
  path: ArgumentPath,
  values: HeldValues,
): unknown {
  if (value === undefined || Given.isGiven(value)) return value;
  if (!isPlain(value) || operatorsOf(field).length === 0) return values.hold(value, field, model, path);
  return holdMembers(value, path, (operand, operator, at) => {
    if (operand === undefined || Given.isGiven(operand)) return operand;
    if (operator === "set") return values.hold(operand, field, model, at);
    if (!field.isList) return operand;
    return values.holdElements(operand, field, model, at);
  });
}

/** By verb: where in what is said of a row at the other end its values are; none where it is the values. */
const partsOf: Readonly<Record<string, readonly string[] | undefined>> = {
  create: [],
  createMany: ["data"],
  connectOrCreate: ["create"],
  update: ["data"],
  updateMany: ["data"],
  upsert: ["create", "update"],
};

function holdRelation(
  said: unknown,
  { target, isMany }: RelationMetadata,
  path: ArgumentPath,
  values: HeldValues,
): unknown {
  return holdMembers(said, path, (value, verb, at) => {
    const parts = Object.hasOwn(partsOf, verb) ? partsOf[verb] : undefined;
    if (parts === undefined) return value;
    const hold = (item: unknown, place: ArgumentPath): unknown => holdData(item, target, place, values);
    return holdItems(value, at, (item, place) => {
      // Of a relation to one, an update is the values themselves.
      if (parts.length === 0 || (verb === "update" && !isMany)) return hold(item, place);
      return holdParts(item, parts, place, (part, partPlace) => holdItems(part, partPlace, hold));
    });
  });
}

type Hold = (value: unknown, path: ArgumentPath) => unknown;

/** One or a list of them. */
export function holdItems(value: unknown, path: ArgumentPath, hold: Hold): unknown {
  if (!Array.isArray(value)) return hold(value, path);
  let held: unknown[] | undefined;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    const kept = hold(item, [...path, index]);
    if (kept !== item) (held ??= value.slice())[index] = kept;
  }
  return held ?? value;
}

/** Some members of an object; the others stay as they are. */
export function holdParts(value: unknown, parts: readonly string[], path: ArgumentPath, hold: Hold): unknown {
  return holdMembers(value, path, (part, name, at) => (parts.includes(name) ? hold(part, at) : part));
}

function holdMembers(
  value: unknown,
  path: ArgumentPath,
  hold: (member: unknown, name: string, path: ArgumentPath) => unknown,
): unknown {
  if (!isPlain(value)) return value;
  let held: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const member = value[name];
    const kept = hold(member, name, [...path, name]);
    if (kept !== member) (held ??= { ...value })[name] = kept;
  }
  return held ?? value;
}
