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

/** A name as the key of an object or interface. */
export function toPropertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A field's name as the label of a parameter, where the words of JavaScript cannot stand. */
export function toLabel(name: string): string {
  return reservedWords.has(name) ? `${name}_` : name;
}

const reservedWords = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield"
  ).split(" "),
);
