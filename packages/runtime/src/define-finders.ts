import type { Repository } from "./repository.js";

/**
 * Puts a method for each unique key on a generated repository: `getByEmail(email, args?)` is
 * `findUnique({ ...args, where: { email } })`. Once per class; subclasses inherit them.
 */
export function defineFinders(
  repository: { readonly prototype: object },
  finders: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [name, fields] of Object.entries(finders)) {
    Object.defineProperty(repository.prototype, name, {
      configurable: true,
      writable: true,
      value: fields.length === 1 ? createSimpleFinder(fields[0]!) : createFinder(fields),
    });
  }
}

type Finder = (this: Repository<never>, ...keyThenArguments: unknown[]) => unknown;

function createSimpleFinder(field: string): Finder {
  return function (value, args) {
    const where = { [field]: value };
    return this.findUnique((args === undefined ? { where } : { ...args, where }) as never);
  };
}

function createFinder(fields: readonly string[]): Finder {
  return function (...values) {
    const where = Object.fromEntries(fields.map((field, index) => [field, values[index]]));
    const args = values[fields.length] as object | undefined;
    return this.findUnique({ ...args, where } as never);
  };
}
