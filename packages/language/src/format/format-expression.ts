import type { Argument, Attribute, Expression, ObjectEntry, TypeReference } from "../ast.js";
import { join, type Doc } from "./doc.js";
import { formatBrackets, type BracketItem } from "./format-brackets.js";
import type { LayoutSource } from "./layout-source.js";

/** Leaves are printed as they were written: a number or string has no better form than the author's. */
export function formatExpression(source: LayoutSource, expression: Expression): Doc {
  const { start, end } = expression.span;
  switch (expression.kind) {
    case "call":
      return [expression.name.text, formatArguments(source, expression.arguments, expression.name.span.end, end)];
    case "list": {
      const items = expression.items.map((item) => toItem(item, () => formatExpression(source, item)));
      return formatBrackets(source, { open: "[", close: "]", start, end: end - 1, items });
    }
    case "object": {
      const items = expression.entries.map((entry) => toItem(entry, () => formatEntry(source, entry)));
      return formatBrackets(source, {
        open: "{",
        close: "}",
        start,
        end: end - 1,
        items,
        isSpaced: true,
        keepsBreak: true,
      });
    }
    default:
      return source.text.slice(start, end);
  }
}

/** `(…)` with the opening parenthesis at or behind `start`, and ending at `end`. */
export function formatArguments(source: LayoutSource, list: readonly Argument[], start: number, end: number): Doc {
  const items = list.map((argument) => toItem(argument, () => formatArgument(source, argument)));
  return formatBrackets(source, { open: "(", close: ")", start: source.find("(", start), end: end - 1, items });
}

export function formatAttribute(source: LayoutSource, attribute: Attribute): Doc {
  const name = `${attribute.scope === "field" ? "@" : "@@"}${attribute.name.text}`;
  if (!attribute.hasArguments) return name;
  return [name, formatArguments(source, attribute.arguments, attribute.name.span.end, attribute.span.end)];
}

export function formatType(source: LayoutSource, type: TypeReference): Doc {
  const alternatives = type.alternatives.map(({ name, arguments: list, span }) =>
    span.end === name.span.end ? name.text : [name.text, formatArguments(source, list, name.span.end, span.end)],
  );
  const start = type.alternatives.at(-1)?.span.end ?? type.span.start;
  const list = type.isList
    ? formatBrackets(source, { open: "[", close: "]", start, end: type.span.end, items: [] })
    : "";
  return [join(" | ", alternatives), list, type.isNullable ? "?" : ""];
}

function formatArgument(source: LayoutSource, { name, value }: Argument): Doc {
  return name === undefined ? formatExpression(source, value) : [`${name.text}: `, formatExpression(source, value)];
}

function formatEntry(source: LayoutSource, { key, value }: ObjectEntry): Doc {
  return [`${source.text.slice(key.span.start, key.span.end)}: `, formatExpression(source, value)];
}

function toItem({ span }: Argument | Expression | ObjectEntry, print: () => Doc): BracketItem {
  return { start: span.start, end: span.end, print };
}
