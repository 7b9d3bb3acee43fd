import { membershipOf, type Membership } from "./row-kind.js";

/**
 * Makes `target` the prototype of a statement's instances: it stands between them and their class, and hides the class's throwing
 * accessors of the relations that this statement loads behind plain writable properties. So an assignment makes an own
 * property, and all instances of the statement share one hidden class, at no cost per object.
 *
 * @param open the relations that do not throw
 */
export function prepareInstancePrototype(
  target: object,
  prototype: object,
  open: readonly string[],
  read: (object: object) => Membership | undefined,
): void {
  Object.setPrototypeOf(target, prototype);
  for (const name of open) {
    Object.defineProperty(target, name, { value: undefined, writable: true, enumerable: false });
  }
  Object.defineProperty(target, membershipOf, { value: read });
}
