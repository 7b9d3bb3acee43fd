import { loadLater } from "./load-later.js";
import type { ModelMetadata } from "./metadata/metadata.js";
import { createRelationNotLoaded } from "./relation-not-loaded.js";

/** A generated class of rows, as the client is given it. */
export interface EntityClass {
  readonly prototype: Entity;
}

const hiddenFields = Symbol("hidden fields");

/** What every generated class of rows inherits from. */
export abstract class Entity {
  /** The names that `toJSON` leaves out; on the prototype. */
  declare private readonly [hiddenFields]: ReadonlySet<string> | undefined;

  /** Takes the values of a new row; rows that are read are made without it. */
  constructor(values?: object) {
    // Not Object.assign: among parsed JSON a key called __proto__ would become the prototype.
    if (values === undefined) return;
    for (const name of Object.keys(values)) {
      if (name !== "__proto__") (this as Record<string, unknown>)[name] = (values as Record<string, unknown>)[name];
    }
  }

  /**
   * The row in the form that JSON can hold, with the relations that were loaded and without hidden fields: DateTime as ISO 8601,
   * BigInt as decimal text, Bytes as base64. It is the form in which a schema writes its defaults.
   */
  toJSON(): Record<string, unknown> {
    const json: Record<string, unknown> = {};
    for (const name of Object.keys(this)) {
      if (this[hiddenFields]?.has(name) !== true) json[name] = toJsonValue((this as Record<string, unknown>)[name]);
    }
    return json;
  }
}

// As a method, the generated classes could not declare it with the types of their models.
Object.defineProperty(Entity.prototype, "load", { value: loadLater, writable: true, configurable: true });

// Jest shows how two objects differ by copies of them, with what every accessor gives: here they would throw.
Object.defineProperty(Entity.prototype, Symbol.for("@jest/serializableProperties"), {
  configurable: true,
  get(this: object) {
    return Object.keys(this);
  },
});

function toJsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Entity || value instanceof Date) return value.toJSON();
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return value.map(toJsonValue);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJsonValue(each)]));
}

/**
 * Teaches a class its model, once: relations become accessors that throw, so that a row that has not loaded one says so; and
 * assigning one gives the instance a property of its own.
 */
export function defineModel({ prototype }: EntityClass, model: ModelMetadata): void {
  if (Object.hasOwn(prototype, hiddenFields)) return;
  const hidden = model.fields.flatMap((field) => (field.isHidden ? field.name : []));
  Object.defineProperty(prototype, hiddenFields, { value: new Set(hidden) });
  for (const { name } of [...model.relations, ...model.arcs]) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      get() {
        throw createRelationNotLoaded(this as object, model, name);
      },
      set(value: unknown) {
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
}
