import type { ObjectShape } from "./object-shape.js";

/**
 * The prototype of a statement's instances: it stands between them and their class, and hides the class's throwing
 * accessors of the relations that this statement loads behind plain writable properties. So an assignment makes an own
 * property, and all instances of the statement share one hidden class, at no cost per object.
 */
export function createInstancePrototype(prototype: object, shape: ObjectShape): object {
  const loaded = shape.properties.flatMap((property) => (property.kind === "column" ? [] : property.name));
  const instance = Object.create(prototype) as object;
  for (const name of [...loaded, ...shape.excluded]) {
    Object.defineProperty(instance, name, { value: undefined, writable: true, enumerable: false });
  }
  return instance;
}
