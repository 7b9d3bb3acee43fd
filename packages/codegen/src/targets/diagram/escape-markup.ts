/**
 * Text as it may stand in an element or in an attribute's quotes, in HTML and XML alike. What XML cannot hold at all
 * (control characters, halves of a character) is replaced.
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (letter) => {
    return escapes[letter] ?? "\ufffd";
  });
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A start tag with its attributes, in their order; those that are undefined are left out. */
export function openTag(name: string, attributes: Readonly<Record<string, string | number | undefined>> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeMarkup(String(value))}"`,
  );
  return `<${name}${written.join("")}>`;
}

/** An element that holds text, or nothing. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  text = "",
): string {
  return `${openTag(name, attributes)}${escapeMarkup(text)}</${name}>`;
}
