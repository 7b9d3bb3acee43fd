/**
 * A document to be laid out: text with places where a line may be broken. A group is printed on one line where that
 * fits, and broken at all its own `line`s where it does not; the algebra is Wadler's, as Prettier has it.
 */
export type Doc = string | readonly Doc[] | Line | Indent | Group | IfBroken;

/** `flat` where its group is on one line, else a line break; `hasBlank` keeps an empty line with it. */
export interface Line {
  readonly kind: "line";
  readonly flat: string;
  readonly isHard: boolean;
  readonly hasBlank: boolean;
}

export interface Indent {
  readonly kind: "indent";
  readonly content: Doc;
}

export interface Group {
  readonly kind: "group";
  readonly content: Doc;
  /** Broken whether it fits or not. */
  readonly isBroken: boolean;
}

/** Text only a broken group has: a trailing comma. */
export interface IfBroken {
  readonly kind: "ifBroken";
  readonly text: string;
}

/** A blank or a line break. */
export const line: Line = { kind: "line", flat: " ", isHard: false, hasBlank: false };

/** Nothing or a line break. */
export const softLine: Line = { kind: "line", flat: "", isHard: false, hasBlank: false };

/** Always a line break; breaks every group around it. */
export const hardLine: Line = { kind: "line", flat: "", isHard: true, hasBlank: false };

/** The same line with an empty one behind it where it is broken. */
export function withBlank(break_: Line, hasBlank: boolean): Line {
  return hasBlank ? { ...break_, hasBlank } : break_;
}

export function indent(content: Doc): Indent {
  return { kind: "indent", content };
}

export function group(content: Doc, isBroken = false): Group {
  return { kind: "group", content, isBroken: isBroken || hasHardLine(content) };
}

/** What goes between each two of `parts`. */
export function join(separator: Doc, parts: readonly Doc[]): Doc {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** The width of a document on one line, or `undefined` where it cannot be on one. */
export function flatWidth(doc: Doc): number | undefined {
  const text = flatten(doc);
  return text?.length;
}

function flatten(doc: Doc): string | undefined {
  if (typeof doc === "string") return doc;
  if (isDocs(doc)) {
    let text = "";
    for (const part of doc) {
      const flat = flatten(part);
      if (flat === undefined) return undefined;
      text += flat;
    }
    return text;
  }
  switch (doc.kind) {
    case "line":
      return doc.isHard ? undefined : doc.flat;
    case "indent":
      return flatten(doc.content);
    case "group":
      return doc.isBroken ? undefined : flatten(doc.content);
    case "ifBroken":
      return "";
  }
}

function hasHardLine(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (isDocs(doc)) return doc.some(hasHardLine);
  switch (doc.kind) {
    case "line":
      return doc.isHard;
    case "indent":
      return hasHardLine(doc.content);
    case "group":
      return doc.isBroken;
    case "ifBroken":
      return false;
  }
}

/** Narrowing a `readonly` array out of a union is beyond `Array.isArray`. */
export function isDocs(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
