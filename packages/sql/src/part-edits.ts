import type { JsonValue } from "@joinery/schema";
import { isPlainObject } from "./canonical-json.js";
import { ValueError } from "./dialect.js";
import type { JsonEdit } from "./json-edit.js";
import { formOfPart, refuseStranger, storedDefault, writePart } from "./stored-object.js";
import type { ObjectDefinition, ValueType } from "./value-type.js";

/** The name under which parts of a value object are changed where it is. */
const word = "update";

/**
 * The parts that a change of a value object gives, `{ update: { city: "…", geo: { update: { … } } } }`; undefined for what is a value of it. A type
 * that has a part of the name `update` has values alone.
 *
 * @throws ValueError with the place in the change
 */
export function listPartEdits({ object }: ValueType, value: unknown): readonly JsonEdit[] | undefined {
  const update = readUpdate(value, object!);
  return update && listEdits(update.parts, object!, [], [], [word]);
}

function readUpdate(value: unknown, { parts }: ObjectDefinition): { readonly parts: unknown } | undefined {
  if (typeof value !== "object" || value === null || !isPlainObject(value) || Object.keys(value).join() !== word)
    return undefined;
  return parts.some(({ name }) => name === word) ? undefined : { parts: (value as Record<string, unknown>)[word] };
}

function listEdits(
  update: unknown,
  definition: ObjectDefinition,
  path: readonly string[],
  around: NonNullable<JsonEdit["parts"]>,
  at: readonly string[],
): readonly JsonEdit[] {
  if (typeof update !== "object" || update === null || !isPlainObject(update)) {
    throw new ValueError(`expected an object with the parts of ${definition.name} that change`, at);
  }
  const given = update as Readonly<Record<string, unknown>>;
  const names = Object.keys(given);
  if (names.length === 0) throw new ValueError("this changes nothing", at);
  return names.flatMap((name): readonly JsonEdit[] => {
    const part = definition.parts.find((each) => each.name === name);
    const value = given[name];
    if (part === undefined)
      return inside(at, () => refuseStranger({ [name]: value }, definition.name, definition.parts));
    const inner =
      part.type.isObjectList || part.type.object === undefined ? undefined : readUpdate(value, part.type.object);
    const way = [...path, name];
    if (inner !== undefined) {
      const missing: JsonValue = storedDefault(part) ?? null;
      const parts = [...around, { default: missing, isNullable: part.isNullable }];
      return listEdits(inner.parts, part.type.object!, way, parts, [...at, name, word]);
    }
    return [
      {
        kind: "part",
        path: way,
        value: inside(at, () => writePart(value, formOfPart(part), way.length - 1)),
        parts: around,
      },
    ];
  });
}

/** What is wrong in a part is wrong in the change of it. */
function inside<Result>(at: readonly string[], work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof ValueError ? new ValueError(error.message, [...at, ...error.at]) : error;
  }
}
