import { isDocs, type Doc } from "./doc.js";

/** Columns a line is to keep to where breaking it can achieve that. */
export const lineWidth = 120;

const indentWidth = 2;

interface Command {
  readonly doc: Doc;
  readonly depth: number;
  readonly isBroken: boolean;
}

/** Lays out `doc`, its first line starting at the indentation of `depth`, which is not printed. */
export function printDoc(doc: Doc, depth: number): string {
  const stack: Command[] = [{ doc, depth, isBroken: true }];
  let text = "";
  let column = depth * indentWidth;
  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { doc: current, depth: level, isBroken } = command;
    if (typeof current === "string") {
      text += current;
      column += current.length;
    } else if (isDocs(current)) {
      for (const part of current.toReversed()) stack.push({ doc: part, depth: level, isBroken });
    } else if (current.kind === "indent") {
      stack.push({ doc: current.content, depth: level + 1, isBroken });
    } else if (current.kind === "group") {
      const fitting: Command = { doc: current.content, depth: level, isBroken: false };
      const isFlat = !current.isBroken && fits(fitting, stack, lineWidth - column);
      stack.push(isFlat ? fitting : { ...fitting, isBroken: true });
    } else if (current.kind === "ifBroken") {
      if (isBroken) {
        text += current.text;
        column += current.text.length;
      }
    } else if (isBroken) {
      column = level * indentWidth;
      text += `${current.hasBlank ? "\n\n" : "\n"}${" ".repeat(column)}`;
    } else {
      text += current.flat;
      column += current.flat.length;
    }
  }
  return text;
}

/** Whether `command`, and what follows it up to the next place where a line can break, fits into `width` columns. */
function fits(command: Command, following: readonly Command[], width: number): boolean {
  const stack: Command[] = [command];
  let rest = following.length;
  let left = width;
  while (left >= 0) {
    const next = stack.pop() ?? following[--rest];
    if (next === undefined) return true;
    const { doc } = next;
    if (typeof doc === "string") left -= doc.length;
    else if (isDocs(doc)) for (const part of doc.toReversed()) stack.push({ ...next, doc: part });
    else if (doc.kind === "indent") stack.push({ ...next, doc: doc.content });
    else if (doc.kind === "group") stack.push({ ...next, doc: doc.content, isBroken: next.isBroken || doc.isBroken });
    else if (doc.kind === "ifBroken") left -= next.isBroken ? doc.text.length : 0;
    else if (next.isBroken) return true;
    else left -= doc.flat.length;
  }
  return false;
}
