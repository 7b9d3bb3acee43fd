/** The first of `name`, `name_`, `name__`, … that is not taken. */
export function findFreeName(name: string, isTaken: (name: string) => boolean): string {
  return isTaken(name) ? findFreeName(`${name}_`, isTaken) : name;
}

/** `OrderItem` as a file name: `order-item`. */
export function toKebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}

/** `tenantId` inside a longer name: `TenantId`. */
export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A name as the key of an object or interface. */
export function toPropertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Whether a name may stand for a class, constant or type. */
export function isReservedWord(name: string): boolean {
  return reservedWords.has(name);
}

const reservedWords = new Set(
  (
    "abstract any arguments as asserts async await bigint boolean break case catch class const continue debugger declare " +
    "default delete do else enum eval export extends false finally for from function get if implements import in " +
    "infer instanceof interface intrinsic is keyof let module namespace never new null number object of package private protected " +
    "public readonly require return set static string super switch symbol this throw true try type typeof undefined " +
    "unique unknown var void while with yield exports globalThis Object"
  ).split(" "),
);
