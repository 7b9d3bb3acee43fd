/**
 * Text that knows where it may break: on one line where it fits, one part a line where it does not. The generators lay
 * out their code as Prettier would, so that Prettier (whose time would be most of a run) finds nothing to change.
 */
export type Layout = string | readonly Layout[] | Break | Indent | Group | IfBroken | Assigned;

interface Break {
  readonly kind: "break";
  /** What stands for it when its group fits on one line; undefined when it never may. */
  readonly flat: string | undefined;
}

interface Indent {
  readonly kind: "indent";
  readonly content: Layout;
}

interface Group {
  readonly kind: "group";
  readonly content: Layout;
  readonly isBroken: boolean;
}

interface IfBroken {
  readonly kind: "if-broken";
  readonly content: Layout;
}

interface Assigned {
  readonly kind: "assigned";
  readonly content: Layout;
}

/** A space, or a line break. */
export const line: Layout = { kind: "break", flat: " " };
/** Nothing, or a line break. */
export const softLine: Layout = { kind: "break", flat: "" };
/** Always a line break, also of every group around it. */
export const hardLine: Layout = { kind: "break", flat: undefined };

export const indent = (...content: Layout[]): Layout => ({ kind: "indent", content });

/** Content that stands only in a group that is broken. */
export const ifBroken = (...content: Layout[]): Layout => ({ kind: "if-broken", content });

/** The parts that break together or not at all. */
export const group = (...content: Layout[]): Layout => ({ kind: "group", content, isBroken: mustBreak(content) });

/** What stands behind an equals sign: on the same line if what comes before its first break fits there. */
export const assigned = (...content: Layout[]): Layout => ({ kind: "assigned", content });

export const join = (separator: Layout, parts: readonly Layout[]): Layout =>
  parts.map((part, index) => (index === 0 ? part : [separator, part]));

function mustBreak(layout: Layout): boolean {
  if (typeof layout === "string") return false;
  if (isList(layout)) return layout.some(mustBreak);
  if (layout.kind === "break") return layout.flat === undefined;
  return layout.kind === "group" ? layout.isBroken : mustBreak(layout.content);
}

/** What remains to be printed, the next part last. */
interface Part {
  readonly layout: Layout;
  readonly depth: number;
  readonly isBroken: boolean;
}

const indentation = "  ";

/** The text of a layout whose lines are as long as the width allows, and no longer. */
export function printLayout(layout: Layout, width: number): string {
  const rest: Part[] = [{ layout, depth: 0, isBroken: true }];
  const lines: string[] = [];
  let text = "";
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    const { layout: current, depth, isBroken } = part;
    if (typeof current === "string") text += current;
    else if (isList(current)) pushAll(rest, current, depth, isBroken);
    else if (current.kind === "indent") rest.push({ layout: current.content, depth: depth + 1, isBroken });
    else if (current.kind === "if-broken") {
      if (isBroken) rest.push({ layout: current.content, depth, isBroken });
    } else if (current.kind === "group") {
      const flat: Part = { layout: current.content, depth, isBroken: false };
      const fits = !current.isBroken && fitsIn(width - text.length, flat, rest);
      rest.push(fits ? flat : { ...flat, isBroken: true });
    } else if (current.kind === "assigned") {
      const same: Part = { layout: [" ", current.content], depth, isBroken };
      const fits = fitsIn(width - text.length, same, rest);
      rest.push(fits ? same : { layout: indent(hardLine, current.content), depth, isBroken });
    } else if (!isBroken && current.flat !== undefined) text += current.flat;
    else {
      lines.push(text.trimEnd());
      text = indentation.repeat(depth);
    }
  }
  return [...lines, text].join("\n");
}

/** Whether the next part, and what follows it up to the first possible break, fits in the remaining width. */
function fitsIn(width: number, next: Part, rest: readonly Part[]): boolean {
  const parts = [next];
  let following = rest.length;
  let remaining = width;
  while (remaining >= 0) {
    const part = parts.pop() ?? rest[--following];
    if (part === undefined) return true;
    const { layout, depth, isBroken } = part;
    if (typeof layout === "string") remaining -= layout.length;
    else if (isList(layout)) pushAll(parts, layout, depth, isBroken);
    else if (layout.kind === "indent") parts.push({ layout: layout.content, depth, isBroken });
    else if (layout.kind === "if-broken") {
      if (isBroken) parts.push({ layout: layout.content, depth, isBroken });
    } else if (layout.kind === "group")
      parts.push({ layout: layout.content, depth, isBroken: isBroken || layout.isBroken });
    else if (layout.kind === "assigned") parts.push({ layout: [" ", layout.content], depth, isBroken });
    else if (isBroken || layout.flat === undefined) return true;
    else remaining -= layout.flat.length;
  }
  return false;
}

function pushAll(parts: Part[], layouts: readonly Layout[], depth: number, isBroken: boolean): void {
  for (let index = layouts.length - 1; index >= 0; index--) parts.push({ layout: layouts[index]!, depth, isBroken });
}

function isList(layout: Exclude<Layout, string>): layout is readonly Layout[] {
  return Array.isArray(layout);
}
