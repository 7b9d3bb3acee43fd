/** Writes a one-dimensional array as the server spells it itself, with as few quotes as it needs; elements are in text form. */
export function writeArrayText(elements: readonly string[]): string {
  return `{${elements.map(quoteElement).join(",")}}`;
}

function quoteElement(text: string): string {
  const isPlain = text !== "" && !/[{}",\\\s]/.test(text) && !/^null$/i.test(text);
  return isPlain ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The elements of a one-dimensional array in text form, or `undefined` for any other text. */
export function parseArrayText(text: string): string[] | undefined {
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const inside = text.slice(1, -1);
  if (inside === "") return [];
  const elements: string[] = [];
  const element = /(?:"((?:[^"\\]|\\.)*)"|([^",{}\\]*))(,|$)/gsy;
  while (element.lastIndex <= inside.length) {
    const match = element.exec(inside);
    if (match === null) return undefined;
    elements.push(match[1]?.replace(/\\(.)/gs, "$1") ?? match[2] ?? "");
    if (match[3] === "") return elements;
  }
  return undefined;
}
