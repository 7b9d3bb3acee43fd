import type { JsonValue } from "@joinery/schema";
import type { JsonEdit } from "@joinery/sql";

/** Names in objects, and places in lists. */
export type JsonPath = readonly (string | number)[];

/** No list is so long, and a place past its end is the end. */
const end = 2 ** 31 - 1;

/**
 * What is done to a field of JSON where it is: one thing after the other. Made by {@link json}, and by nothing else, so that no value of such a
 * field looks like one.
 */
export class JsonChange {
  readonly #edits: readonly JsonEdit[];

  constructor(edits: readonly JsonEdit[]) {
    this.#edits = edits;
  }

  /** Whether a value is one. */
  static isChange(value: unknown): value is JsonChange {
    return typeof value === "object" && value !== null && #edits in value;
  }

  static editsOf(change: JsonChange): readonly JsonEdit[] {
    return change.#edits;
  }

  /** And then the value at the end of a path is this one. */
  set(path: JsonPath, value: JsonValue): JsonChange {
    return new JsonChange([...this.#edits, { kind: "set", path, value }]);
  }

  /** And then nothing is there any more. */
  remove(path: JsonPath): JsonChange {
    return new JsonChange([...this.#edits, { kind: "remove", path }]);
  }

  /** And then the object there has these members too. */
  merge(path: JsonPath, members: Readonly<Record<string, JsonValue>>): JsonChange {
    return new JsonChange([...this.#edits, { kind: "merge", path, value: members }]);
  }

  /** And then the list there has one more element. */
  append(path: JsonPath, element: JsonValue): JsonChange {
    return new JsonChange([
      ...this.#edits,
      { kind: "set", path: Array.isArray(path) ? [...path, end] : path, value: element },
    ]);
  }
}

/**
 * Changes a field of JSON where it is, in the data of an update: `{ settings: json.set(["theme"], "dark").remove(["beta"]) }`. What is missing on
 * the way, or null, becomes an object, or a list where a place is named; a place past the end of a list is its end. A path through anything else,
 * such as a name in a list, leads nowhere: there nothing changes.
 */
export const json: Pick<JsonChange, "set" | "remove" | "merge" | "append"> = new JsonChange([]);
