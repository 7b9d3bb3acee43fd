/**
 * The prototype of a statement's instances: it stands between them and their class, and hides the class's throwing
 * accessors of the relations that this statement loads behind plain writable properties. So an assignment makes an own
 * property, and all instances of the statement share one hidden class, at no cost per object.
 *
 * @param open the relations that do not throw
 */
export function createInstancePrototype(prototype: object, open: readonly string[]): object {
  const instance = Object.create(prototype) as object;
  for (const name of open) {
    Object.defineProperty(instance, name, { value: undefined, writable: true, enumerable: false });
  }
  return instance;
}
