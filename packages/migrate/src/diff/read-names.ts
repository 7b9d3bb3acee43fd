/** What a query may read, without schemas and in lower case. */
export interface ReadNames {
  /** Every name behind FROM, JOIN, a comma or a parenthesis: some of them are columns, so this errs on the side of more. */
  readonly all: ReadonlySet<string>;
  /** Those behind FROM and JOIN: some are left out, but what is here is read. */
  readonly certain: ReadonlySet<string>;
}

const { source: name } = /(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_$]*)/u;
const place = new RegExp(
  `(?:(\\b(?:from|join|only|lateral)\\b[\\s(]*)|[,(]\\s*)(?=(${name}(?:\\s*\\.\\s*${name})?))`,
  "giu",
);
const part = new RegExp(name, "gu");

export function findReadNames(query: string): ReadNames {
  const all = new Set<string>();
  const certain = new Set<string>();
  for (const [, lead, qualified = ""] of query.matchAll(place)) {
    const read = unquote(qualified.match(part)?.at(-1) ?? "").toLowerCase();
    all.add(read);
    if (lead !== undefined) certain.add(read);
  }
  return { all, certain };
}

function unquote(text: string): string {
  const quote = text.charAt(0);
  if (quote === "[") return text.slice(1, -1);
  return /["'`]/.test(quote) ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
