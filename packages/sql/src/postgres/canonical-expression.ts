/**
 * An expression as the server spells it, in the one spelling that it keeps: a list of texts that was read with one cast around it comes back
 * with a cast at each when it is read again.
 */
export function canonicalExpression(sql: string): string {
  return sql.replaceAll(castLists, (_, list: string, type: string) => {
    const elements = list.replaceAll(castElements, (_whole, element: string) => `(${element})::${type}`);
    return `ARRAY[${elements}]`;
  });
}

const element = String.raw`'(?:[^']|'')*'::character varying`;
const castLists = new RegExp(String.raw`\(ARRAY\[(${element}(?:, ${element})*)\]\)::(text)\[\]`, "g");
const castElements = new RegExp(`(${element})`, "g");
