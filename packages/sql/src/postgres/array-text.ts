/** Writes a one-dimensional array as the server spells it itself, with as few quotes as it needs; elements are in text form. */
export function writeArrayText(elements: readonly string[]): string {
  return `{${elements.map(quoteElement).join(",")}}`;
}

function quoteElement(text: string): string {
  const isPlain = text !== "" && !/[{}",\\\s]/.test(text) && !/^null$/i.test(text);
  return isPlain ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The elements of a one-dimensional array without nulls in text form, or `undefined` for any other text. */
export function parseArrayText(text: string): string[] | undefined {
  return parseArrayElements(text)?.map((element) => element ?? "NULL");
}

/** The same with nulls. */
export function parseArrayElements(text: string): (string | null)[] | undefined {
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const inside = text.slice(1, -1);
  if (inside === "") return [];
  const elements: (string | null)[] = [];
  const element = /(?:"((?:[^"\\]|\\.)*)"|([^",{}\\]*))(,|$)/gsy;
  while (element.lastIndex <= inside.length) {
    const match = element.exec(inside);
    if (match === null) return undefined;
    elements.push(match[1]?.replace(/\\(.)/gs, "$1") ?? (match[2] === "NULL" ? null : (match[2] ?? "")));
    if (match[3] === "") return elements;
  }
  return undefined;
}
